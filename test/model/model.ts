/**
 * test/model: a second, naive reading of SPEC.md: no plan, no columns, everything computed anew from plain lists. The
 * engine is compared with it.
 *
 * This file: a flow over a list of events.
 */
import { type Clock, createClock } from './model-clock.ts';
import { correlateNode } from './model-correlate.ts';
import { formatTime, type ModelEvent, parseEvent, parseTime } from './model-event.ts';
import type { FlowNode, ModelFlow, Tables } from './model-flow.ts';
import { lookupNode } from './model-lookup.ts';
import type { NodeContext, Receive } from './model-node.ts';
import { decideNode, deriveNode, filterNode, throttleNode } from './model-pass.ts';
import { createRouter, type Deliver, depths } from './model-route.ts';
import { parseDuration } from './model-time.ts';
import { windowNode } from './model-window.ts';

export interface ModelMatch {
  flow: string;
  node: string;
  time: string;
  key: null | string | string[];
  data: Record<string, unknown>;
  causes: string[];
}

export interface ModelResult {
  matches: ModelMatch[];
  late: number;
  tooLate: Record<string, number>;
  noKey: Record<string, number>;
  refused: number;
}

export interface ModelOptions {
  until?: string;
  tables?: Tables;
  /** Settings of nodes that change while events flow: what waits in them stays. */
  changes?: ModelChange[];
}

export interface ModelChange {
  /** Before the event of this index. */
  before: number;
  node: string;
  data: Record<string, unknown>;
}

/** Runs a valid flow offline over NDJSON lines. */
export function runModel(flow: unknown, events: string[], options: ModelOptions = {}): ModelResult {
  const model = structuredClone(flow) as ModelFlow;
  const result: ModelResult = { matches: [], late: 0, tooLate: {}, noKey: {}, refused: 0 };
  const clock = createClock((event) => process(event));
  const settled = new Map<string, () => void>();
  const process = processor(model, clock, result, options.tables ?? {}, settled);
  const change = ({ node: id, data }: ModelChange) => {
    const node = model.nodes.find((one) => one.id === id);
    if (node) Object.assign(node.data, data);
    settled.get(id)?.();
  };
  const until = options.until === undefined ? undefined : parseTime(options.until);
  const lateness = parseDuration(model.lateness ?? 'PT0S');
  let greatest = Number.NEGATIVE_INFINITY;

  for (const [arrival, line] of events.entries()) {
    const changes = options.changes?.filter((one) => one.before === arrival) ?? [];
    for (const one of changes) change(one);
    // what is due by the new settings is due at once
    if (changes.length > 0) clock.advance(clock.watermark);
    const event = parseEvent(line, arrival);
    if (!event) {
      result.refused += 1;
    } else if (until === undefined || event.time <= until) {
      if (event.time < clock.watermark) {
        result.late += 1;
        if (model.late !== 'drop') process(event);
      } else clock.wait(event);
      greatest = Math.max(greatest, event.time);
      clock.advance(greatest - lateness);
    }
  }
  clock.advance(until === undefined ? greatest : until + 1);
  return result;
}

/** Builds the nodes of a flow; gives what brings one event to every source that takes it. */
function processor(
  flow: ModelFlow,
  clock: Clock,
  result: ModelResult,
  tables: Tables,
  settled: Map<string, () => void>,
): (event: ModelEvent) => void {
  const receivers = new Map<string, Receive>();
  const deliver: Deliver = (nodeId, handle, event) => receivers.get(nodeId)?.(event, handle);
  const router = createRouter(flow, deliver);
  const depthOf = depths(flow);
  // source events have the numbers from 0, so those that nodes make go down from -1
  let made = 0;

  for (const node of flow.nodes) {
    const context: NodeContext = {
      flowId: flow.id,
      nodeId: node.id,
      timezone: flow.timezone ?? 'UTC',
      now: () => clock.now,
      emit: (handle, event) => router(node.id, handle, event),
      nextUid: () => (made -= 1),
      setTimer: (due, fire) => clock.setTimer(due, depthOf(node.id), fire),
      clearTimer: (timer) => clock.clearTimer(timer),
      onChange: (settle) => settled.set(node.id, settle),
      countNoKey: () => count(result.noKey, node.id),
      countTooLate: () => count(result.tooLate, node.id),
    };
    const receive = receiverOf(node, context, result, tables);
    if (receive) receivers.set(node.id, receive);
  }

  return (event) => {
    for (const node of flow.nodes) {
      if (node.type === 'event-source' && takes(node.data.eventType, event.type))
        deliver(node.id, 'in', event);
    }
  };
}

const count = (counts: Record<string, number>, node: string): void => {
  counts[node] = (counts[node] ?? 0) + 1;
};

const takes = (wanted: string, type: string): boolean =>
  wanted.endsWith('.*') ? type.startsWith(wanted.slice(0, -1)) : type === wanted;

function receiverOf(
  node: FlowNode,
  context: NodeContext,
  result: ModelResult,
  tables: Tables,
): Receive | undefined {
  switch (node.type) {
    case 'event-source':
      return (event) => context.emit('out', event);
    case 'filter':
      return filterNode(node.data, context);
    case 'derive':
      return deriveNode(node.data, context);
    case 'lookup':
      return lookupNode(node.data, context, tables);
    case 'decide':
      return decideNode(node.data, context);
    case 'window':
      return windowNode(node.data, context);
    case 'correlate':
      return correlateNode(node.data, context);
    case 'throttle':
      return throttleNode(node.data, context);
    case 'action':
      return (event) => {
        result.matches.push(matchOf(event, context));
        context.emit('done', event);
      };
    case 'comment':
      return undefined;
  }
}

const matchOf = (event: ModelEvent, context: NodeContext): ModelMatch => ({
  flow: context.flowId,
  node: context.nodeId,
  time: formatTime(event.time),
  key: event.key,
  data: event.data,
  causes: event.causes.map((cause) => cause.id),
});
