import type { Aggregate, RuleGroup, Step, WindowShape } from './model-flow.ts';
import { parseDuration } from './model-time.ts';
import type { Random } from './random.ts';
import { type Field, randomGroup, randomRule } from './random-condition.ts';
import { commonFields, type Graph, keyFields, type Output, pickInputs } from './random-graph.ts';
import { type AddNode, ENVELOPE } from './random-node.ts';

/** Window and correlate nodes: those that make events of their own. */

const lastName = (path: string): string => path.split('.').at(-1) ?? path;

export const addWindow: AddNode = (graph) => {
  const { random } = graph;
  const inputs = pickInputs(graph, 3);
  const fields = commonFields(inputs);
  const key = distinctByName(random.some(keyFields(fields), random.chance(0.85) ? 1 : 0, 2));
  const aggregates = randomAggregates(random, fields, key);
  const window = randomShape(graph);
  const moving = window.kind === 'rolling' || window.kind === 'count';
  const emit = random.pick(moving ? ['every', 'once', 'reset'] : ['close', 'every', 'once', 'reset']);
  const data: Record<string, unknown> = { key: key.map((field) => field.path), window, aggregates, emit };
  if (random.chance(0.8)) data.having = randomHaving(random, aggregates);
  const node = graph.add('window', data);
  for (const input of inputs) graph.connect(input, node);
  graph.outputs.push({ node, handle: 'out', only: true, fields: windowFields(key, aggregates) });
};

/** A window's data may not have two fields of one name. */
function distinctByName(fields: Field[]): Field[] {
  return fields.filter(
    (field, index) => fields.findIndex((other) => lastName(other.path) === lastName(field.path)) === index,
  );
}

function randomShape(graph: Graph): WindowShape {
  const { random } = graph;
  switch (random.pick(['rolling', 'tumbling', 'hopping', 'calendar', 'session', 'count'] as const)) {
    case 'rolling':
      return { kind: 'rolling', size: graph.duration() };
    case 'tumbling':
      return { kind: 'tumbling', size: graph.duration() };
    case 'hopping':
      return randomHopping(graph);
    case 'calendar':
      return { kind: 'calendar', unit: random.pick(['day', 'day', 'week', 'month']) };
    case 'session':
      return { kind: 'session', gap: graph.duration() };
    case 'count':
      return { kind: 'count', size: 1 + random.below(5) };
  }
}

function randomHopping(graph: Graph): WindowShape {
  const every = graph.duration();
  return { kind: 'hopping', size: longest([every, graph.duration()]), every };
}

const longest = (durations: string[]): string =>
  durations.reduce((one, other) => (parseDuration(other) > parseDuration(one) ? other : one));

const FUNCTIONS = ['count', 'sum', 'avg', 'min', 'max', 'first', 'last', 'distinct', 'list'] as const;

function randomAggregates(random: Random, fields: Field[], key: Field[]): Aggregate[] {
  const aggregates: Aggregate[] = [{ name: 'c', function: 'count' }];
  const usable = [...fields, ...ENVELOPE];
  for (const name of random.some(FUNCTIONS, 1, 4)) {
    aggregates.push({ name: `a_${name}`, function: name, field: random.pick(usable).path });
  }
  const taken = new Set(key.map((field) => lastName(field.path)));
  return aggregates.filter((one) => !taken.has(one.name));
}

function randomHaving(random: Random, aggregates: Aggregate[]): RuleGroup {
  if (random.chance(0.5) && aggregates.some((one) => one.name === 'c')) {
    return { combinator: 'and', rules: [{ field: 'c', operator: '>=', value: 1 + random.below(3) }] };
  }
  return randomGroup(
    random,
    aggregates.map((one) => ({ path: one.name, kind: 'number' })),
  );
}

function windowFields(key: Field[], aggregates: Aggregate[]): Field[] {
  return [
    ...key.map((field): Field => ({ path: lastName(field.path), kind: 'key' })),
    ...aggregates.map(
      (one): Field => ({ path: one.name, kind: one.function === 'list' ? 'other' : 'number' }),
    ),
    { path: 'window.start', kind: 'text' },
  ];
}

interface PlannedStep {
  step: Step;
  inputs: Output[];
  fields: Field[];
}

export const addCorrelate: AddNode = (graph) => {
  const { random } = graph;
  const order = random.chance(0.7) ? 'sequence' : 'any';
  const steps = randomSteps(graph, order === 'sequence');
  if (!steps) return;
  // the longer of two, so that some sequences come to their end
  const within = longest([graph.duration(), graph.duration()]);
  const data: Record<string, unknown> = { steps: steps.map((one) => one.step), within };
  if (order === 'any' || random.chance(0.5)) data.order = order;
  if (order === 'sequence' && random.chance(0.7)) data.start = random.pick(['every', 'latest', 'first']);
  if (order === 'sequence' && random.chance(0.6)) data.advance = random.pick(['all', 'oldest', 'newest']);
  if (random.chance(0.4)) data.where = randomWhere(random, steps);
  const node = graph.add('correlate', data);
  const pairs = steps.flatMap(({ step, inputs }) => inputs.map((input) => ({ step, input })));
  // the order of edges matters where one output leads to several steps
  if (random.chance(0.5)) pairs.reverse();
  for (const { step, input } of pairs) graph.connect(input, node, step.name);
  const bound = steps.filter((one) => !one.step.absent).flatMap(qualified);
  // of a step's event only the data are in the match
  const fields = bound.filter((field) => !field.path.includes('.$'));
  graph.outputs.push({ node, handle: 'out', only: true, fields });
};

function randomSteps(graph: Graph, mayLack: boolean): PlannedStep[] | undefined {
  const { random } = graph;
  const shared = random.chance(0.4) ? pickInputs(graph, 1) : undefined;
  const wide = random.chance(0.15);
  const steps: PlannedStep[] = [];
  for (const name of ['a', 'b', 'c', 'd', 'e'].slice(0, 2 + random.below(random.chance(0.2) ? 4 : 2))) {
    const inputs = shared && random.chance(0.6) ? shared : pickInputs(graph, 2);
    const fields = commonFields(inputs);
    const keys = keyFields(fields);
    if (keys.length < (wide ? 2 : 1)) return undefined;
    const key = wide ? random.some(keys, 2, 2).map((field) => field.path) : [likelyKey(random, keys)];
    const step: Step = { name, key };
    if (mayLack && steps.length > 0 && random.chance(0.3)) step.absent = true;
    steps.push({ step, inputs, fields });
  }
  return steps;
}

/** Mostly the same field at each step, else hardly two events would meet. */
function likelyKey(random: Random, keys: Field[]): string {
  const usual = keys.filter((field) => lastName(field.path) === 'k');
  return random.pick(usual.length > 0 && random.chance(0.8) ? usual : keys).path;
}

const qualified = ({ step, fields }: PlannedStep): Field[] =>
  fields.map((field) => ({ ...field, path: `${step.name}.${field.path}` }));

/** Steps that one part may name: an absent one only with steps before it that are not absent. */
function partSteps(random: Random, steps: PlannedStep[]): PlannedStep[] {
  const last = random.below(steps.length);
  const before = steps.slice(0, last).filter((one) => !one.step.absent);
  return [...random.some(before, 0, 2), ...steps.slice(last, last + 1)];
}

function partFields(random: Random, steps: PlannedStep[]): Field[] {
  const named = partSteps(random, steps);
  const fields = named.flatMap(qualified);
  const times = named.map(({ step }): Field => ({ path: `${step.name}.$time`, kind: 'number' }));
  return random.chance(0.3) ? [...fields, ...times] : fields;
}

function randomWhere(random: Random, steps: PlannedStep[]): RuleGroup {
  // as a whole one part
  if (random.chance(0.2)) return { ...randomGroup(random, partFields(random, steps)), combinator: 'or' };
  const rules = Array.from({ length: 1 + random.below(2) }, () =>
    random.chance(0.3)
      ? randomGroup(random, partFields(random, steps))
      : randomRule(random, partFields(random, steps)),
  );
  return { combinator: 'and', rules };
}
