import { describe, expect, it } from 'vitest';
import { neverHolds } from './contradiction.ts';

const rule = (field: string, operator: string, value?: unknown) => ({ field, operator, value });
const all = (...rules: unknown[]) => ({ combinator: 'and', rules });
const any = (...rules: unknown[]) => ({ combinator: 'or', rules });
const a = (operator: string, value?: unknown) => rule('a', operator, value);

describe('neverHolds', () => {
  it.each([
    all(a('>', 5), a('<', 3)),
    all(a('>', 5), a('<=', 5)),
    all(a('=', 'x'), a('=', 'y')),
    all(a('=', 'x'), a('!=', 'x')),
    all(a('=', 7), a('<', 7)),
    all(a('in', ['x', 'y']), a('=', 'z')),
    all(a('in', ['x']), a('notIn', ['x', 'y'])),
    all(a('null'), a('>', 1)),
    all(a('=', 'x'), a('>', 1)),
    all(a('between', [9, 3])),
    all(rule('b', '=', 1), all(a('>', 5)), a('<', 3)),
    any(all(a('>', 5), a('<', 3)), all(a('=', 1), a('=', 2))),
    all(rule('b', '=', 1), any(all(a('>', 5), a('<', 3)))),
  ])('%j never holds', (condition) => {
    expect(neverHolds(condition)).toBe(true);
  });

  it.each([
    all(),
    any(),
    all(a('>', 3), a('<', 5)),
    all(a('>=', 5), a('<=', 5)),
    all(a('>', 5), rule('b', '<', 3)),
    any(a('>', 5), a('<', 3)),
    all(a('=', 'x'), a('!=', 'y')),
    all(a('notNull'), a('!=', '')),
    all(a('null')),
    all(a('in', ['x', 'y']), a('=', 'y')),
    { ...all(a('>', 5), a('<', 3)), not: true },
    all({ field: 'a', operator: '>', value: 'b', valueSource: 'field' }, a('<', 3)),
    all(a('contains', 'x'), a('doesNotContain', 'y')),
    undefined,
    { rules: 5 },
  ])('%j may hold', (condition) => {
    expect(neverHolds(condition)).toBe(false);
  });

  it('knows what a sum can be', () => {
    const upTo2 = () => ({ least: 0, most: 2 });
    expect(neverHolds(all(a('>=', 3)), upTo2)).toBe(true);
    expect(neverHolds(all(a('>=', 2)), upTo2)).toBe(false);
    expect(neverHolds(all(a('=', 9)), upTo2)).toBe(true);
    expect(neverHolds(all(a('<', 0)), upTo2)).toBe(true);
  });
});
