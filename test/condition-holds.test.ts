import { describe, expect, it } from 'vitest';
import type { RuleGroup } from '../nodes/kit/condition.ts';
import { conditionHolds } from '../nodes/kit/condition-holds.ts';
import { holds } from './model/model-condition.ts';
import { createRandom } from './model/random.ts';
import { type Field, randomGroup } from './model/random-condition.ts';

const FIELDS: readonly Field[] = [
  { path: 'key', kind: 'key' },
  { path: 'n', kind: 'number' },
  { path: 'm', kind: 'number' },
  { path: 'text', kind: 'text' },
  { path: 'other', kind: 'other' },
];
const VALUES = [undefined, null, 0, 2, 2.5, 5, '5', 'A', 'ax', 'x', '', true, false, [1], { a: 1 }];

describe('a condition on one event', () => {
  it('holds where the model says so', () => {
    const random = createRandom(7);
    let held = 0;
    for (let round = 0; round < 20_000; round++) {
      const condition = randomGroup(random, FIELDS);
      const event = new Map(FIELDS.map(({ path }) => [path, random.pick(VALUES)]));
      const resolve = (path: string) => event.get(path);
      const expected = holds(condition, resolve);
      if (expected) held++;
      const told = conditionHolds(condition as RuleGroup, resolve);
      if (told !== expected) expect([condition, [...event], told]).toEqual([condition, [...event], expected]);
    }
    expect(held).toBeGreaterThan(2000);
  });
});
