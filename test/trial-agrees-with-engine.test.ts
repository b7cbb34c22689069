/**
 * A trial of a node (runtime/trial) against the engine that runs the whole flow, over random flows and events: what
 * arrives at the node, what leaves it and what is counted on the way are the same, live or offline.
 */
import { describe, expect, it } from 'vitest';
import type { FlowEdge, FlowFile, FlowNode } from '../flows/format/flow-file.ts';
import { resolveHandles, upstreamOf } from '../flows/format/graph.ts';
import { validateFlow } from '../flows/format/validate.ts';
import { parseDuration } from '../nodes/kit/duration.ts';
import { definitionOf } from '../nodes/register.ts';
import { createEngine } from '../runtime/engine/engine.ts';
import type { EngineMode, Match, Tables } from '../runtime/engine/engine-types.ts';
import { parseTime, timeText } from '../runtime/engine/scan/event-time.ts';
import { workOffTrial } from '../runtime/trial/work-off-trial.ts';
import type { FlowCounts } from '../runtime/wire/live.ts';
import type { Trial } from '../runtime/wire/trial.ts';
import { createRandom } from './model/random.ts';
import { randomCase } from './model/random-flow.ts';

const CASES = Number(process.env.NARU_RANDOM_CASES ?? 40);
const FIRST_SEED = Number(process.env.NARU_RANDOM_SEED ?? 1);
const PER_TEST = 20;
const NODES_A_CASE = 3;
/** As many as a trial shows of a handle. */
const SHOWN = 50;

interface Case {
  readonly flow: FlowFile;
  readonly events: readonly string[];
  readonly tables: Tables;
}

interface Run {
  /** What left each handle of each node, in this order; an action by `done`. */
  readonly left: ReadonlyMap<string, readonly Match[]>;
  readonly counts: FlowCounts;
}

const encoder = new TextEncoder();
const at = (node: string, handle: string) => `${node} ${handle}`;

/** The flow with an action at each handle: it tells what leaves there. */
function watched(flow: FlowFile): { flow: FlowFile; handles: ReadonlyMap<string, string> } {
  const handles = new Map<string, string>();
  const nodes: FlowNode[] = [];
  const edges: FlowEdge[] = [];
  for (const node of flow.nodes) {
    if (node.type === 'action') handles.set(node.id, at(node.id, 'done'));
    else
      for (const { id } of definitionOf(node.type)!.outputs(node.data)) {
        const watch = `watch-${nodes.length}`;
        handles.set(watch, at(node.id, id));
        nodes.push({
          id: watch,
          type: 'action',
          position: { x: 0, y: 0 },
          data: { channel: 'log', params: {} },
        });
        edges.push({ id: watch, source: node.id, sourceHandle: id, target: watch, targetHandle: 'in' });
      }
  }
  return { flow: { ...flow, nodes: [...flow.nodes, ...nodes], edges: [...flow.edges, ...edges] }, handles };
}

/** Lines that the engine takes: what a trial makes of the others by filling in what they lack is not its subject. */
function taken({ flow, events, tables }: Case): string[] {
  const engine = createEngine({ mode: 'offline', tables });
  engine.deploy(flow);
  return events.filter((line) => {
    const { accepted } = engine.push(encoder.encode(line), 0);
    return accepted === 1 && typeof (JSON.parse(line) as { time?: unknown }).time === 'string';
  });
}

/** The whole flow, as it runs live on a stream that is on time, or over a file. */
function wholeRun(mode: EngineMode, { flow: drawn, events, tables }: Case): Run {
  const { flow, handles } = watched(drawn);
  const left = new Map<string, Match[]>();
  const engine = createEngine({
    mode,
    tables,
    onMatch: (match) => {
      const handle = handles.get(match.node)!;
      const before = left.get(handle);
      if (before) before.push(match);
      else left.set(handle, [match]);
    },
    onBadEvent: () => {},
  });
  engine.deploy(checked(flow));
  if (mode === 'offline') {
    engine.push(encoder.encode(events.join('\n')), 0);
    engine.finish();
  } else {
    let now = 0;
    for (const line of events) {
      now = Math.max(now, parseTime((JSON.parse(line) as { time: string }).time));
      engine.push(encoder.encode(line), now);
    }
    // The clock goes on until all events have come, and no further.
    engine.tick(now + msOf(flow.delay ?? 'PT5S') + msOf(flow.lateness ?? 'PT0S'));
    for (const match of [...left.values()].flat()) engine.settle(match, 'done');
  }
  return { left, counts: engine.counts(flow.id, 0)! };
}

const msOf = (duration: string) => parseDuration(duration) ?? 0;

function checked(raw: FlowFile): FlowFile {
  const { flow, faults } = validateFlow(raw);
  if (!flow) throw new Error(JSON.stringify(faults));
  return flow;
}

/** What is told of an event in a trial, as one text. */
function told({ envelope, time, key, data, causes }: Match): string {
  return JSON.stringify([String(envelope.type), String(envelope.source), timeText(time), key, data, causes]);
}

function toldOf({ event, key, causes }: Pick<Trial['left'][number], 'event' | 'key' | 'causes'>): string {
  return JSON.stringify([event.type, event.source, event.time, key, event.data, causes]);
}

const inOrderOfTime = (matches: readonly Match[]) =>
  matches
    .slice(-SHOWN)
    .map((match, i) => ({ match, i }))
    .sort((a, b) => a.match.time - b.match.time || a.i - b.i)
    .map(({ match }) => told(match));

/** What left the handle in both, and how often. */
function expectLeft(node: FlowNode, trial: Trial, { left, counts }: Run, where: string): void {
  const outputs =
    node.type === 'action'
      ? ['done']
      : definitionOf(node.type)!
          .outputs(node.data)
          .map(({ id }) => id);
  for (const handle of outputs) {
    const shown = trial.left.filter((each) => each.handle === handle).map(toldOf);
    expect(shown, `${where}, what leaves by ${handle}`).toEqual(
      inOrderOfTime(left.get(at(node.id, handle)) ?? []),
    );
  }
  for (const [id, { in: came, out }] of Object.entries(trial.counts)) {
    const real = counts.nodes[id];
    expect({ came, out }, `${where}, counts of ${id}`).toEqual({ came: real.in, out: real.out });
  }
  const { noKey, errors } = counts.nodes[node.id];
  expect({ noKey: trial.noKey, errors: trial.errors }, where).toEqual({ noKey, errors });
}

/** All that left a handle from which an edge leads here has arrived; of several edges the order is not looked at. */
function expectArrived(flow: FlowFile, node: FlowNode, trial: Trial, { left }: Run, where: string): void {
  const into = resolveHandles(flow).filter((edge) => edge.target === node.id);
  for (const handle of new Set(into.map((edge) => edge.targetHandle))) {
    const came = into
      .filter((edge) => edge.targetHandle === handle)
      .flatMap((edge) => left.get(at(edge.source, edge.sourceHandle)) ?? [])
      .map(told);
    const shown = trial.arrived
      .filter((each) => each.handle === handle)
      .map((each) => toldOf({ ...each, key: each.key ?? null, causes: each.causes ?? [] }));
    const told50 = `${where}, what arrives at ${handle}`;
    expect(shown, told50).toHaveLength(Math.min(SHOWN, came.length));
    if (came.length <= SHOWN) expect([...shown].sort(), told50).toEqual([...came].sort());
    else expect(new Set(came), told50).toEqual(new Set([...came, ...shown]));
  }
}

async function expectAgreement(seed: number): Promise<number> {
  const random = createRandom(seed + 0x7e57);
  const { flow: raw, events, tables } = randomCase(seed) as unknown as Case;
  const flow = checked(raw);
  const lines = taken({ flow, events, tables });
  const mode = random.pick<EngineMode>(['live', 'offline']);
  const run = wholeRun(mode, { flow, events: lines, tables });
  // Live, an event leaves an action when it has been delivered; in a trial, and offline, at once.
  const nodes = flow.nodes.filter(
    ({ id, type }) => type !== 'comment' && !(mode === 'live' && isBehindAction(flow, id)),
  );
  const some = random.shuffled(nodes).slice(0, NODES_A_CASE);
  for (const node of some) {
    const request = { flow: { ...flow }, node: node.id, from: 'given' as const, text: lines.join('\n') };
    const task = { request, journal: '/nowhere', tables, surroundings: {}, now: 0 };
    const trial = (await workOffTrial(task))!;
    const where = `seed ${seed}, ${mode}, ${node.id}`;
    expect(trial.problems, where).toEqual([]);
    expectLeft(node, trial, run, where);
    expectArrived(flow, node, trial, run, where);
  }
  return some.length;
}

function isBehindAction(flow: FlowFile, id: string): boolean {
  const above = upstreamOf(flow, id);
  return flow.nodes.some((node) => node.type === 'action' && above.has(node.id));
}

describe('a trial of a node says what the engine does', () => {
  for (let first = 0; first < CASES; first += PER_TEST)
    it(`on random flows ${first + 1} to ${first + PER_TEST}`, async () => {
      let tried = 0;
      for (let seed = FIRST_SEED + first; seed < FIRST_SEED + first + PER_TEST; seed++)
        tried += await expectAgreement(seed);
      expect(tried).toBeGreaterThan(2 * PER_TEST);
    }, 120_000);
});
