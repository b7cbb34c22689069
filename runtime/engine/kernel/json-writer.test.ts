import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JsonWriter } from './json-writer.ts';
import { OUTPUT_ROOM, RowMemory } from './row-memory.ts';

const memory = new RowMemory();
const pieces: Buffer[] = [];
const out = new JsonWriter(memory, (bytes) => pieces.push(Buffer.from(bytes)));

/** What a writer writes, after so many bytes that are already in its room. */
function written(write: (out: JsonWriter) => void, before = 0): string {
  pieces.length = 0;
  out.bytesOf(FILLER.subarray(0, before));
  write(out);
  out.flush();
  return Buffer.concat(pieces).subarray(before).toString();
}

const FILLER = Buffer.alloc(OUTPUT_ROOM, 'x');

const text = fc.oneof(
  fc.string({ maxLength: 80 }),
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.string({
    unit: fc.constantFrom('a', '"', '\\', '\n', '\0', '\u007f', '가', '😀', '\ud800', '\udc00', '\u2028'),
    maxLength: 70,
  }),
  fc.integer({ min: 60, max: 68 }).map((length) => 'a'.repeat(length)),
);

const number = fc.oneof(
  fc.double(),
  fc.integer(),
  fc.maxSafeInteger(),
  fc.constantFrom(
    ...[
      0, -0, 1, -1, 9, 10, 99, 100, 999_999_999, 1e9, 1e21, 1e20, -1e21, 5e-324, 1.7976931348623157e308, 0.1,
    ],
    ...[Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 2 ** 53, 123456789.125, 1e-7],
    ...[-3, -2, -1, 0, 1, 2].flatMap((near) => [2 ** 31 + near, -(2 ** 31) + near, 2 ** 32 + near]),
  ),
);

const DAY = 86_400_000;
const YEAR_0 = Date.parse('0000-01-01T00:00:00Z');
const LAST = Date.parse('9999-12-31T23:59:59.999Z');
const time = fc.oneof(
  fc.integer({ min: YEAR_0, max: LAST }),
  fc.integer({ min: YEAR_0 / DAY - 3, max: Math.floor(LAST / DAY) + 3 }).map((day) => Math.floor(day) * DAY),
  fc.integer({ min: -8.64e15, max: 8.64e15 }),
  fc
    .tuple(
      fc.constantFrom(YEAR_0, LAST, 0, Date.parse('2024-02-29'), Date.parse('2000-03-01')),
      fc.integer({ min: -DAY, max: DAY }),
    )
    .map(([near, by]) => near + by),
);

describe('a writer of JSON writes', () => {
  it('values as JSON.stringify does', () => {
    fc.assert(
      fc.property(fc.oneof(text, number, fc.jsonValue(), fc.constant(undefined)), (value) => {
        expect(written((to) => to.value(value))).toBe(JSON.stringify(value) ?? 'null');
      }),
      { numRuns: 4000 },
    );
  });

  it('times as Date does, before the year 0 and after 9999 too', () => {
    fc.assert(
      fc.property(time, (ms) => {
        expect(written((to) => to.time(ms))).toBe(new Date(ms).toISOString());
      }),
      { numRuns: 4000 },
    );
  });

  it('each day of four hundred years', () => {
    const first = Date.UTC(1970, 0, 1);
    for (let day = 0; day < 146_098; day += 50) {
      const days = Array.from({ length: 50 }, (_, i) => first + (day + i) * DAY);
      const expected = days.map((ms) => new Date(ms).toISOString()).join('');
      const came = written((to) => {
        for (const ms of days) to.time(ms);
      });
      if (came !== expected) expect(came).toBe(expected);
    }
  });

  it('members with their names', () => {
    const object = fc.dictionary(text, fc.oneof(text, number, fc.jsonValue(), fc.constant(undefined)));
    fc.assert(
      fc.property(object, (members) => {
        expect(written((to) => void to.members(members))).toBe(JSON.stringify(members).slice(1, -1));
        let isFirst = true;
        const named = written((to) => {
          for (const [name, value] of Object.entries(members)) {
            to.name(name, isFirst);
            to.value(value);
            isFirst = false;
          }
        });
        const expected = Object.entries(members).map(
          ([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value) ?? 'null'}`,
        );
        expect(named).toBe(expected.join(','));
      }),
    );
  });

  const KINDS: readonly [string, (to: JsonWriter) => void, string][] = [
    ['a short text', (to) => to.text('short'), '"short"'],
    ['a text with escapes', (to) => to.text('a"b\n가'), '"a\\"b\\n가"'],
    ['a long text', (to) => to.text('가'.repeat(65)), `"${'가'.repeat(65)}"`],
    ['a whole number', (to) => to.number(-2_147_483_647), '-2147483647'],
    ['another number', (to) => to.number(1.25e-7), '1.25e-7'],
    ['a time', (to) => to.time(0), '1970-01-01T00:00:00.000Z'],
    ['a time of a far year', (to) => to.time(LAST + 1), '+010000-01-01T00:00:00.000Z'],
    ['a name', (to) => to.name('name', false), ',"name":'],
    ['a byte', (to) => to.byte(65), 'A'],
    ['JSON', (to) => to.json('{"한":1}'), '{"한":1}'],
    ['bytes', (to) => to.bytesOf(Buffer.from('b'.repeat(70))), 'b'.repeat(70)],
  ];

  it.each(KINDS)('%s wherever the room ends', (_, write, expected) => {
    for (let left = 0; left <= 240; left++) {
      const came = written((to) => {
        write(to);
        write(to);
        to.byte(10);
      }, OUTPUT_ROOM - left);
      if (came !== `${expected}${expected}\n`)
        expect(came, `${left} bytes left`).toBe(`${expected}${expected}\n`);
    }
  });

  it.each([0, 1, 23, 24, 25, 1000, OUTPUT_ROOM - 1, OUTPUT_ROOM, OUTPUT_ROOM + 1, OUTPUT_ROOM * 3])(
    'copies of %i bytes wherever the room ends',
    (length) => {
      for (let i = 0; i < length; i++) memory.bytes[memory.input + i] = 97 + (i % 26);
      const expected = Buffer.from(memory.bytes.subarray(memory.input, memory.input + length)).toString();
      for (const left of [0, 1, 2, 22, 23, 24, 25, 26, 999, 1000, 1001, OUTPUT_ROOM])
        for (const copy of [
          (to: JsonWriter) => to.copy(memory.input, memory.input + length),
          (to: JsonWriter) => to.bytesOf(memory.bytes.subarray(memory.input, memory.input + length)),
          (to: JsonWriter) => to.json(expected),
        ]) {
          const came = written((to) => {
            to.byte(60);
            copy(to);
            to.byte(62);
          }, OUTPUT_ROOM - left);
          if (came !== `<${expected}>`) expect.fail(`${length} bytes with ${left} left`);
        }
    },
  );

  it('nothing where nothing was written', () => {
    pieces.length = 0;
    out.flush();
    expect(pieces).toEqual([]);
  });
});
