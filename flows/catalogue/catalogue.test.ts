import { describe, expect, it } from 'vitest';
import { shippedEventTypes } from './catalogue.ts';

describe('the catalogue that ships', () => {
  it('has nine event types, each once', () => {
    expect(new Set(shippedEventTypes.map(({ type }) => type)).size).toBe(9);
    expect(shippedEventTypes).toHaveLength(9);
  });

  it.each(shippedEventTypes)(
    '$type says everything in Korean and English',
    ({ name, description, fields }) => {
      const texts = [name, description, ...fields.map(({ label }) => label)];
      for (const field of fields) if (field.description) texts.push(field.description);
      for (const text of texts)
        expect(text).toEqual({ ko: expect.stringMatching(/\S/), en: expect.stringMatching(/\S/) });
    },
  );

  it.each(shippedEventTypes)(
    '$type gives each field an example of its type, among its values',
    ({ fields }) => {
      expect(new Set(fields.map(({ path }) => path)).size).toBe(fields.length);
      for (const { path, type, example, values } of fields) {
        expect(typeof example, path).toBe(type);
        if (values) expect(values, path).toContain(example);
      }
    },
  );
});
