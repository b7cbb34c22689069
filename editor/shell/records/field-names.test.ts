import { describe, expect, it } from 'vitest';
import type { Surroundings } from '../../../nodes/kit/define-node.ts';
import { fieldNames } from './field-names.ts';

const info = (path: string, label: string) => ({ path, label, type: 'string' as const });
const surroundings: Surroundings = {
  eventTypes: [
    {
      type: 'paid',
      name: 'Paid',
      fields: [info('cardNo', 'Card'), info('name', 'Product'), info('amount', 'Paid')],
    },
    { type: 'asked', name: 'Asked', fields: [info('amount', 'Premium'), info('store.city', 'Town')] },
  ],
  tables: [
    { name: 'customers', columns: [info('name', 'Name'), info('age', 'Age'), info('city', 'Home')] },
    { name: 'shops', columns: [info('name', 'Name of the shop'), info('lat', 'Latitude')] },
  ],
};
const named = (data: Record<string, unknown>) =>
  fieldNames(data, surroundings).map(({ path, label }) => `${path}: ${label}`);

describe('the names of fields', () => {
  it('are those of the table or type that the data comes from', () => {
    expect(named({ cardNo: '1', amount: 3, customer: { name: 'Kim', age: 50 } })).toEqual([
      'cardNo: Card',
      'amount: Paid',
      'customer.name: Name',
      'customer.age: Age',
    ]);
  });

  it('are none where several are as likely, and those of all where they agree', () => {
    expect(named({ amount: 3, n: 10, it: { name: 'Kim' } })).toEqual([]);
    expect(named({ n: 10, age: 50 })).toEqual(['age: Age']);
  });

  it('are those of a field inside of another', () => {
    expect(named({ store: { city: 'Seoul' } })).toEqual([]);
    expect(named({ amount: 1, store: { city: 'Seoul', age: 3 } })).toContain('store.city: Home');
  });
});
