import { formatTime } from './model-event.ts';
import { createRandom, type Random } from './random.ts';
import type { Field } from './random-condition.ts';
import { randomEvents } from './random-events.ts';
import { createGraph, type Graph } from './random-graph.ts';
import { addCorrelate, addWindow } from './random-keyed-node.ts';
import {
  addAction,
  addComment,
  addDecide,
  addDerive,
  addFilter,
  addLookup,
  addThrottle,
  randomTables,
} from './random-node.ts';

/** A case for the model and the engine to agree on. */
export interface RandomCase {
  flow: Record<string, unknown>;
  /** NDJSON lines, some of them no events. */
  events: string[];
  until?: string;
  tables: Record<string, Record<string, unknown>[]>;
}

const ZONES = ['UTC', 'Asia/Seoul', 'America/Havana', 'Asia/Beirut', 'America/New_York', 'Asia/Kathmandu'];

const SOURCE_FIELDS: Field[] = [
  { path: 'k', kind: 'key' },
  { path: 'k2', kind: 'key' },
  { path: 'g', kind: 'key' },
  { path: 'n', kind: 'number' },
  { path: 'o.p', kind: 'number' },
  { path: 'o.q.r', kind: 'number' },
  { path: 'o', kind: 'other' },
  { path: 'l', kind: 'other' },
  { path: 'lat', kind: 'number' },
  { path: 'lon', kind: 'number' },
  { path: '$subject', kind: 'text' },
];

/** What is added, the more often named the likelier. */
const KINDS = [
  ...[addWindow, addWindow, addWindow, addWindow],
  ...[addCorrelate, addCorrelate, addCorrelate, addCorrelate],
  addFilter,
  addThrottle,
  addDecide,
  addDerive,
  addLookup,
  addAction,
];

/** A valid flow with its events and tables: the same for the same seed. */
export function randomCase(seed: number): RandomCase {
  const random = createRandom(seed);
  const graph = createGraph(random);
  addSources(graph);
  const size = 3 + random.below(7);
  for (let added = 0; added < size; added += 1) random.pick(KINDS)(graph);
  watchAll(graph);
  if (random.chance(0.1)) addComment(graph);
  const lateness = random.chance(0.5) ? graph.duration() : 'PT0S';
  const disorder = random.pick([0.5, 1, 3]) * (graph.durations.at(-1) ?? 3_600_000);
  const { lines, times } = randomEvents(random, {
    durations: graph.durations.length > 0 ? graph.durations : [60_000],
    disorder,
  });
  const flow: Record<string, unknown> = {
    id: `random-${seed}`,
    name: 'random',
    timezone: random.pick(ZONES),
    // the order of nodes decides among sources, that of edges what goes first
    nodes: random.chance(0.3) ? random.shuffled(graph.nodes) : graph.nodes,
    edges: random.chance(0.5) ? random.shuffled(graph.edges) : graph.edges,
  };
  if (lateness !== 'PT0S' || random.chance(0.2)) flow.lateness = lateness;
  if (random.chance(0.4)) flow.late = random.pick(['process', 'drop']);
  const result: RandomCase = { flow, events: lines, tables: randomTables(random) };
  if (random.chance(0.4)) result.until = randomUntil(random, times, graph.durations);
  return result;
}

function addSources(graph: Graph): void {
  const { random } = graph;
  for (const eventType of random.some(['t.a', 't.b', 't.c', 't.d', 't.*', 't.a.*'], 2, 5)) {
    const node = graph.add('event-source', { eventType });
    graph.outputs.push({ node, handle: 'out', only: true, fields: SOURCE_FIELDS });
  }
}

/** Every event that a window or correlate makes, and some of the others, end in an action. */
function watchAll(graph: Graph): void {
  const { random } = graph;
  for (const output of [...graph.outputs]) {
    const made = /^(window|correlate)_/.test(output.node);
    if (!made && (/^(source|action)_/.test(output.node) || random.chance(0.6))) continue;
    graph.connect(output, graph.add('action', { channel: 'log', params: {} }));
  }
}

/** Near the end of the input: at, just before or just after what may be due. */
function randomUntil(random: Random, times: number[], durations: number[]): string {
  const from = random.pick(times.slice(-20));
  const duration = random.pick([60_000, ...durations]);
  // the end of a window that is aligned, or so long after an event
  const due = random.chance(0.5) ? Math.ceil(from / duration) * duration : from + random.pick([0, duration]);
  return formatTime(due + random.pick([-2, -1, 0, 0, 1]));
}
