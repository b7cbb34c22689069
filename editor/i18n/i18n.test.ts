import { describe, expect, it } from 'vitest';
import { areas } from './areas.ts';
import * as badEvents from './bad-events.ts';
import * as catalogue from './catalogue.ts';
import * as expressions from './expressions.ts';
import * as grid from './grid.ts';
import * as records from './records.ts';
import * as start from './start.ts';
import * as trial from './trial.ts';

/** Keys with their path; plural endings are cut off, since Korean has one form and English two. */
function keysOf(texts: object, path = ''): string[] {
  return Object.entries(texts).flatMap(([key, value]) => {
    const here = path ? `${path}.${key}` : key;
    if (typeof value === 'string') return [here.replace(/_(one|other|zero)$/, '')];
    return keysOf(value as object, here);
  });
}

function valuesOf(texts: object): string[] {
  return Object.values(texts).flatMap((value) =>
    typeof value === 'string' ? [value] : valuesOf(value as object),
  );
}

describe.each(Object.entries({ ...areas, badEvents, catalogue, expressions, grid, records, start, trial }))(
  'texts of %s',
  (_area, { ko, en }) => {
    it('are there in both languages', () => {
      expect(new Set(keysOf(ko))).toEqual(new Set(keysOf(en)));
    });

    it('are never empty', () => {
      for (const value of [...valuesOf(ko), ...valuesOf(en)]) expect(value.trim()).not.toBe('');
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
  },
);
