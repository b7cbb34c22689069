import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OPERATORS, type RuleGroup } from '../../../nodes/kit/condition.ts';
import { conditionProblems } from '../../../nodes/kit/condition-check.ts';
import {
  type BuilderGroup,
  fromBuilder,
  isBuildable,
  isBuilderGroup,
  toBuilder,
  withRuleAt,
} from './builder-query.ts';

const scalar = fc.oneof(fc.string(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean());
const extra = fc.dictionary(
  fc.constantFrom('id', 'disabled', 'muted', 'note', 'path', 'kept', '__proto__'),
  fc.oneof(fc.string(), fc.boolean()),
  { maxKeys: 2 },
);

const rule = fc.constantFrom(...OPERATORS).chain((operator) => {
  const value = ['null', 'notNull'].includes(operator)
    ? fc.constantFrom(undefined, null, 'left over')
    : ['in', 'notIn'].includes(operator)
      ? fc.array(scalar, { maxLength: 4 })
      : ['between', 'notBetween'].includes(operator)
        ? fc.tuple(scalar, scalar)
        : scalar;
  return fc
    .record({
      field: fc.string({ minLength: 1 }),
      value,
      source: fc.constantFrom(undefined, 'value', 'field'),
      extra,
    })
    .map(({ field, value, source, extra }) => ({
      ...extra,
      field,
      operator,
      ...(value === undefined ? {} : { value: source === 'field' ? 'other.field' : value }),
      ...(source === undefined ? {} : { valueSource: source }),
    }));
});

const { group } = fc.letrec<{ group: unknown }>((tie) => ({
  group: fc
    .record({
      combinator: fc.constantFrom('and', 'or'),
      not: fc.constantFrom(undefined, true, false),
      rules: fc.array(fc.oneof({ maxDepth: 4, withCrossShrink: true }, rule, tie('group')), { maxLength: 4 }),
      extra,
    })
    .map(({ combinator, not, rules, extra }) => ({
      ...extra,
      combinator,
      ...(not === undefined ? {} : { not }),
      rules,
    })),
}));

function idsOf(part: BuilderGroup): string[] {
  return [part.id, ...part.rules.flatMap((each) => (isBuilderGroup(each) ? idsOf(each) : [each.id]))];
}

describe('a condition in the builder and back', () => {
  it('is what it was', () => {
    fc.assert(
      fc.property(group, (condition) => {
        const plain = condition as RuleGroup;
        expect(isBuildable(plain)).toBe(true);
        expect(fromBuilder(toBuilder(plain as never))).toEqual(plain);
      }),
    );
  });

  it('is a condition of the specification', () => {
    fc.assert(
      fc.property(group, (condition) => {
        const before = conditionProblems(condition);
        expect(conditionProblems(fromBuilder(toBuilder(condition as never)))).toEqual(before);
      }),
    );
  });

  it('gives each part an id of its own, which stays while the shape stays', () => {
    fc.assert(
      fc.property(group, (condition) => {
        const first = toBuilder(condition as never);
        expect(new Set(idsOf(first)).size).toBe(idsOf(first).length);
        expect(idsOf(toBuilder(condition as never, first))).toEqual(idsOf(first));
      }),
    );
  });
});

describe('isBuildable', () => {
  it.each([
    undefined,
    null,
    5,
    'x',
    [],
    {},
    { rules: {} },
    { rules: [null] },
    { rules: ['and'] },
    { rules: [{ rules: 3 }] },
  ])('refuses %j', (value) => expect(isBuildable(value)).toBe(false));

  it('refuses what lies too deep', () => {
    let deep: unknown = { combinator: 'and', rules: [] };
    for (let i = 0; i < 40; i++) deep = { combinator: 'and', rules: [deep] };
    expect(isBuildable(deep)).toBe(false);
  });
});

describe('withRuleAt', () => {
  it('exchanges one rule and shares the rest', () => {
    const query = toBuilder({
      combinator: 'and',
      rules: [
        { field: 'a', operator: '=', value: 1 },
        { combinator: 'or', rules: [{ field: 'b', operator: '=', value: 2 }] },
      ],
    });
    const next = withRuleAt(query, [1, 0], { id: 'x', field: 'c', operator: '>', value: 3 });
    expect(next.rules[0]).toBe(query.rules[0]);
    expect(fromBuilder(next).rules[1]).toEqual({
      combinator: 'or',
      rules: [{ field: 'c', operator: '>', value: 3 }],
    });
  });
});
