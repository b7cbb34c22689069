import { describe, expect, it } from 'vitest';
import { actionDefinition } from './definition.ts';

const problems = (deadline: unknown) =>
  actionDefinition.schema
    .safeParse({ channel: 'log', params: {}, deadline })
    .error?.issues.map(({ path }) => path.join('.')) ?? [];

describe('the deadline of an action', () => {
  it('is a duration of fixed length, longer than nothing, or left out', () => {
    expect(problems(undefined)).toEqual([]);
    expect(problems('PT30M')).toEqual([]);
    for (const wrong of ['P1M', 'PT0S', 'soon', 30]) expect(problems(wrong)).toEqual(['deadline']);
  });
});
