import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shippedEventTypes } from '../catalogue.ts';
import { checkEventType } from '../check-event-type.ts';
import { readSample } from './read-sample.ts';

function sampled(text: string) {
  const result = readSample(text, shippedEventTypes);
  if ('problem' in result) throw new Error(result.problem.en);
  return result;
}
const fieldsOf = (text: string) => sampled(text).types[0].info.fields.map(({ path, type }) => [path, type]);

describe('a pasted sample', () => {
  it('is a CloudEvent, whose data counts', () => {
    const event = {
      specversion: '1.0',
      id: '1',
      source: '/s',
      type: 'shop.sold',
      data: { total: 5, store: { city: 'Seoul' }, at: '2026-03-02T09:00:00+09:00', tags: [], gone: null },
    };
    const { types } = sampled(JSON.stringify(event));
    expect(types[0].info.type).toBe('shop.sold');
    expect(fieldsOf(JSON.stringify(event))).toEqual([
      ['total', 'number'],
      ['store.city', 'string'],
      ['at', 'time'],
      ['tags', 'list'],
      ['gone', 'unknown'],
    ]);
  });

  it('is bare data, that nobody named', () => {
    const { types } = sampled('{"customerId":"C1","type":"gold"}');
    expect(types[0].info.type).toBe('');
    expect(types[0].info.fields[0].label).toEqual({ ko: '고객 번호', en: 'Customer id' });
    expect(types[0].info.fields[1].label).toEqual({ en: 'Type' });
  });

  it('is a list, or lines, of several types', () => {
    const events = ['a', 'b', 'a'].map((type, i) => ({ type, data: { n: i } }));
    for (const text of [
      JSON.stringify(events, null, 1),
      events.map((each) => JSON.stringify(each)).join('\r\n'),
    ])
      expect(sampled(text).types.map(({ info, events }) => [info.type, events])).toEqual([
        ['a', 2],
        ['b', 1],
      ]);
  });

  it('gives allowed values where few come back often, and none where each is another', () => {
    const lines = Array.from({ length: 60 }, (_, i) =>
      JSON.stringify({
        type: 'a',
        data: { side: i % 2 ? 'buy' : 'sell', id: `o-${i}`, mixed: i % 2 ? 1 : 'x' },
      }),
    );
    const [side, id, mixed] = sampled(lines.join('\n')).types[0].info.fields;
    expect(side.values).toEqual(['buy', 'sell']);
    expect(id.values).toBeUndefined();
    expect(mixed).toMatchObject({ type: 'unknown' });
  });

  it('says where it is no JSON', () => {
    expect(readSample('{"a":1}\n{"b":')).toEqual({
      problem: expect.objectContaining({ en: expect.stringContaining('line 2') }),
    });
    expect(readSample('[1, 2]')).toEqual({
      problem: expect.objectContaining({ en: expect.stringContaining('no event') }),
    });
    expect(readSample('  ')).toHaveProperty('problem');
  });

  it('makes of anything a type that the catalogue takes, once it has a name', () => {
    fc.assert(
      fc.property(fc.array(fc.dictionary(fc.string(), fc.jsonValue()), { minLength: 1 }), (list) => {
        const result = readSample(JSON.stringify(list));
        if ('problem' in result) return;
        for (const { info } of result.types)
          expect(
            checkEventType({ ...info, type: info.type.trim().replace(/\W/g, '') || 't', name: 'n' }).faults,
          ).toEqual([]);
      }),
    );
  });
});
