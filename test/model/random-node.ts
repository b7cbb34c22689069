import type { Tables } from './model-flow.ts';
import type { Random } from './random.ts';
import { type Field, randomGroup } from './random-condition.ts';
import { commonFields, type Graph, keyFields, type Output, pickInputs } from './random-graph.ts';

/** Adds a node of a kind with its inputs, where the outputs there are allow it. */
export type AddNode = (graph: Graph) => void;

export const ENVELOPE: Field[] = [
  { path: '$type', kind: 'text' },
  { path: '$source', kind: 'text' },
  { path: '$time', kind: 'number' },
];

const readable = (fields: Field[]): Field[] => [...fields, ...ENVELOPE];

function connectAll(graph: Graph, inputs: Output[], node: string): void {
  for (const input of inputs) graph.connect(input, node);
}

function offer(graph: Graph, node: string, handles: string[], fields: Field[]): void {
  for (const handle of handles) graph.outputs.push({ node, handle, only: handles.length === 1, fields });
}

export const addFilter: AddNode = (graph) => {
  const inputs = pickInputs(graph, 2);
  const fields = commonFields(inputs);
  const node = graph.add('filter', { where: randomGroup(graph.random, readable(fields)) });
  connectAll(graph, inputs, node);
  offer(graph, node, ['match', 'else'], fields);
};

export const addThrottle: AddNode = (graph) => {
  const inputs = pickInputs(graph, 2);
  const fields = commonFields(inputs);
  const keys = keyFields(fields);
  if (keys.length === 0) return;
  const key = graph.random.some(keys, 1, 2).map((field) => field.path);
  const data: Record<string, unknown> = { key, per: graph.duration() };
  if (graph.random.chance(0.7)) data.max = 1 + graph.random.below(3);
  const node = graph.add('throttle', data);
  connectAll(graph, inputs, node);
  offer(graph, node, ['pass', 'held'], fields);
};

export const addDecide: AddNode = (graph) => {
  const { random } = graph;
  const inputs = pickInputs(graph, 2);
  const fields = commonFields(inputs);
  const rules = ['one', 'two', 'three'].slice(0, 1 + random.below(3)).map((tag, index) => ({
    when: randomGroup(random, readable(fields)),
    set: random.chance(0.3) ? { tag, level: index, n: 5 } : { tag, level: index },
  }));
  const node = graph.add('decide', { rules });
  connectAll(graph, inputs, node);
  const added: Field[] = [
    { path: 'tag', kind: 'key' },
    { path: 'level', kind: 'number' },
  ];
  graph.outputs.push({ node, handle: 'out', only: false, fields: joined(fields, added) });
  graph.outputs.push({ node, handle: 'else', only: false, fields });
};

/** Expressions over one field: some fail for some values, and then give null. */
function expressionsOver(field: Field): string[] {
  const { path } = field;
  if (field.kind === 'number')
    return [`${path} * 2.0`, `${path} + 1`, `${path} >= 5.0 ? "high" : "low"`, `-${path}`];
  return [`${path} + "x"`, `size(${path})`, `${path} == "A" ? 1.0 : 2.0`, `${path}.startsWith("a")`];
}

export const addDerive: AddNode = (graph) => {
  const { random } = graph;
  const inputs = pickInputs(graph, 2);
  const fields = commonFields(inputs);
  // `$…` is no name in CEL
  const usable = fields.filter((field) => field.kind !== 'other' && !field.path.startsWith('$'));
  if (usable.length === 0) return;
  const suffix = graph.nodes.length;
  const first = { name: `d${suffix}`, expression: random.pick(expressionsOver(random.pick(usable))) };
  const later = {
    name: `e${suffix}`,
    expression: random.pick([`d${suffix} == null ? "none" : "some"`, `string(d${suffix})`]),
  };
  const node = graph.add('derive', { fields: random.chance(0.5) ? [first, later] : [first] });
  connectAll(graph, inputs, node);
  offer(graph, node, ['out'], joined(fields, [{ path: first.name, kind: 'number' }]));
};

export const addLookup: AddNode = (graph) => {
  const { random } = graph;
  const inputs = pickInputs(graph, 2);
  const fields = commonFields(inputs);
  const keys = keyFields(fields);
  const hasPlace = fields.some((field) => field.path === 'lat');
  if (hasPlace && random.chance(0.5)) addNearest(graph, inputs, fields);
  else if (keys.length > 0) addEqual(graph, inputs, fields, random.pick(keys).path);
};

function addEqual(graph: Graph, inputs: Output[], fields: Field[], field: string): void {
  const on = [{ field, column: 'id' }];
  const other = fields.find((one) => one.path === 'g');
  if (other && graph.random.chance(0.3)) on.push({ field: 'g', column: 'g' });
  const node = graph.add('lookup', { table: 'people', into: 'person', on });
  const found: Field[] = [
    { path: 'person.tier', kind: 'key' },
    { path: 'person.score', kind: 'number' },
  ];
  finishLookup(graph, inputs, fields, node, found);
}

function addNearest(graph: Graph, inputs: Output[], fields: Field[]): void {
  const { random } = graph;
  const nearest: Record<string, unknown> = { lat: 'lat', lon: 'lon', latColumn: 'lat', lonColumn: 'lon' };
  if (random.chance(0.6)) nearest.within = random.pick([1000, 3000, 10_000]);
  const row: Field[] = [
    { path: 'row.open', kind: 'other' },
    { path: 'row.rank', kind: 'number' },
  ];
  if (random.chance(0.5)) nearest.where = randomGroup(random, [...row, ...fields.slice(0, 4)]);
  const node = graph.add('lookup', { table: 'places', into: 'place', nearest });
  finishLookup(graph, inputs, fields, node, [
    { path: 'place.name', kind: 'key' },
    { path: 'place.distance', kind: 'number' },
  ]);
}

function finishLookup(graph: Graph, inputs: Output[], fields: Field[], node: string, found: Field[]): void {
  connectAll(graph, inputs, node);
  graph.outputs.push({ node, handle: 'found', only: false, fields: joined(fields, found) });
  graph.outputs.push({ node, handle: 'missing', only: false, fields });
}

export const addAction: AddNode = (graph) => {
  const { random } = graph;
  const inputs = pickInputs(graph, 3);
  const node = graph.add('action', { channel: 'log', params: {} });
  connectAll(graph, inputs, node);
  if (random.chance(0.2))
    graph.outputs.push({ node, handle: 'done', only: false, fields: commonFields(inputs) });
};

export const addComment: AddNode = (graph) => {
  graph.add('comment', { text: 'a remark' });
};

export function randomTables(random: Random): Tables {
  const people = ['A', 'B', 7, 'A', true].map((id, index) => ({
    id,
    g: random.pick(['ax', 'bx']),
    tier: random.pick<unknown>(['gold', 'basic', null]),
    score: index * 10,
  }));
  const places = Array.from({ length: 8 }, (_, index) => ({
    name: `place ${index}`,
    lat: random.chance(0.1) ? null : 37 + random.below(200) / 1000,
    lon: 127 + random.below(200) / 1000,
    open: random.chance(0.7),
    rank: random.below(9),
  }));
  return { people, places };
}

/** The fields, those of the same path given way to the added ones. */
export function joined(fields: Field[], added: Field[]): Field[] {
  return [...fields.filter((field) => added.every((other) => other.path !== field.path)), ...added];
}
