import { describe, expect, it } from 'vitest';
import type { TellContext } from '../kit/tell.ts';
import type { DecideConfig } from './definition.ts';
import { tellDecide } from './tell.ts';

const row = (above: number, set: Record<string, unknown>) => ({
  when: { combinator: 'and', rules: [{ field: 'amount', operator: '>', value: above }] },
  set,
});
const told = (rules: unknown[], language: 'ko' | 'en') => {
  const clause = tellDecide(
    { rules } as unknown as DecideConfig,
    { language, surroundings: {} } as TellContext,
  );
  return (clause.end ?? clause.leads) as string;
};

describe('a decision table in the sentence', () => {
  const five = [5, 4, 3, 2, 1].map((n) => row(n, { grade: `G${n}` }));

  it('is told by its first rows where it is long', () => {
    expect(told(five, 'ko')).toMatch(/^5줄의 판단표로 grade.? 정합니다\(.*G5.*G4.*G3.*, 외 2줄\)$/);
    expect(told(five, 'en')).toMatch(/^decide grade by a table of 5 rows \(.*G5.* if .*, and 2 more rows\)$/);
    expect(told(five, 'en')).not.toContain('G2');
    expect(told(five.slice(0, 4), 'en')).toContain('and 1 more row)');
  });

  it('is told whole where it is short, and by all values where it sets several fields', () => {
    expect(told(five.slice(0, 3), 'en')).toMatch(/^decide grade \(/);
    expect(told(five.slice(0, 3), 'en')).not.toContain('more row');
    expect(told([row(1, { grade: 'A', rate: 3 })], 'en')).toMatch(/decide grade, rate \(“?A”? \/ 3 if/);
  });

  it('is only counted where a row sets too much for a sentence', () => {
    expect(told([row(1, { a: 1, b: 2, c: 3, d: 4 })], 'en')).toBe('decide a, b, c, d by a table of 1 row');
  });
});
