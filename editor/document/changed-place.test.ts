import { expect, it } from 'vitest';
import { changedPlace } from './changed-place.ts';

const rules = [{ value: 1 }, { value: 2 }];

it.each([
  ['one setting', { a: 1, b: 2 }, { a: 1, b: 3 }, 'b'],
  ['one of a list', { rules }, { rules: [rules[0], { value: 3 }] }, 'rules.1.value'],
  ['a row that was added', { rules }, { rules: [...rules, {}] }, 'rules.2'],
  ['several', { rules, b: 1 }, { rules: [], b: 2 }, ''],
  ['several below one', { a: { x: 1, y: 1 } }, { a: { x: 2, y: 2 } }, 'a'],
  ['another kind of thing', { a: { x: 1 } }, { a: 'x' }, 'a'],
  ['nothing', rules, rules, ''],
])('finds %s', (_, before, after, place) => {
  expect(changedPlace(before, after)).toBe(place);
});
