import { describe, expect, it } from 'vitest';
import type { Rule } from '../../../nodes/kit/condition.ts';
import type { FieldInfo } from '../../../nodes/kit/field.ts';
import { readBoolean, readDate, readNumber } from './cell-values.ts';
import { type RuleReading, readRule } from './condition-cell.ts';
import { readingOf } from './read-column.ts';

const FIELDS: readonly FieldInfo[] = [
  { path: 'amount', type: 'number', label: { ko: '금액', en: 'Amount' } },
  { path: 'channel', type: 'string', label: { ko: '접수 채널', en: 'Channel' } },
  { path: 'vip', type: 'boolean' },
  { path: 'joined', type: 'time' },
  { path: 'anything', type: 'unknown' },
  { path: 'ratePct', type: 'number' },
];
const reading = readingOf(FIELDS, 'ko');
describe('numbers, dates, yes and no', () => {
  it.each([
    ['1,000,000', 1000000],
    [' 50만 ', 500000],
    ['1억 5천만 원', 150000000],
    ['1.1억', 110000000],
    ['3백만원', 3000000],
    ['만', 10000],
    ['₩1,200', 1200],
    ['-3.5', -3.5],
    ['(1,000)', -1000],
    ['30%', 0.3],
    ['1.5k', 1500],
    ['2 million', 2000000],
    ['1.5E+05', 150000],
    ['１２３', 123],
  ])('%s', (text, number) => expect(readNumber(text)).toBe(number));

  it.each(['', 'abc', '1,00', '1.2.3', '--1', '만억', '1e999', '9'.repeat(20), '12건'])(
    '%s is no number',
    (text) => expect(readNumber(text)).toBeUndefined(),
  );

  it('takes percents as they are where the field counts them', () =>
    expect(readNumber('30%', true)).toBe(30));

  it.each([
    ['2026-03-02', '2026-03-02'],
    ['2026. 3. 2.', '2026-03-02'],
    ['2026년 3월 2일', '2026-03-02'],
    ['2026/3/2 9:05', '2026-03-02T09:05:00'],
    ['2026-03-02 오후 1:30', '2026-03-02T13:30:00'],
    ['2026-03-02 12:00 AM', '2026-03-02T00:00:00'],
    ['2026-02-30', undefined],
    ['2026-03-02T09:00:00+09:00', undefined],
  ])('date %s', (text, date) => expect(readDate(text)).toBe(date));

  it.each([
    ['예', true],
    ['아니오', false],
    ['TRUE', true],
    ['x', false],
    ['글쎄', undefined],
  ])('yes or no: %s', (text, value) => expect(readBoolean(text)).toBe(value));
});

describe('a rule in a cell', () => {
  const how = (field: string, operator: RuleReading['operator'] = '=') =>
    reading.of({ kind: 'when', id: '', field, operator });
  it.each<[string, RuleReading, Partial<Rule> | undefined]>([
    ['100~200', how('amount'), { operator: 'between', value: [100, 200] }],
    ['100~200', how('amount', '>='), { operator: 'between', value: [100, 200] }],
    ['100 - 200', how('amount'), { operator: 'between', value: [100, 200] }],
    ['100 이상 200 이하', how('amount'), { operator: 'between', value: [100, 200] }],
    ['>= 100', how('amount'), { operator: '>=', value: 100 }],
    ['50만', how('amount', '>='), { operator: '>=', value: 500000 }],
    ['300만원 미만', how('amount'), { operator: '<', value: 3000000 }],
    ['at least 1,000', how('amount'), { operator: '>=', value: 1000 }],
    ['1,000, 2,000', how('amount'), { operator: 'in', value: [1000, 2000] }],
    ['1,2,3', how('amount'), { operator: 'in', value: [1, 2, 3] }],
    ['<> 5', how('amount'), { operator: '!=', value: 5 }],
    ['30%', how('ratePct'), { operator: '=', value: 30 }],
    ['web, branch', how('channel'), { operator: 'in', value: ['web', 'branch'] }],
    ['web', how('channel', 'in'), { operator: 'in', value: ['web'] }],
    ['≠ web, branch', how('channel'), { operator: 'notIn', value: ['web', 'branch'] }],
    ['"web, branch"', how('channel'), { operator: '=', value: 'web, branch' }],
    ['서울*', how('channel'), { operator: 'beginsWith', value: '서울' }],
    ['*서울*', how('channel'), { operator: 'contains', value: '서울' }],
    ['0010', how('channel'), { operator: '=', value: '0010' }],
    ['0010', how('anything'), { operator: '=', value: '0010' }],
    ['예', how('vip'), { operator: '=', value: true }],
    ['2026.3.2 ~ 2026.4.1', how('joined'), { operator: 'between', value: ['2026-03-02', '2026-04-01'] }],
    ['< [ratePct]', how('amount'), { operator: '<', value: 'ratePct', valueSource: 'field' }],
    ['값 없음', how('amount'), { operator: 'null' }],
    ['-', how('amount'), undefined],
    ['', how('amount'), undefined],
    ['전체', how('channel'), undefined],
    // What can't be understood stays as it is written.
    ['많이', how('amount', '>='), { operator: '>=', value: '많이' }],
    ['100~많이', how('amount'), { operator: 'between', value: [100, '많이'] }],
    ['>=', how('amount'), { operator: '=', value: '>=' }],
  ])('%s', (text, reading, rule) =>
    expect(readRule(text, reading)).toEqual(rule && { field: reading.field, ...rule }),
  );
});
