import { describe, expect, it } from 'vitest';
import { definitionOf } from '../../nodes/register.ts';
import { fieldsRead, readFirst } from './read-fields.ts';

const read = (kind: string, settings: Record<string, unknown>) =>
  fieldsRead(definitionOf(kind)!.form, settings);

describe('the fields that a node reads', () => {
  it('are those that its settings name, in the order of the form', () => {
    const rules = [
      { field: 'amount', operator: '>', value: 'limit', valueSource: 'field' },
      { combinator: 'or', rules: [{ field: 'channel', operator: '=', value: 'web' }] },
    ];
    expect(read('filter', { where: { combinator: 'and', rules } })).toEqual(['amount', 'limit', 'channel']);
    expect(read('throttle', { key: ['customerId'], max: 1, per: 'P1D' })).toEqual(['customerId']);
    expect(read('derive', { fields: [{ name: 'x', expression: 'amount * 2.0' }] })).toContain('amount');
    expect(
      read('window', { key: ['who'], aggregates: [{ name: 'n', function: 'sum', field: 'amount' }] }),
    ).toEqual(expect.arrayContaining(['who', 'amount']));
  });

  it('can be read of settings that are half filled in', () => {
    for (const kind of ['filter', 'window', 'correlate', 'decide', 'lookup', 'derive', 'throttle', 'action'])
      expect(read(kind, { where: 4, key: 'x', fields: [null], rules: {}, steps: [{}] })).toBeInstanceOf(
        Array,
      );
  });

  it('come before what else is known', () => {
    const known = ['a', 'b', 'c'].map((path) => ({ path, type: 'string' as const }));
    expect(readFirst(known, ['c', 'new']).map(({ path }) => path)).toEqual(['c', 'new', 'a', 'b']);
  });
});
