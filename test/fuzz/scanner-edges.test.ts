/** The edges that chance meets too seldom: each byte offset, each size, each depth, full tables. */
import { describe, expect, it } from 'vitest';
import { hashBytes } from '../../runtime/engine/kernel/hash.ts';
import { INPUT_ROOM } from '../../runtime/engine/kernel/row-memory.ts';
import { LARGEST_EVENT } from '../../runtime/engine/scan/parse-event.ts';
import { bytesOf, ODD, utf8 } from './random-texts.ts';
import { ScannedBlocks } from './scanned-block.ts';

const PATHS = ['amount', 'store.city', '가맹점', '$id', '$subject', '$type'];
const TIME = '"time":"2026-03-02T09:00:00.5+09:00"';
const HEAD = `"id":"e1","source":"/s","type":"t",${TIME}`;
const LETTERS = 'abcdefghijklmnopqrstuvwxyz'.repeat(3);

/** Where a text may begin to differ: each offset about sixteen bytes, and about the next sixteen. */
const OFFSETS = [...Array.from({ length: 18 }, (_, at) => at), 29, 30, 31, 32, 33];

const withAmount = (json: string) => `{${HEAD},"data":{"amount":${json}}}`;

describe.each(['wasm', 'plain'] as const)('scanner %s', (kind) => {
  const read = (lines: readonly string[], scanned = new ScannedBlocks(kind, PATHS)) => {
    const block = bytesOf(lines.join('\n'));
    scanned.expectAgain(block, scanned.expectRead(block));
    return scanned;
  };

  describe.each(Object.entries(ODD))('reads what is odd in a string (%s)', (_, specials) => {
    const texts = specials.flatMap((special) =>
      OFFSETS.flatMap((at) =>
        [0, 15].map((after) => LETTERS.slice(0, at) + special + LETTERS.slice(0, after)),
      ),
    );

    it.each<[string, (text: string) => string]>([
      ['a value', (text) => withAmount(`"${text}"`)],
      ['a value that is passed over', (text) => withAmount(`1,"other":["${text}"]`)],
      ['a wanted name', (text) => `{${HEAD},"data":{"${text}":1,"amount":2}}`],
      ['a name that is passed over', (text) => withAmount(`{"${text}":1}`)],
      ['an id', (text) => `{"id":"${text}","source":"/s","type":"t",${TIME}}`],
      ['a subject', (text) => `{"subject":"${text}",${HEAD}}`],
      ['a type', (text) => `{"id":"a","source":"/s","type":"${text}",${TIME}}`],
      ['an extension', (text) => `{"${text}":"${text}",${HEAD}}`],
    ])('as %s', (_what, line) => {
      // Types that are made up without end would fill the table of types.
      for (let at = 0; at < texts.length; at += 900) read(texts.slice(at, at + 900).map(line));
    });
  });

  it('ends strings and names at each offset', () => {
    const lines = Array.from({ length: 70 }, (_, length) => {
      const text = LETTERS.slice(0, length);
      return [
        withAmount(`"${text}"`),
        `{"${text}":"${text}",${HEAD},"data":{"${text}":"${text}","amount":"${text}"}}`,
        `{${' '.repeat(length)}${HEAD},${' '.repeat(length)}"data"${' '.repeat(length)}:{${' '.repeat(length)}"amount":1}}`,
      ];
    });
    const scanned = read(lines.flat());
    expect(scanned.taken).toBe(scanned.compared);
  });

  it('gives equal texts equal symbols, and others others, at all lengths', () => {
    const scanned = new ScannedBlocks(kind, PATHS);
    const texts = Array.from({ length: 71 }, (_, length) => [
      LETTERS.slice(0, length),
      `${LETTERS.slice(0, length)}!`,
      utf8('가'.repeat(length)),
      `${utf8('é')}${LETTERS.slice(0, length)}`,
    ]).flat();
    read(
      texts.map((text) => withAmount(`"${text}"`)),
      scanned,
    );
    const symbols = new Set(
      texts.map((text) => scanned.symbols.internText(Buffer.from(text, 'latin1').toString())),
    );
    expect(symbols.size).toBe(new Set(texts).size);
  });

  it('names a refused event by no more than 200 characters of its id', () => {
    const id = LETTERS.repeat(4);
    read([`{"id":"${id}","source":"/s","type":"t"}`, `{"id":"\\n${id}","source":"/s","type":"t"}`]);
    read([`{"id":"${id}","source":"","type":"t"}`]);
  });

  it('reads more hard numbers than are noted, over more rows than there are', () => {
    const numbers = Array.from({ length: 2500 }, (_, i) => `${i}.${'123456789'.repeat(2)}${i}`);
    const scanned = read(numbers.map(withAmount));
    const more = numbers.map(
      (number) => `{${HEAD},"data":{"amount":${number},"store":{"city":1e${number.length}}}}`,
    );
    read(more, scanned);
  });

  it('tells more types than have numbers', () => {
    const scanned = new ScannedBlocks(kind, PATHS);
    const line = (type: number) =>
      `{"id":"a","source":"/s","type":"type.${type}",${TIME},"data":{"amount":${type}}}`;
    const lines = Array.from({ length: 1500 }, (_, type) => line(type));
    for (let round = 0; round < 3; round++) read(lines, scanned);
  });

  it('tells types and texts apart whose hashes fall together', () => {
    const groups = COLLIDING;
    const texts = groups.flat();
    const scanned = new ScannedBlocks(kind, PATHS);
    for (let round = 0; round < 2; round++)
      read(
        texts.map(
          (text) => `{"id":"${text}","source":"/s","type":"${text}",${TIME},"data":{"amount":"${text}"}}`,
        ),
        scanned,
      );
    expect(groups.length).toBeGreaterThan(1);
  });

  it.each(depths())('nested %i deep', (depth) => {
    const list = `${'['.repeat(depth)}${']'.repeat(depth)}`;
    const object = `${'{"store":'.repeat(depth)}1${'}'.repeat(depth)}`;
    const unread = `${'{"x":'.repeat(depth)}1${'}'.repeat(depth)}`;
    read([
      ...[list, object, unread].flatMap((json) => [
        withAmount(json),
        `{${HEAD},"data":${json}}`,
        `{${HEAD},"ext":${json}}`,
        `{${HEAD},"subject":${json}}`,
        `{"id":${json},"source":"/s","type":"t",${TIME}}`,
        `{"id":"a","source":"/s","type":"t","time":${json}}`,
      ]),
    ]);
  });

  it.each(sizes())(
    'takes lines of %i bytes as they are',
    (size) => {
      const scanned = new ScannedBlocks(kind, PATHS);
      const short = withAmount('1');
      const empty = withAmount('""');
      const filler = 'x'.repeat(size - empty.length);
      const long = [
        withAmount(`"${filler}"`),
        withAmount('""') + ' '.repeat(filler.length),
        `${withAmount(`"${filler.slice(1)}"`)}\r`,
        ' '.repeat(size),
        'y'.repeat(size),
      ];
      for (const line of long)
        for (const lines of [
          [line],
          [line, ''],
          [short, line, short],
          [short, '', line, line, '', short, ''],
        ]) {
          const block = bytesOf(lines.join('\n'));
          scanned.expectRead(block);
        }
    },
    60_000,
  );
});

function depths(): number[] {
  return [37, 38, 39, 40, 41, 42, 196, 197, 198, 199, 200, 201, 202, 1000, 50_000];
}

function sizes(): number[] {
  const piece = 1 << 18;
  return [piece - 2, piece - 1, piece, LARGEST_EVENT, LARGEST_EVENT + 1, INPUT_ROOM - 2, INPUT_ROOM - 1, 2e6];
}

/** Texts in groups of equal hashes, and one group that falls into one place of the table of types. */
function colliding(): string[][] {
  const byHash = new Map<number, string[]>();
  const bytes = new Uint8Array(8);
  const onePlace: string[] = [];
  for (let i = 0; i < 300_000; i++) {
    const text = i.toString(36).padStart(8, 'z');
    bytes.set(Buffer.from(text));
    const hash = hashBytes(bytes, 0, 8);
    const same = byHash.get(hash);
    if (same) same.push(text);
    else byHash.set(hash, [text]);
    if ((hash & 4095) === 4095 && onePlace.length < 60) onePlace.push(text);
  }
  return [onePlace, ...[...byHash.values()].filter((texts) => texts.length > 1)];
}

const COLLIDING = colliding();
