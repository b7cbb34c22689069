import { describe, expect, it } from 'vitest';
import type { Rule, RuleGroup } from './condition.ts';
import { conditionClause } from './condition-clause.ts';

const NAMES: Readonly<Record<string, { noun: string; unit?: string }>> = {
  amount: { noun: '금액' },
  n: { noun: '', unit: '건' },
};
const nameOf = (path: string) => NAMES[path] ?? { noun: path };
const all = (...rules: (Rule | RuleGroup)[]): RuleGroup => ({ combinator: 'and', rules });
const any = (...rules: (Rule | RuleGroup)[]): RuleGroup => ({ combinator: 'or', rules });
const ko = (group: RuleGroup) => conditionClause(group, 'ko', nameOf);
const en = (group: RuleGroup) => conditionClause(group, 'en', nameOf)?.if;

describe('conditionClause', () => {
  it.each<[Rule, string, string]>([
    [
      { field: 'amount', operator: '<', value: 3_000_000 },
      '금액이 3,000,000 미만이면',
      '금액 is less than 3,000,000',
    ],
    [{ field: 'n', operator: '>=', value: 10 }, '10건 이상이면', 'there are at least 10'],
    [{ field: 'kind', operator: '=', value: 'a' }, 'kind가 ‘a’이면', 'kind is “a”'],
    [{ field: 'kind', operator: '!=', value: 'a' }, 'kind가 ‘a’가 아니면', 'kind is not “a”'],
    [{ field: 'kind', operator: '!=', value: '' }, 'kind가 비어 있지 않으면', 'kind is not empty'],
    [{ field: 'vip', operator: '=', value: true }, 'vip가 ‘예’이면', 'vip is yes'],
    [
      { field: 'kind', operator: 'in', value: ['a', 'b'] },
      'kind가 ‘a’, ‘b’ 중 하나이면',
      'kind is “a” or “b”',
    ],
    [
      { field: 'kind', operator: 'notIn', value: ['a', 'b'] },
      'kind가 ‘a’, ‘b’ 중 어느 것도 아니면',
      'kind is not “a” or “b”',
    ],
    [
      { field: 'amount', operator: 'between', value: [1, 2] },
      '금액이 1 이상 2 이하이면',
      '금액 is between 1 and 2',
    ],
    [
      { field: 'kind', operator: 'contains', value: '강남' },
      'kind에 ‘강남’이 들어 있으면',
      'kind contains “강남”',
    ],
    [
      { field: 'kind', operator: 'beginsWith', value: '서울' },
      'kind가 ‘서울’로 시작하면',
      'kind begins with “서울”',
    ],
    [{ field: 'kind', operator: 'null' }, 'kind가 없으면', 'kind is missing'],
    [
      { field: 'a', operator: '<', value: 'amount', valueSource: 'field' },
      'a가 금액보다 작으면',
      'a is less than 금액',
    ],
    [
      { field: 'a', operator: '=', value: 'amount', valueSource: 'field' },
      'a가 금액과 같으면',
      'a is the same as 금액',
    ],
  ])('%j', (rule, korean, english) => {
    expect(ko(all(rule))?.if).toBe(korean);
    expect(en(all(rule))).toBe(english);
  });

  const small: Rule = { field: 'amount', operator: '<', value: 5 };
  const large: Rule = { field: 'amount', operator: '>', value: 9 };
  const kind: Rule = { field: 'kind', operator: '=', value: 'a' };

  it('bends only the last of several by what follows', () => {
    expect(ko(all(small, kind))).toEqual({
      and: '금액이 5 미만이고 kind가 ‘a’이고',
      or: '금액이 5 미만이고 kind가 ‘a’이거나',
      if: '금액이 5 미만이고 kind가 ‘a’이면',
      of: '금액이 5 미만이고 kind가 ‘a’인',
    });
    expect(ko(any(small, large))?.if).toBe('금액이 5 미만이거나 금액이 9 초과이면');
  });

  it('brackets what is joined otherwise, and turns around', () => {
    expect(ko(all(any(small, large), kind))?.if).toBe(
      '(금액이 5 미만이거나 금액이 9 초과인 경우)이고 kind가 ‘a’이면',
    );
    expect(en(all(any(small, large), kind))).toBe(
      '(금액 is less than 5 or 금액 is more than 9) and kind is “a”',
    );
    expect(ko({ ...all(small), not: true })?.if).toBe('(금액이 5 미만인 경우)가 아니면');
    expect(en({ ...all(small), not: true })).toBe('not (금액 is less than 5)');
  });

  it('says nothing of what always holds, and "there and not empty" once', () => {
    expect(ko(all())).toBeUndefined();
    expect(conditionClause({ rules: 'x' }, 'ko', nameOf)).toBeUndefined();
    const there: Rule = { field: 'kind', operator: 'notNull' };
    expect(en(all(there, { field: 'kind', operator: '!=', value: '' }))).toBe('kind is given');
  });
});
