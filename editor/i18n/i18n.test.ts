import { describe, expect, it } from 'vitest';
import { ALL_TEXTS, keysOf } from '../testing/all-texts.ts';

function valuesOf(texts: object): string[] {
  return Object.values(texts).flatMap((value) =>
    typeof value === 'string' ? [value] : valuesOf(value as object),
  );
}

describe.each(ALL_TEXTS)('texts of %s', (_area, { ko, en }) => {
  it('are there in both languages', () => {
    expect(new Set(keysOf(ko))).toEqual(new Set(keysOf(en)));
  });

  it('are never empty', () => {
    for (const value of [...valuesOf(ko), ...valuesOf(en)]) expect(value.trim()).not.toBe('');
  });

  it('have the quotation marks of their language, but for JSON', () => {
    const straight = (texts: object) =>
      valuesOf(texts).filter((value) => /"/.test(value.replace(/\{ ?".*/, '')));
    expect([...straight(ko), ...straight(en)]).toEqual([]);
    expect(valuesOf(en).filter((value) => /[‘「]/.test(value))).toEqual([]);
    expect(valuesOf(ko).filter((value) => /[“”]/.test(value))).toEqual([]);
  });

  it('name the same placeholders', () => {
    const places = (texts: object) =>
      [
        ...new Set(
          valuesOf(texts)
            .join(' ')
            .match(/\{\{\w+/g) ?? [],
        ),
      ].sort();
    expect(places(ko)).toEqual(places(en));
  });
});
