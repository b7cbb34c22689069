import { describe, expect, it } from 'vitest';
import { hrefOf, parseRoute } from './route.ts';

describe('parseRoute', () => {
  it.each([
    ['', { page: 'flows' }],
    ['#', { page: 'flows' }],
    ['#/', { page: 'flows' }],
    ['#/flows', { page: 'flows' }],
    ['#/flows/bank-aml', { page: 'flow', id: 'bank-aml' }],
    ['#/catalogue', { page: 'catalogue' }],
    ['#/catalogue/a%2Fb.c', { page: 'catalogue', type: 'a/b.c' }],
    ['#/catalogue/a/b', { page: 'unknown' }],
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
    for (const hash of [
      '#/',
      '#/flows/bank-aml',
      '#/flows/a%20b',
      '#/records',
      '#/catalogue',
      '#/catalogue/a%2Fb',
      '#/flows/a/nodes/b%20c',
    ])
      expect(hrefOf(parseRoute(hash))).toBe(hash);
  });
});
