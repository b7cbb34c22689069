import { expect, it, vi } from 'vitest';
import { type ModelResult, runModel } from './model.ts';
import type { ModelFlow } from './model-flow.ts';
import { type RandomCase, randomCase } from './random-flow.ts';

const CASES = 300;

// a model that computes all anew is slow on purpose
vi.setConfig({ testTimeout: 60_000 });

const resultOf = (one: RandomCase): ModelResult => runModel(one.flow, one.events, one);

/** A node's kind, told as finely as it matters here. */
function kindOf(node: ModelFlow['nodes'][number]): string {
  if (node.type === 'window') return `window ${node.data.window.kind} ${node.data.emit}`;
  if (node.type !== 'correlate') return node.type;
  if (node.data.order === 'any') return 'correlate any';
  return node.data.steps.some((step) => step.absent) ? 'correlate absence' : 'correlate sequence';
}

/** The kinds of nodes from which an edge leads to an action that matched. */
function matchedKinds(one: RandomCase): Set<string> {
  const flow = one.flow as unknown as ModelFlow;
  const matched = new Set(resultOf(one).matches.map((match) => match.node));
  const before = new Set(flow.edges.filter((edge) => matched.has(edge.target)).map((edge) => edge.source));
  return new Set(flow.nodes.filter((node) => before.has(node.id)).map(kindOf));
}

it('makes the same case of the same seed', () => {
  expect(randomCase(11)).toEqual(randomCase(11));
  expect(randomCase(11)).not.toEqual(randomCase(12));
});

it('makes cases in which every kind of node comes to matches', () => {
  const counts = new Map<string, number>();
  for (let seed = 0; seed < CASES; seed += 1) {
    for (const kind of matchedKinds(randomCase(seed))) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  const moving = ['rolling', 'count'].flatMap((kind) =>
    ['every', 'once', 'reset'].map((emit) => [kind, emit]),
  );
  const bounded = ['tumbling', 'hopping', 'calendar', 'session'].flatMap((kind) =>
    ['close', 'every', 'once', 'reset'].map((emit) => [kind, emit]),
  );
  for (const [kind, emit] of [...moving, ...bounded]) {
    expect(counts.get(`window ${kind} ${emit}`), `window ${kind} ${emit}`).toBeGreaterThanOrEqual(3);
  }
  const others = [
    'event-source',
    'filter',
    'derive',
    'lookup',
    'decide',
    'throttle',
    'correlate sequence',
    'correlate absence',
  ];
  for (const kind of [...others, 'correlate any']) {
    expect(counts.get(kind), kind).toBeGreaterThanOrEqual(15);
  }
});

it('makes cases with late, refused and keyless events', () => {
  const results = Array.from({ length: 100 }, (_, seed) => resultOf(randomCase(seed)));
  expect(results.filter((one) => one.late > 0).length).toBeGreaterThan(50);
  expect(results.filter((one) => one.refused > 0).length).toBeGreaterThan(50);
  expect(results.filter((one) => Object.keys(one.noKey).length > 0).length).toBeGreaterThan(50);
  expect(results.filter((one) => Object.keys(one.tooLate).length > 0).length).toBeGreaterThan(10);
});
