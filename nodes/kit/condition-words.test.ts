import { describe, expect, it } from 'vitest';
import type { Rule, RuleGroup } from './condition.ts';
import { conditionInWords } from './condition-words.ts';
import type { Surroundings } from './define-node.ts';

const surroundings: Surroundings = {
  eventTypes: [
    {
      type: 'a',
      name: 'a',
      fields: [
        { path: 'amount', type: 'number', label: { ko: '금액', en: 'Amount' } },
        { path: 'kind', type: 'string', label: { ko: '종류', en: 'Kind' } },
      ],
    },
    { type: 'b', name: 'b', fields: [{ path: 'kind', type: 'string', label: { ko: '갈래', en: 'Sort' } }] },
  ],
};

const words = (group: RuleGroup, language: 'ko' | 'en') => conditionInWords(group, language, surroundings);
const all = (...rules: (Rule | RuleGroup)[]): RuleGroup => ({ combinator: 'and', rules });

describe('conditionInWords', () => {
  it.each<[Rule, string, string]>([
    [{ field: 'amount', operator: '<', value: 3_000_000 }, '금액 < 3,000,000', 'Amount < 3,000,000'],
    [{ field: 'claim.amount', operator: '>=', value: 1 }, 'claim 금액 ≥ 1', 'claim Amount ≥ 1'],
    [{ field: 'kind', operator: '!=', value: '' }, 'kind ≠ ""', 'kind ≠ ""'],
    [{ field: '$time', operator: 'between', value: [1, 2] }, '발생 시각 1~2', 'event time from 1 to 2'],
    [{ field: 'kind', operator: 'in', value: ['a', 'b'] }, 'kind: a, b 중 하나', 'kind is one of a, b'],
    [{ field: 'kind', operator: 'null' }, 'kind 없음', 'kind is missing'],
    [{ field: 'a.n', operator: '=', value: 'amount', valueSource: 'field' }, 'a.n = 금액', 'a.n = Amount'],
  ])('%j', (rule, ko, en) => {
    expect(words(all(rule), 'ko')).toBe(ko);
    expect(words(all(rule), 'en')).toBe(en);
  });

  it('joins, nests and turns around', () => {
    const one: Rule = { field: 'x', operator: '=', value: 1 };
    expect(words(all(one, { combinator: 'or', rules: [one, one] }), 'en')).toBe('x = 1 and (x = 1 or x = 1)');
    expect(words({ ...all(one), not: true }, 'en')).toBe('not (x = 1)');
    expect(words(all(), 'ko')).toBe('');
    expect(conditionInWords({ rules: 'x' }, 'ko', {})).toBe('');
  });
});
