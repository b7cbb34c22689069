import { describe, expect, it } from 'vitest';
import type { BuilderRule } from './builder-query.ts';
import { withField, withOperator, withSource } from './rule-change.ts';

const rule = (more: Partial<BuilderRule>): BuilderRule => ({
  id: 'r',
  field: 'amount',
  operator: '=',
  value: 5,
  ...more,
});

describe('another operator', () => {
  it('keeps the value where it still fits', () => {
    expect(withOperator(rule({}), '>=', 'number').value).toBe(5);
    expect(withOperator(rule({ operator: 'in', value: [1, 2] }), 'notIn', 'number').value).toEqual([1, 2]);
  });

  it('makes one value a list, a pair, and one again, with its type', () => {
    const list = withOperator(rule({}), 'in', 'number');
    expect(list.value).toEqual([5]);
    const pair = withOperator(rule({ operator: 'in', value: [5, 7, 9] }), 'between', 'number');
    expect(pair.value).toEqual([5, 7]);
    expect(withOperator(pair, '=', 'number').value).toBe(5);
    expect(withOperator(rule({ value: 'a,b' }), 'in', 'string').value).toEqual(['a,b']);
  });

  it('makes no value of an empty one', () => {
    expect(withOperator(rule({ value: undefined }), 'in', 'number').value).toEqual([]);
    expect(withOperator(rule({ value: '' }), 'in', 'string').value).toEqual([]);
    expect(withOperator(rule({ value: undefined }), 'between', 'number').value).toEqual([
      undefined,
      undefined,
    ]);
  });

  it('takes the value away where none is asked for', () => {
    const none = withOperator(rule({ valueSource: 'field', value: 'limit' }), 'null', 'number');
    expect(none).toEqual({ id: 'r', field: 'amount', operator: 'null' });
    expect(withOperator(none, '=', 'string').value).toBe('');
  });

  it('leaves another field only where one value is compared', () => {
    const other = rule({ valueSource: 'field', value: 'limit' });
    expect(withOperator(other, '>', 'number')).toEqual({ ...other, operator: '>' });
    expect(withOperator(other, 'in', 'number')).toEqual({
      id: 'r',
      field: 'amount',
      operator: 'in',
      value: [],
    });
  });
});

describe('another field', () => {
  it('keeps a value of its type, and drops another', () => {
    expect(withField(rule({}), 'limit', 'number')).toEqual(rule({ field: 'limit' }));
    expect(withField(rule({}), 'city', 'string')).toEqual(rule({ field: 'city', value: '' }));
    expect(withField(rule({}), 'vip', 'boolean')).toEqual(rule({ field: 'vip', value: true }));
  });

  it('keeps the value where the type is not known', () => {
    expect(withField(rule({}), 'anything', undefined)).toEqual(rule({ field: 'anything' }));
  });

  it('keeps the operator where it fits', () => {
    expect(withField(rule({ operator: '<' }), 'city', 'string')).toEqual(
      rule({ field: 'city', operator: '<', value: '' }),
    );
    expect(withField(rule({ operator: '<' }), 'vip', 'boolean')).toEqual(rule({ field: 'vip', value: true }));
    expect(withField(rule({}), 'items', 'container')).toEqual({
      id: 'r',
      field: 'items',
      operator: 'notNull',
    });
  });
});

describe('another source', () => {
  it('goes to a field and back', () => {
    const other = withSource(rule({}), 'field', 'number');
    expect(other).toEqual({ id: 'r', field: 'amount', operator: '=', value: '', valueSource: 'field' });
    expect(withSource(other, 'value', 'number')).toEqual({
      id: 'r',
      field: 'amount',
      operator: '=',
      value: undefined,
    });
  });
});
