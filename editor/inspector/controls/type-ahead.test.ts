import { expect, it } from 'vitest';
import { optionTyped } from './type-ahead.ts';

const OPERATORS = [
  { value: '=', label: '= equals' },
  { value: '<', label: '< less than' },
  { value: '<=', label: '≤ at most' },
  { value: '>', label: '> more than' },
  { value: '>=', label: '≥ at least' },
  { value: 'in', label: 'is one of' },
  { value: 'notIn', label: 'is none of' },
];

it.each([
  ['l', '<'],
  ['less', '<'],
  ['<', '<'],
  ['<=', '<='],
  ['>=', '>='],
  ['at l', '>='],
  ['east', undefined],
  ['is n', 'notIn'],
  ['x', undefined],
])('%s means %s', (typed, meant) => {
  expect(optionTyped(OPERATORS, typed, '=')).toBe(meant);
});

it('goes on from one to the next with the same letter', () => {
  const functions = ['sum', 'sorted', 'size', 'avg'].map((value) => ({ value, label: value }));
  expect(optionTyped(functions, 's', 'avg')).toBe('sum');
  expect(optionTyped(functions, 's', 'sum')).toBe('sorted');
  expect(optionTyped(functions, 'ss', 'sorted')).toBe('size');
  expect(optionTyped(functions, 'ss', 'size')).toBe('sum');
  // The second letter of a word stays with what the first has found.
  expect(optionTyped(functions, 'si', 'sum')).toBe('size');
  expect(optionTyped(functions, 'su', 'sum')).toBe('sum');
});
