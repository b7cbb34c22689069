import { describe, expect, it } from 'vitest';
import { hrefOf, parseRoute } from './route.ts';

describe('parseRoute', () => {
  it.each([
    ['', { page: 'flows' }],
    ['#', { page: 'flows' }],
    ['#/', { page: 'flows' }],
    ['#/flows', { page: 'flows' }],
    ['#/flows/bank-aml', { page: 'flow', id: 'bank-aml' }],
    ['#/outbox', { page: 'outbox' }],
    ['#/settings/', { page: 'settings' }],
    ['#/flows/a/b', { page: 'unknown' }],
    ['#/flows/%E0%A4%A', { page: 'unknown' }],
    ['#/nothing', { page: 'unknown' }],
  ])('%s', (hash, route) => {
    expect(parseRoute(hash)).toEqual(route);
  });
});

describe('hrefOf', () => {
  it('gives back what parseRoute reads', () => {
    for (const hash of ['#/', '#/flows/bank-aml', '#/flows/a%20b', '#/records'])
      expect(hrefOf(parseRoute(hash))).toBe(hash);
  });
});
