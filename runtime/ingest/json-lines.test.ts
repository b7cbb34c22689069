import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { EVENT_LIMIT } from './event-limits.ts';
import { jsonLines } from './json-lines.ts';

const encode = (text: string) => new TextEncoder().encode(text);
/** The lines that are not blank, parsed. */
function read(text: string): unknown[] | undefined {
  const lines = jsonLines(encode(text));
  return (
    lines &&
    new TextDecoder()
      .decode(lines.block)
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => JSON.parse(line))
  );
}

describe('a JSON body as lines', () => {
  it('takes one event, or a list, however it is laid out', () => {
    expect(read('{"a":1}')).toEqual([{ a: 1 }]);
    expect(read('\uFEFF {\n "a":\r\n 1 }\n ')).toEqual([{ a: 1 }]);
    expect(read('[]')).toEqual([]);
    expect(read('[{"a":"],[\\"{"},\n\n{"b":[1,{"c":[]}]} , 3 ]')).toEqual([
      { a: '],["{' },
      { b: [1, { c: [] }] },
      3,
    ]);
  });

  test.prop([fc.array(fc.jsonValue({ maxDepth: 4 })), fc.constantFrom(0, 1, '\t')])(
    'gives what JSON.parse gives',
    (values, indent) => {
      const text = JSON.stringify(values, null, indent);
      expect(read(text)).toEqual(JSON.parse(text));
    },
  );

  it('is none where brackets or quotes do not close, or something is left over', () => {
    for (const text of [
      '',
      '  ',
      '[',
      '[1,',
      '[1,]',
      '[,1]',
      '[1 2',
      '{"a":1',
      '{"a":"1}',
      '[1]]',
      '[1] x',
      '{} {},',
      'a,b',
    ])
      expect(jsonLines(encode(text)), text).toBeUndefined();
  });

  test.prop([fc.uint8Array({ maxLength: 60 })])('never throws and never grows', (bytes) => {
    const lines = jsonLines(bytes.slice());
    expect(lines?.block.length ?? 0).toBeLessThanOrEqual(bytes.length);
  });

  it('refuses an event that is too large, and leaves the others', () => {
    const large = JSON.stringify({ a: 'x'.repeat(EVENT_LIMIT) });
    const lines = jsonLines(encode(`[{"n":1},${large},{"n":2}]`));
    expect(lines?.refused.map(({ index, message }) => [index, message.en])).toEqual([
      [1, 'The event is larger than 1 MiB.'],
    ]);
    expect(
      new TextDecoder()
        .decode(lines?.block)
        .split('\n')
        .map((line) => line.trim())
        .filter(Boolean),
    ).toEqual(['{"n":1}', '{"n":2}']);
  });

  it('refuses an event with a raw line break inside a text, which would become two lines', () => {
    const lines = jsonLines(encode('[{"a":"x\ny"},{"n":2}]'));
    expect(lines?.refused.map(({ index }) => index)).toEqual([0]);
    expect(new TextDecoder().decode(lines?.block)).not.toContain('x');
  });
});
