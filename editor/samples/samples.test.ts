import { describe, expect, it } from 'vitest';
import type { NodeSamples } from './samples.ts';
import { arrivedAt, valueInEvent, valuesOf } from './samples.ts';

const event = (id: string, data: Record<string, unknown>) => ({
  id,
  type: 'a.b',
  source: 'test',
  time: '2026-03-02T09:00:00+09:00',
  data,
});
const samples: NodeSamples = {
  from: 'recent',
  arrived: {
    in: [event('1', { channel: 'web' }), event('2', { channel: 'branch' }), event('3', { channel: 'web' })],
    other: [event('4', { channel: 'atm', claim: { amount: 3 } })],
  },
};

describe('samples', () => {
  it('gives events newest first, of one handle or of all', () => {
    expect(arrivedAt(samples, 'in').map(({ id }) => id)).toEqual(['3', '2', '1']);
    expect(arrivedAt(samples).length).toBe(4);
    expect(arrivedAt(samples, 'none')).toEqual([]);
  });

  it('gives different values, newest first', () => {
    expect(valuesOf(samples, 'channel', 'in')).toEqual(['web', 'branch']);
    expect(valuesOf(samples, 'channel', 'in', 1)).toEqual(['web']);
    expect(valuesOf(samples, 'nothing')).toEqual([]);
  });

  it('reads nested fields and the envelope, and nothing inherited', () => {
    expect(valueInEvent(samples.arrived.other[0], 'claim.amount')).toBe(3);
    expect(valueInEvent(samples.arrived.other[0], '$id')).toBe('4');
    expect(valueInEvent(samples.arrived.other[0], 'claim.constructor')).toBeUndefined();
  });

  it('does not go into lists, as the engine does not', () => {
    const listed = event('5', { items: [{ price: 3 }] });
    expect(valueInEvent(listed, 'items.0.price')).toBeUndefined();
    expect(valueInEvent(listed, 'items.length')).toBeUndefined();
  });
});
