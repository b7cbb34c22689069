import { describe, expect, it } from 'vitest';
import { OPERATORS } from '../../../nodes/kit/condition.ts';
import { operatorWords } from './operator-words.ts';

describe('how a rule compares', () => {
  it.each([
    ['=', 'web', '와 같음'],
    ['!=', '서울', '과 다름'],
    ['=', '예', '와 같음'],
    ['beginsWith', '서울', '로 시작'],
    ['beginsWith', '부산', '으로 시작'],
    ['contains', 'VIP', '를 포함'],
    ['>=', '3,000,000', '이상'],
    ['=', '', '같음'],
    ['endsWith', '', '(으)로 끝남'],
  ])('%s %s → %s', (operator, value, words) => expect(operatorWords(operator, 'ko', value)).toBe(words));

  it('compares with another field', () => {
    expect(operatorWords('<', 'ko', '보험료', true)).toBe('보다 작음');
    expect(operatorWords('=', 'ko', '보험료', true)).toBe('와 같음');
  });

  it('has words for every comparison, and shows others as they are', () => {
    for (const operator of OPERATORS)
      expect(operatorWords(operator, 'en')).not.toBe(operator === 'in' ? 'in' : '');
    expect(operatorWords('toString', 'ko')).toBe('toString');
  });
});
