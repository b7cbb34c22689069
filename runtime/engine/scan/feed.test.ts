import { describe, expect, it } from 'vitest';
import type { FlowFile } from '../../../flows/format/flow-file.ts';
import { ColumnEngine } from '../engine.ts';
import type { EngineOptions, Match, Refusal } from '../engine-types.ts';
import type { EventLog } from '../kernel/event-log.ts';
import { scanAhead } from './feed.ts';
import type { ReadBytes } from './whole-lines.ts';

const flow = {
  schemaVersion: 1,
  id: 'fed',
  name: { ko: '먼저 읽기', en: 'Fed' },
  nodes: [
    { id: 'paid', type: 'event-source', position: { x: 0, y: 0 }, data: { eventType: 'paid' } },
    {
      id: 'large',
      type: 'filter',
      position: { x: 0, y: 0 },
      data: { where: { combinator: 'and', rules: [{ field: 'amount', operator: '>=', value: 5 }] } },
    },
    { id: 'tell', type: 'action', position: { x: 0, y: 0 }, data: { channel: 'log', params: {} } },
  ],
  edges: [
    { id: 'a', source: 'paid', target: 'large' },
    { id: 'b', source: 'large', sourceHandle: 'match', target: 'tell' },
  ],
} as unknown as FlowFile;

const event = (id: number, amount: string, more = '') =>
  `{"id":"e${id}","source":"/s","type":"${id % 3 === 0 ? 'other' : 'paid'}","time":"2026-03-02T09:00:0${id % 10}Z","data":{"amount":${amount}${more}}}`;

/** The whole input is one block, so places in it are places in the file. */
function logOf(bytes: Uint8Array): EventLog {
  const read = (place: number) => {
    const end = bytes.indexOf(10, place);
    return { bytes, start: place, end: end < 0 ? bytes.length : end };
  };
  return { open: () => 0, present() {}, keep() {}, release() {}, read };
}

function run(bytes: Uint8Array, isFed: boolean) {
  const matches: Match[] = [];
  const refused: Refusal[] = [];
  const options: EngineOptions = { mode: 'offline', isFed, onMatch: (match) => matches.push(match) };
  const engine = new ColumnEngine(options, logOf(bytes));
  engine.deploy(flow);
  let lines = 0;
  const take = (result: { refused: readonly Refusal[]; lines: number }) => {
    for (const refusal of result.refused) refused.push({ ...refusal, index: 0, line: refusal.line + lines });
    lines += result.lines;
  };
  if (isFed) {
    const read: ReadBytes = (into, at, length, position) => {
      const part = bytes.subarray(position, position + length);
      into.set(part, at);
      return part.length;
    };
    scanAhead(engine.feed!, read);
    for (let result = engine.pushScanned(); result; result = engine.pushScanned()) take(result);
  } else {
    const start = bytes[0] === 0xef ? 3 : 0;
    take(engine.push(bytes.subarray(start), 0));
  }
  engine.finish();
  const { events, late } = engine.counts('fed', 0)!;
  return { matches: matches.map(({ id: _, ...match }) => match), refused, lines, events, late };
}

describe('rows that were scanned ahead', () => {
  it.each([
    ['nothing', ''],
    ['one line without a line feed', event(1, '7')],
    ['blank lines and carriage returns', `\r\n${event(1, '7')}\r\n\n  \n${event(2, '3')}\n`],
    [
      'what the scanner leaves',
      `${event(1, '1e1')}\n${event(2, '7', ',"amount":8')}\n${event(4, '12345678901234567')}\n`,
    ],
    [
      'what is refused',
      `{}\n${event(1, '7')}\nnot json\n{"id":"x","source":"/s","type":"paid"}\n${event(2, '8')}`,
    ],
    ['a byte order mark', `\ufeff${event(1, '7')}\n${event(2, '8')}\n`],
    [
      'lines that end in another piece',
      Array.from({ length: 1200 }, (_, i) => event(i, String(i % 9), `,"note":"${'x'.repeat(1200)}"`)).join(
        '\n',
      ),
    ],
    [
      'a line of almost the largest size',
      `${event(1, '7', `,"note":"${'y'.repeat(1_048_000)}"`)}\n${event(2, '8')}`,
    ],
  ])('mean the same as rows that were scanned here: %s', (_, text) => {
    const bytes = new TextEncoder().encode(text);
    expect(run(bytes, true)).toEqual(run(bytes, false));
  });

  it('pass over a line that is over the limit, and say so', () => {
    const long = event(1, '7', `,"note":"${'z'.repeat(3_000_000)}"`);
    const { matches, refused, lines } = run(
      new TextEncoder().encode(`${event(1, '7')}\n${long}\n${event(2, '8')}\n`),
      true,
    );
    expect(matches.map(({ causes }) => causes)).toEqual([['e1'], ['e2']]);
    expect(refused.map(({ line, message }) => [line, message.en])).toEqual([
      [2, expect.stringContaining('larger than 1 MiB')],
    ]);
    expect(lines).toBe(3);
  });

  it('tell when reading fails', () => {
    const engine = new ColumnEngine({ mode: 'offline', isFed: true });
    engine.deploy(flow);
    const fails = () => {
      throw new Error('The disk is gone.');
    };
    expect(() => scanAhead(engine.feed!, fails)).toThrow('The disk is gone.');
    expect(engine.waitForRows(0)).toBe(true);
    expect(() => engine.pushScanned()).toThrow('has failed');
  });
});
