import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { spacedJson } from './spaced-json.ts';

describe('spaced JSON', () => {
  it('puts each member on its line, and leaves texts and numbers as they are', () => {
    expect(spacedJson('{"id":"a, {b}: \\"c\\"","n":12345678901234567890,"d":{"l":[1,{}],"e":[ ]}}')).toBe(
      '{\n  "id": "a, {b}: \\"c\\"",\n  "n": 12345678901234567890,\n  "d": {\n    "l": [\n      1,\n      {}\n    ],\n    "e": []\n  }\n}',
    );
  });

  it('shows what is broken, too', () => {
    expect(spacedJson('{"id": 7,')).toBe('{\n  "id": 7,\n  ');
    expect(spacedJson('}}')).toBe('}}');
    expect(spacedJson('{"a":"\\')).toBe('{\n  "a": "\\');
    expect(spacedJson('no JSON')).toBe('no JSON');
  });

  test.prop([fc.jsonValue()])('is the same JSON', (value) => {
    expect(JSON.parse(spacedJson(JSON.stringify(value)))).toEqual(JSON.parse(JSON.stringify(value)));
  });
});
