/** A file that is scanned ahead gives the refusals and matches that it gives block by block. */
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { FlowFile } from '../../flows/format/flow-file.ts';
import { ColumnEngine } from '../../runtime/engine/engine.ts';
import type { BlockResult } from '../../runtime/engine/engine-types.ts';
import { LARGEST_EVENT } from '../../runtime/engine/scan/parse-event.ts';
import { fileBlocks } from '../../runtime/offline/file-blocks.ts';
import { FileLog } from '../../runtime/offline/file-log.ts';
import { feedInTurns, type Turns } from '../feed-in-turns.ts';
import { block } from './random-lines.ts';

const RUNS = Math.ceil(Number(process.env.NARU_FUZZ_RUNS ?? 400) / 10);
const SEED = process.env.NARU_FUZZ_SEED === undefined ? {} : { seed: Number(process.env.NARU_FUZZ_SEED) };

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'naru-ahead-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Pairs of any two events of one day, so that events are read back. */
const FLOW = {
  id: 'pairs',
  name: 'pairs',
  nodes: [
    ['in', 'event-source', { eventType: 't' }],
    ['few', 'event-source', { eventType: 'type.*' }],
    [
      'pair',
      'correlate',
      {
        steps: [
          { name: 'one', key: [] },
          { name: 'two', key: [] },
        ],
        within: 'P1D',
        order: 'any',
      },
    ],
    ['out', 'action', { channel: 'log', params: {} }],
  ].map(([id, type, data]) => ({ id, type, data, position: { x: 0, y: 0 } })),
  edges: [
    { id: 'a', source: 'in', target: 'pair', targetHandle: 'one' },
    { id: 'b', source: 'in', target: 'pair', targetHandle: 'two' },
    { id: 'c', source: 'few', target: 'pair', targetHandle: 'two' },
    { id: 'd', source: 'pair', target: 'out' },
  ],
} as unknown as FlowFile;

function outcome(bytes: Uint8Array, turns?: Turns) {
  const path = join(folder, 'events.ndjson');
  writeFileSync(path, bytes);
  const file = openSync(path, 'r');
  const log = new FileLog(file);
  const pieces: Buffer[] = [];
  const engine = new ColumnEngine(
    { mode: 'offline', isFed: turns !== undefined, onMatchLines: (piece) => pieces.push(Buffer.from(piece)) },
    log,
  );
  engine.deploy(FLOW);
  const refused: unknown[] = [];
  let lines = 0;
  let accepted = 0;
  const take = (result: BlockResult) => {
    for (const { line, message, id } of result.refused) refused.push({ line: lines + line, message, id });
    lines += result.lines;
    accepted += result.accepted;
  };
  if (turns) feedInTurns(engine, file, turns, take);
  else
    for (const { bytes: cut, offset } of fileBlocks(file)) {
      log.moveTo(offset);
      take(engine.push(cut, 0));
    }
  engine.finish();
  closeSync(file);
  return { refused, lines, accepted, matches: Buffer.concat(pieces).toString() };
}

const mark = fc.constantFrom('', '', '\ufeff').map((text) => Buffer.from(text));

it(
  'whatever stands in it, is read at a time, and however far the engine is behind',
  () => {
    const file = fc.tuple(mark, fc.array(block, { maxLength: 12 })).map(([first, blocks]) => {
      // Each block ends a line, so that the lines of one stay its own.
      return Buffer.concat([first, ...blocks.flatMap((each) => [each, Buffer.from('\n')])]);
    });
    const turns = fc.record({
      most: fc.constantFrom(3, 100, 2_000, 30_000),
      lengths: fc.infiniteStream(fc.nat()),
      lags: fc.infiniteStream(fc.nat(2)),
    });
    fc.assert(
      fc.property(file, turns, (bytes, { most, lengths, lags }) => {
        const next = { bytes: () => 3 + (lengths.next().value! % most), behind: () => lags.next().value! };
        expect(outcome(bytes, next)).toEqual(outcome(bytes));
      }),
      { numRuns: RUNS, ...SEED },
    );
  },
  60_000 + RUNS * 1000,
);

it.each([-1, 0, 1, 70_000, LARGEST_EVENT])('lines of 1 MiB and %i bytes more', (more) => {
  const head = '"id":"e1","source":"/s","type":"t","time":"2026-03-02T09:00:00Z"';
  const empty = `{${head},"data":{"x":""}}`;
  const long = `{${head},"data":{"x":"${'x'.repeat(LARGEST_EVENT + more - empty.length)}"}}`;
  const bytes = Buffer.from([empty, long, empty, long, long, '', empty].join('\n'));
  const expected = outcome(bytes);
  for (const length of [1 << 20, 300_000])
    expect(outcome(bytes, { bytes: () => length, behind: () => 2 })).toEqual(expected);
});
