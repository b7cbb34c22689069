import type { Rule, RuleGroup } from './model-flow.ts';
import type { Random } from './random.ts';

/** What is known of a field: enough to make conditions that are sometimes true. */
export interface Field {
  path: string;
  kind: 'key' | 'number' | 'text' | 'other';
}

const KEYS = ['A', 'B', 'C', '7', 7, true];
const TEXTS = ['ax', 'bx', 'cy', 'a', 'x', 'y', ''];
const NUMBERS = [0, 1, 2, 2.5, 3, 4, 5, 6, 8];

export function randomGroup(random: Random, fields: readonly Field[], depth = 0): RuleGroup {
  const count = random.chance(0.06) ? 0 : 1 + random.below(3);
  const rules = Array.from({ length: count }, () =>
    depth < 2 && random.chance(0.2) ? randomGroup(random, fields, depth + 1) : randomRule(random, fields),
  );
  const group: RuleGroup = { combinator: random.chance(0.6) ? 'and' : 'or', rules };
  return random.chance(0.12) ? { ...group, not: true } : group;
}

export function randomRule(random: Random, fields: readonly Field[]): Rule {
  const { path, kind } = random.pick(fields);
  const same = fields.filter((other) => other.kind === kind && other.path !== path);
  if (same.length > 0 && random.chance(0.15)) {
    const operator = random.pick(['=', '!=', '<', '<=', '>', '>=']);
    return { field: path, operator, value: random.pick(same).path, valueSource: 'field' };
  }
  const operator = random.chance(0.08) ? random.pick(['null', 'notNull']) : operatorFor(random, kind);
  return { field: path, operator, value: valueFor(random, operator, kind) };
}

function operatorFor(random: Random, kind: Field['kind']): string {
  // now and then one that does not go with the field: it is false, never a fault
  if (kind === 'number' || random.chance(0.1)) {
    return random.pick(['=', '!=', '<', '<=', '>', '>=', 'between', 'notBetween', 'in', 'notIn']);
  }
  return random.pick([
    '=',
    '!=',
    'in',
    'notIn',
    'contains',
    'doesNotContain',
    'beginsWith',
    'endsWith',
    '>=',
  ]);
}

function valueFor(random: Random, operator: string, kind: Field['kind']): unknown {
  const one = () => {
    if (random.chance(0.08)) return random.pick<string | number | boolean>(['5', 5, false]);
    if (kind === 'key') return random.pick(KEYS);
    return kind === 'number' ? random.pick(NUMBERS) : random.pick(TEXTS);
  };
  switch (operator) {
    case 'in':
    case 'notIn':
      return Array.from({ length: 1 + random.below(4) }, one);
    case 'between':
    case 'notBetween':
      return kind === 'number' ? [random.below(5), 3 + random.below(5)] : ['a', random.pick(TEXTS)];
    case 'contains':
    case 'doesNotContain':
    case 'beginsWith':
    case 'endsWith':
      return random.pick(TEXTS);
    case 'null':
    case 'notNull':
      return null;
    default:
      return one();
  }
}
