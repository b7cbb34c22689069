import { describe, expect, it } from 'vitest';
import { checkExpression } from '../../../nodes/derive/expression.ts';
import { placeInExpression } from './place-in-expression.ts';
import { suggestionsAt, type Vocabulary } from './suggestions.ts';

const vocabulary: Vocabulary = {
  fields: [
    { value: 'fee', label: 'fee', type: 'unknown' },
    { value: 'amount', label: '금액', type: 'number' },
    { value: 'store.city', label: '매장 도시', type: 'string' },
    { value: 'limits.daily-limit', label: '하루 한도', type: 'number' },
    { value: 'joinedAt', label: '가입일시', type: 'time' },
    { value: 'tags', label: '표식', type: 'list' },
    { value: '$time', label: '이벤트 발생 시각', type: 'time' },
  ],
  language: 'ko',
  timezone: 'Asia/Seoul',
};

/** What is offered where the | stands, and the text with the first (or named) one taken. */
function at(text: string) {
  const caret = text.indexOf('|');
  const source = text.replace('|', '');
  const place = placeInExpression(source, caret);
  const found = place ? suggestionsAt(source, place, vocabulary) : [];
  return {
    names: found.map(({ value }) => value),
    taken: (name = found[0]?.value) => {
      const { from, to, text: put, caret: inside } = found.find(({ value }) => value === name)!;
      return `${source.slice(0, from)}${put.slice(0, inside)}|${put.slice(inside)}${source.slice(to)}`;
    },
  };
}

describe('suggestions in an expression', () => {
  it('are fields, by path or by name, wherever in them something fits', () => {
    expect(at('am|').taken()).toBe('amount|');
    expect(at('금|').taken()).toBe('amount|');
    expect(at('1 + city|').taken()).toBe('1 + store.city|');
    expect(at('store.ci|x > 1').taken()).toBe('store.city| > 1');
    expect(at('r|').names[0]).toBe('round');
    expect(at('도시|').taken()).toBe('store.city|');
    expect(at('(|').names.slice(0, 2)).toEqual(['fee', 'amount']);
  });

  it('put an awkward name into back quotes, and go on inside them', () => {
    expect(at('dail|').taken()).toBe('limits.`daily-limit`|');
    expect(at('limits.`dai|').taken()).toBe('limits.`daily-limit`|');
    expect(at('limits.`dai|ly` * 2').taken()).toBe('limits.`daily-limit`| * 2');
  });

  it('are functions, with the caret between the parentheses', () => {
    expect(at('rou|').taken('round')).toBe('round(|)');
    expect(at('rou|(amount)').taken('round')).toBe('round|(amount)');
    expect(at('math.sq|').taken()).toBe('math.sqrt(|)');
    expect(at('반올림|').names).toContain('round');
  });

  it('are what a value of that type can be asked', () => {
    expect(at('store.city.con|').taken()).toBe('store.city.contains(|)');
    expect(at('store.city.tr|').taken()).toBe('store.city.trim()|');
    expect(at('amount.|').names).toEqual([]);
    expect(at('tags.|').names).toContain('exists');
    expect(at('tags.ma|').taken()).toBe('tags.map(x, |)');
    expect(at('$time.getH|').taken()).toBe('$time.getHours("Asia/Seoul")|');
    expect(at('joinedAt.getH|').taken()).toBe('timestamp(joinedAt).getHours("Asia/Seoul")|');
    expect(at('(fee + 1).si|').names).toContain('size');
  });

  it('are operators behind a value, found by their words too', () => {
    expect(at('amount |').names).toContain('+');
    expect(at('amount |').names).not.toContain('amount');
    expect(at('amount 곱|').taken()).toBe('amount * |');
    expect(at('amount > 1 and|').names).toEqual(['&&']);
    expect(at('amount > 1 그리|').taken()).toBe('amount > 1 && |');
    expect(at('fee) 아니면|').taken()).toBe('fee) ? | : ');
    expect(at('fee in |').names).toContain('amount');
  });

  it('are nothing inside texts, numbers and comments, and no name that stands there already', () => {
    for (const text of ['"am|', "'it\\'s am|", '12|', '1.5|', 'fee // am|'])
      expect(at(text).names).toEqual([]);
    expect(at('joinedAt|').names).toEqual([]);
    expect(at('"a" + am|').names[0]).toBe('amount');
  });

  it('read as expressions once taken', () => {
    for (const text of ['am|', 'dail|', '$ti|', 'store.city.tr|', '$time.getH|', 'joinedAt.getH|'])
      expect(checkExpression(at(text).taken().replace('|', ''))).toBeUndefined();
  });

  it('are found in whatever is written', () => {
    for (const text of ['`', '``.', '....', 'a.b.c.', '"', '\\', '((', '`a`.`b', 'a'.repeat(5000)])
      for (let caret = 0; caret <= Math.min(text.length, 20); caret++)
        expect(() => at(`${text.slice(0, caret)}|${text.slice(caret)}`)).not.toThrow();
  });
});
