import { describe, expect, it } from 'vitest';
import { membersInOrder } from './members-in-order.ts';

const text = (value: unknown) => JSON.stringify(membersInOrder(value));

describe('membersInOrder', () => {
  it('gives equal values equal texts', () => {
    expect(text({ a: 1, b: { d: [1, { f: 2, e: 3 }], c: null } })).toBe(
      text({ b: { c: null, d: [1, { e: 3, f: 2 }] }, a: 1 }),
    );
    expect(text({ 10: 'x', 9: 'y', a: 'z' })).toBe(text({ a: 'z', 9: 'y', 10: 'x' }));
  });

  it('gives different values different texts', () => {
    expect(text({ a: 1 })).not.toBe(text([['a', 1]]));
    expect(text({ a: 1 })).not.toBe(text({ members: [['a', 1]] }));
    expect(text([])).not.toBe(text({}));
    expect(text(['a', 'b'])).not.toBe(text(['b', 'a']));
  });
});
