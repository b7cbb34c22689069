import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { valueAt } from '../../../nodes/kit/field.ts';
import * as layout from '../kernel/row-layout.ts';
import { BOOLEAN, LIST, MISSING, NULL, NUMBER, OBJECT, STRING } from '../kernel/rows.ts';
import { Symbols } from '../kernel/symbols.ts';
import { parseTime } from './event-time.ts';
import { checkEvent, parseEvent } from './parse-event.ts';
import { RowScanner } from './row-scanner.ts';
import { hasWasm } from './wasm-scanner.ts';

const PATHS = ['amount', 'store.city', 'store', '가맹점', 'a.b.c', '$id', '$source', '$type', '$subject'];
const encoder = new TextEncoder();

type Kind = 'wasm' | 'plain';

function newScanner(scanner: Kind) {
  return new RowScanner(PATHS, { scanner, symbols: new Symbols(), needsOf: () => new Set(PATHS) });
}

const scanners = { wasm: newScanner('wasm'), plain: newScanner('plain') };

function scanBytes(kind: Kind, line: Uint8Array) {
  const scanner = scanners[kind];
  const { rows, columns } = scanner;
  const { memory } = rows;
  memory.bytes.set(line, memory.input);
  memory.bytes[memory.input + line.length] = 10;
  scanner.scan(memory.input, memory.input + line.length, 0, 1, 0);
  const taken = memory.header[layout.ROWS_DONE] === 1 && memory.state[0] !== layout.ROW_LEFT;
  const values = columns.map((column) => {
    const tag = column.tag[0];
    if (tag === OBJECT) return 'object';
    if (tag === LIST) return 'list';
    return [MISSING, NULL, BOOLEAN, NUMBER, STRING].includes(tag) ? rows.value(column, 0) : 'no tag';
  });
  const time = memory.state[0] === layout.ROW_WITHOUT_TIME ? undefined : rows.time[0];
  return { taken, values, time };
}

/** What `JSON.parse` says of the same bytes, or undefined where they are no event. */
function parsedBytes(bytes: Uint8Array) {
  const { event } = parseEvent(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
  if (!event) return undefined;
  const envelope: Record<string, unknown> = {
    $id: event.id,
    $source: event.source,
    $type: event.type,
    $subject: event.subject,
  };
  const values = PATHS.map((path) => {
    const value = path.startsWith('$') ? envelope[path] : valueAt(event.data, path);
    if (typeof value !== 'object' || value === null) return value;
    return Array.isArray(value) ? 'list' : 'object';
  });
  return { values, time: event.time };
}

/** The scanner may leave a line to JSON.parse; what it takes must mean the same. */
function expectAgreement(kind: Kind, bytes: Uint8Array): boolean {
  const scanned = scanBytes(kind, bytes);
  if (!scanned.taken) return false;
  const parsed = parsedBytes(bytes);
  expect(parsed, `taken, but no event: ${new TextDecoder().decode(bytes)}`).toBeDefined();
  expect(scanned.values).toEqual(parsed!.values);
  expect(scanned.time).toEqual(parsed!.time);
  return true;
}

const envelope = '"id":"e1","source":"/s","type":"t","time":"2026-03-02T09:00:00.5+09:00"';

it('has WebAssembly with SIMD here', () => expect(hasWasm()).toBe(true));

describe.each(['wasm', 'plain'] as const)('the %s scanner takes what JSON.parse takes', (kind) => {
  it.each([
    `{${envelope},"data":{"amount":-0,"store":{"city":"서울"}}}`,
    `{${envelope},"data":{"amount":0.1}}`,
    `{${envelope},"data":{"amount":123456789012345}}`,
    `{${envelope},"data":{"amount":12345678901234567}}`,
    `{${envelope},"data":{"amount":1e400,"a":{"b":{"c":1E-2}}}}`,
    `{${envelope},"data":{"amount":0.30000000000000004}}`,
    `{${envelope},"data":{"store":"x\\u00e9\\ud83d\\ude00\\n","amount":true}}`,
    `{${envelope},"data":{"store":"lone \\ud800 surrogate"}}`,
    `{${envelope},"data":{"store":[{"city":1}],"amount":null}}`,
    ` {  ${envelope} ,\t"data" : { "amount" : 5 , "other":[1,[2,{"x":"]}"}],"\\\\"] } } \r`,
    `{"subject":"s",${envelope}}`,
    `{${envelope},"ext":{"deep":[1,2,3]},"data":{}}`,
    `{"specversion":"1.0",${envelope},"data":{"가맹점":7}}`,
  ])('%s', (line) => {
    expect(expectAgreement(kind, encoder.encode(line))).toBe(true);
  });

  it.each([
    `{${envelope},"data":{"amount":1,"amount":2}}`,
    `{${envelope},"data":{"store":{"city":"a"},"store":{}}}`,
    `{${envelope},"id":"e2"}`,
    `{${envelope},"data":{"am\\u006funt":3}}`,
    `{"id":"e\\u0031","source":"/s","type":"t"}`,
  ])('leaves to JSON.parse what is unusual: %s', (line) => {
    expect(expectAgreement(kind, encoder.encode(line))).toBe(false);
    expect(parsedBytes(encoder.encode(line))).toBeDefined();
  });

  it.each([
    `{${envelope},"data":{"amount":01}}`,
    `{${envelope},"data":{"amount":1.}}`,
    `{${envelope},"data":{"amount":.5}}`,
    `{${envelope},"data":{"amount":+1}}`,
    `{${envelope},"data":{"amount":-}}`,
    `{${envelope},"data":{"amount":1e}}`,
    `{${envelope},"data":{"amount":tru}}`,
    `{${envelope},"data":{"amount":nullx}}`,
    `{${envelope},"data":{"store":"a\tb"}}`,
    `{${envelope},"data":{"store":"\\x"}}`,
    `{${envelope},"data":{"store":"\\u12g4"}}`,
    `{${envelope},"data":{"amount":1,}}`,
    `{${envelope},}`,
    `{${envelope}} x`,
    `{${envelope}`,
    `\u00a0{${envelope}}`,
    `\ufeff{${envelope}}`,
    '{"id":"","source":"/s","type":"t"}',
    '{"id":"a","source":"/s"}',
    '[]',
    '',
  ])('takes nothing that is no event: %s', (line) => {
    expect(scanBytes(kind, encoder.encode(line)).taken).toBe(false);
  });

  it('reads invalid UTF-8 as JSON.parse reads the decoded text', () => {
    const bytes = encoder.encode(`{${envelope},"data":{"store":"a?b"}}`);
    bytes[bytes.indexOf(63)] = 0xff;
    expect(expectAgreement(kind, bytes)).toBe(true);
  });

  const name = fc.constantFrom(
    'amount',
    'store',
    'city',
    'a',
    'b',
    'c',
    '가맹점',
    'id',
    '__proto__',
    'x"y',
    '',
  );
  const json = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom(
        'null',
        'true',
        'false',
        '0',
        '-0',
        '1e400',
        '-1.5e-7',
        '123456789012345678',
        '0.1',
        '"텍스트"',
        '"\\ud83d"',
        '"\\n"',
      ),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => JSON.stringify(n)),
      fc.string().map((s) => JSON.stringify(s)),
      tie('object'),
      fc.array(tie('value') as fc.Arbitrary<string>, { maxLength: 3 }).map((items) => `[${items.join(',')}]`),
    ),
    object: fc
      .array(fc.tuple(name, tie('value') as fc.Arbitrary<string>), { maxLength: 5 })
      .map((members) => `{${members.map(([key, value]) => `${JSON.stringify(key)}:${value}`).join(', ')}}`),
  }));

  it('agrees on random events, and on random damage to them', () => {
    fc.assert(
      fc.property(
        json.object as fc.Arbitrary<string>,
        fc.array(
          fc.tuple(
            fc.nat(400),
            fc.constantFrom(34, 44, 58, 92, 123, 125, 91, 93, 48, 45, 46, 101, 32, 13, 0, 255, 192),
          ),
          { maxLength: 2 },
        ),
        (data, damage) => {
          const bytes = encoder.encode(`{${envelope},"data":${data}}`);
          for (const [at, byte] of damage) bytes[at % bytes.length] = byte;
          expectAgreement(kind, bytes);
        },
      ),
      { numRuns: 3000 },
    );
  });
});

describe('times', () => {
  it.each([
    ['2026-03-02T09:00:00+09:00', '2026-03-02T00:00:00.000Z'],
    ['2026-03-02t09:00:00.1239z', '2026-03-02T09:00:00.123Z'],
    ['2024-02-29T23:59:59.999-05:30', '2024-03-01T05:29:59.999Z'],
    ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
    ['2016-12-31T23:59:60Z', '2017-01-01T00:00:00.000Z'],
  ])('%s', (text, iso) => {
    expect(new Date(parseTime(text)).toISOString()).toBe(iso);
  });

  it.each([
    '2026-03-02T09:00:00',
    '2026-02-30T00:00:00Z',
    '2026-03-02',
    '2026-13-01T00:00:00Z',
    '2026-03-02T24:00:00Z',
    '2026-03-02T09:00:00.Z',
    '2026-03-02T09:00:00+0900',
    'x',
  ])('refuses %s', (text) => {
    expect(parseTime(text)).toBeNaN();
  });
});

describe('what is wrong with an event', () => {
  it.each([
    ['not json', 'is not JSON'],
    ['{"id":"a"', 'ends too early'],
    ['{"id":"a",}', 'character 11'],
    ['', 'ends too early'],
  ])('says where %s stops being JSON, in words of our own', (text, words) => {
    const { problem } = parseEvent(text);
    expect(problem?.en).toContain(words);
    expect(problem?.ko).not.toMatch(/[A-Za-z]{5,}/);
  });

  it('says of any depth that it is too deep, wherever it lies', () => {
    const deep = JSON.parse(`${'['.repeat(20_000)}${']'.repeat(20_000)}`) as unknown;
    for (const name of ['time', 'data', 'specversion', 'subject', 'extension']) {
      const { problem } = checkEvent({ id: 'a', source: '/s', type: 't', [name]: deep });
      expect(problem).toBeDefined();
    }
  });

  it.each([
    [{ source: '/s', type: 't' }, 'id'],
    [{ id: 'a', source: '', type: 't' }, 'source'],
    [{ id: 'a', source: '/s', type: 5 }, 'type'],
    [{ id: 'a', source: '/s', type: 't', specversion: '0.3' }, 'specversion'],
    [{ id: 'a', source: '/s', type: 't', time: 'yesterday' }, 'yesterday'],
    [{ id: 'a', source: '/s', type: 't', data: [1] }, 'data'],
  ])('%j', (event, word) => {
    const { problem } = checkEvent(event);
    expect(problem?.en).toContain(word);
    expect(problem?.ko).toContain(word);
  });
});
