/** A flow file as text: read, written, and where it is no JSON. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aFlow } from './a-flow.ts';
import { firstBadPlace } from './json-place.ts';
import { parseFlowText } from './parse.ts';
import { serializeFlow } from './serialize.ts';
import { validateFlowText } from './validate.ts';

describe('serializeFlow', () => {
  it('writes what is read, and the same bytes each time', () => {
    const text = serializeFlow(aFlow());
    expect(JSON.parse(text)).toEqual(aFlow());
    expect(serializeFlow(validateFlowText(text).flow!)).toBe(text);
    expect(text).toMatch(/^\{\n {2}"id": "a-flow",\n/);
    expect(text.endsWith('}\n')).toBe(true);
  });

  it('keeps whatever a node holds, and rounds positions', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue()),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        (data, x) => {
          const [first, ...rest] = aFlow().nodes;
          const flow = {
            ...aFlow(),
            extra: data,
            nodes: [{ ...first, data, position: { x, y: 0.6 } }, ...rest],
          };
          const back = JSON.parse(serializeFlow(flow));
          // JSON has no -0
          expect(back.extra).toEqual(JSON.parse(JSON.stringify(data)));
          expect(back.nodes[0].position).toEqual({ x: Math.round(x) || 0, y: 1 });
        },
      ),
    );
  });
});

describe('parseFlowText', () => {
  it.each<[string, string, string]>([
    ['{"a": [1,2,}', 'line 1, column 12', 'a comma too many'],
    ['{\n  "a": 1\n  "b": 2\n}', 'line 3, column 3', 'a comma too few'],
    ['{"a": "x\ny"}', 'line 1, column 9', 'a line break in a text'],
    ['{"a":', 'line 1, column 6', 'an end that comes too soon'],
    ["{'a': 1}", 'line 1, column 2', 'single quotes'],
    ['{"a": 01}', 'line 1, column 8', 'a leading zero'],
    ['{} x', 'line 1, column 4', 'something behind it'],
    ['', 'line 1, column 1', 'nothing'],
  ])('%j: %s (%s)', (text, place) => {
    const parsed = parseFlowText(text);
    expect('fault' in parsed && parsed.fault.message.en).toContain(place);
  });

  it('takes a byte order mark', () => {
    expect(parseFlowText('\uFEFF{}')).toEqual({ value: {} });
  });

  it('agrees with JSON.parse about what is JSON', () => {
    const json = fc.jsonValue().map((value) => JSON.stringify(value, null, 1));
    const broken = fc
      .tuple(json, fc.nat(), fc.constantFrom('', ',', '"', '}', ']', ':', 'x', '\\', '-'))
      .map(([text, at, sign]) => {
        const place = at % (text.length + 1);
        return text.slice(0, place) + sign + text.slice(place + 1);
      });
    fc.assert(
      fc.property(fc.oneof(json, broken, fc.string()), (text) => {
        let valid = true;
        try {
          JSON.parse(text);
        } catch {
          valid = false;
        }
        const parsed = parseFlowText(text);
        expect('value' in parsed).toBe(valid);
        const place = firstBadPlace(text);
        expect(place).toBeLessThanOrEqual(text.length);
        if (valid) expect(place).toBe(text.length);
      }),
      { numRuns: 500 },
    );
  });

  it('does not mind hostile texts', () => {
    for (const text of ['['.repeat(500_000), `{"a":"${'x'.repeat(900_000)}`, `"${'\\'.repeat(900_000)}`])
      expect(parseFlowText(text)).toHaveProperty('fault.code', 'not-json');
  });
});
