/**
 * runtime/trial: what would have happened at one node of a draft, had it run over these events. The node and what lies
 * upstream of it run in an engine of their own, with probes (actions that do nothing) on each wire into the node and on
 * each of its handles: what reaches a probe arrived at the node, or left it. Nothing is written or sent, and the flows
 * that run do not notice.
 *
 * It runs as `naru run` does (SPEC §5): time comes from the events and stands still behind the last one, so what is
 * open then is not decided: a window that has not closed, or something that may yet happen in time, is not shown to
 * leave. An action lets every event go on at once. Windows that reach back beyond the first event begin empty.
 *
 * This file: all of a trial, as the worker works it off.
 */
import type { FlowFile } from '../../flows/format/flow-file.ts';
import { validateFlow } from '../../flows/format/validate.ts';
import { takesType } from '../../nodes/event-source/definition.ts';
import type { Surroundings } from '../../nodes/kit/define-node.ts';
import type { Fault } from '../../nodes/kit/fault.ts';
import { type Row, rowsOf, textOf } from '../../nodes/kit/lenient.ts';
import { type Localized, localize, type Text } from '../../nodes/kit/text.ts';
import { definitionOf } from '../../nodes/register.ts';
import type { Tables } from '../engine/engine-types.ts';
import type { NodeCounts } from '../wire/live.ts';
import type { Trial, TryNode } from '../wire/trial.ts';
import { FoundEvents } from './found-events.ts';
import { outputsOf, type ProbedFlow, probedFlow } from './probed-flow.ts';
import { type ProbedResult, runProbed } from './run-probed.ts';
import { sourceEvents } from './source-events.ts';
import { eventsFor, type TrialEvents } from './trial-events.ts';

export interface TrialTask {
  readonly request: TryNode;
  /** Folder of the journal. */
  readonly journal: string;
  readonly tables: Tables;
  readonly surroundings: Surroundings;
  /** Epoch ms. */
  readonly now: number;
}

const MOST_PROBLEMS = 20;

/** @returns undefined where the draft has no such node */
export async function workOffTrial(task: TrialTask): Promise<Trial | undefined> {
  const { flow: draft, node } = task.request;
  const whole = probedFlow(draft, node);
  if (!whole) return undefined;
  const checked = validateFlow(whole.flow, task.surroundings);
  if (checked.flow) return tried(task, whole, checked.flow, []);
  // What is wrong with the node itself does not change what arrives at it.
  const problems = sentences(checked.faults, draft);
  const alone = probedFlow(draft, node, true)!;
  const before = validateFlow(alone.flow, task.surroundings);
  const trial = before.flow
    ? await tried(task, alone, before.flow, problems)
    : { ...NOTHING, from: task.request.from ?? ('recent' as const), problems };
  return { ...trial, isBroken: true };
}

const NOTHING = { events: 0, counts: {}, arrived: [], left: [], noKey: 0, errors: 0 };

async function tried(
  task: TrialTask,
  probed: ProbedFlow,
  flow: FlowFile,
  problems: readonly Text[],
): Promise<Trial> {
  const { node, probes, types } = probed;
  const events = await eventsFor(task, {
    types,
    needsSource: node.type !== 'event-source' && node.type !== 'comment',
    takes: (type) => types.some((each) => takesType(each, type)),
  });
  const [main] = outputsOf(node);
  const found = new FoundEvents(node.type, main);
  const span = new Span();
  const result = runProbed({
    flow,
    probes,
    blocks: span.of(events.blocks),
    tables: task.tables,
    found,
    isEnough: () => (found.leftCount.get(main ?? '') ?? 0) > 0,
  });
  const own: Partial<NodeCounts> = result.counts.nodes[node.id] ?? {};
  const { noKey = 0, errors = 0, lastError } = own;
  const shown = { arrived: found.arrived(), left: found.left() };
  return {
    from: events.from,
    events: result.counts.events,
    ...span.ends(),
    counts: countsOf(probed, result, found),
    ...shown,
    sources: sourceEvents(shown, span.lines()),
    noKey,
    errors,
    ...(lastError !== undefined && { lastError: asText(lastError) }),
    problems: [...problems, ...events.problems, ...refusals(events, result)].slice(0, MOST_PROBLEMS),
  };
}

function countsOf(
  { node, probes }: ProbedFlow,
  { counts }: ProbedResult,
  found: FoundEvents,
): Trial['counts'] {
  const all: Trial['counts'] = {};
  for (const [id, { in: taken, out }] of Object.entries(counts.nodes))
    if (id === node.id || !probes.has(id)) all[id] = { in: taken, out };
  const arrived = [...found.arrivedCount.values()].reduce((sum, each) => sum + each, 0);
  all[node.id] ??= { in: arrived, out: {} };
  return all;
}

function refusals(events: TrialEvents, { refused }: ProbedResult): Text[] {
  const { places } = events;
  if (!places) return [];
  return refused.map(({ index, message }) => ({
    ko: `${places[index]}번째 이벤트: ${message.ko}`,
    en: `Event ${places[index]}: ${message.en}`,
  }));
}

/** Each fault that refuses the draft, with the name of its node. */
function sentences(faults: readonly Fault[], draft: Row): Text[] {
  const nodes = new Map(rowsOf(draft.nodes).map((node) => [textOf(node.id), node]));
  return faults
    .filter(({ severity }) => severity === 'error')
    .slice(0, MOST_PROBLEMS)
    .map(({ node, message }) => {
      const own = nodes.get(node ?? '') as { type?: unknown; data?: { label?: Localized } } | undefined;
      if (!own) return message;
      const kind = definitionOf(textOf(own.type))?.label;
      const name = (language: 'ko' | 'en') =>
        nameIn(own.data?.label, language) || kind?.[language] || (node as string);
      return { ko: `${name('ko')}: ${message.ko}`, en: `${name('en')}: ${message.en}` };
    });
}

/** A label may be anything in a draft that is broken. */
function nameIn(label: unknown, language: 'ko' | 'en'): string {
  const isLocalized = typeof label === 'string' || (typeof label === 'object' && label !== null);
  const name: unknown = isLocalized ? localize(label as Localized, language) : '';
  return typeof name === 'string' ? name.slice(0, 80) : '';
}

function asText(error: string | Text): Text {
  return typeof error === 'string' ? { ko: error, en: error } : error;
}

/** The events that go by, as they were put in. */
class Span {
  private readonly blocks: (readonly string[])[] = [];

  *of(blocks: Iterable<readonly string[]>): Generator<readonly string[]> {
    for (const block of blocks) {
      this.blocks.push(block);
      yield block;
    }
  }

  /** The times of the first and of the last. */
  ends(): { first?: string; last?: string } {
    const first = timeOf(this.blocks[0]?.[0]);
    const last = timeOf(this.blocks.at(-1)?.at(-1));
    return { ...(first !== undefined && { first }), ...(last !== undefined && { last }) };
  }

  *lines(): Generator<string> {
    for (const block of this.blocks) yield* block;
  }
}

function timeOf(line: string | undefined): string | undefined {
  const { time } = line === undefined ? {} : (JSON.parse(line) as { time?: unknown });
  return typeof time === 'string' ? time : undefined;
}
