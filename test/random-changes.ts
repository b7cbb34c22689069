/** Changes of a node's settings at random: such as what waits can go on by, and such as it can't. */
import type { FlowFile, FlowNode } from '../flows/format/flow-file.ts';
import type { CorrelateConfig } from '../nodes/correlate/definition.ts';
import { fieldsOf } from '../nodes/kit/condition.ts';
import { parseDuration } from '../nodes/kit/duration.ts';
import type { Aggregate, WindowConfig, WindowShape } from '../nodes/window/definition.ts';
import type { Random } from './model/random.ts';

/** New settings of one node. */
export interface Change {
  readonly node: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** The flow with new settings at a node. */
export function changed(flow: FlowFile, { node, data }: Change): FlowFile {
  const nodes = flow.nodes.map((each) =>
    each.id === node ? { ...each, data: { ...each.data, ...data } } : each,
  );
  return { ...flow, nodes };
}

/** New settings that what waits goes on by; undefined where the flow has no node for it. */
export function randomChange(flow: FlowFile, random: Random): Change | undefined {
  const kinds = ['filter', 'throttle', 'window', 'window', 'correlate', 'correlate'];
  const kind = random.pick(kinds);
  const nodes = flow.nodes.filter(({ type }) => type === kind);
  if (nodes.length === 0) return undefined;
  const node = random.pick(nodes);
  return { node: node.id, data: settingsFor(node, flow, random) };
}

function settingsFor(node: FlowNode, flow: FlowFile, random: Random): Change['data'] {
  const length = () => anyLength(flow, random);
  switch (node.type) {
    case 'filter':
      return { where: comparison('n', random) };
    case 'throttle':
      return random.chance(0.5) ? { max: 1 + random.below(3) } : { per: length() };
    case 'window':
      return windowSettings(node.data as unknown as WindowConfig, keepsSources(node, flow), length, random);
    default:
      return correlateSettings(node.data as unknown as CorrelateConfig, length, random);
  }
}

/** A length that the flow has somewhere, longer or shorter. */
function anyLength(flow: FlowFile, random: Random): string {
  const lengths = [...JSON.stringify(flow.nodes).matchAll(/"(P[\dDTHMS.W]+)"/g)].flatMap(
    ([, text]) => parseDuration(text) ?? [],
  );
  const ms = random.pick(lengths.length > 0 ? lengths : [60_000]) * random.pick([0.5, 0.75, 1, 1.5, 3]);
  return `PT${Math.max(1, Math.round(ms)) / 1000}S`;
}

const comparison = (field: string, random: Random) => ({
  combinator: 'and',
  rules: [{ field, operator: random.pick(['<', '>=', 'notNull']), value: random.below(6) }],
});

function windowSettings(
  config: WindowConfig,
  fromSources: boolean,
  length: () => string,
  random: Random,
): Change['data'] {
  const { kind } = config.window;
  switch (random.pick(['span', 'span', 'having', 'emit', 'more', 'less'])) {
    case 'span':
      return spanSettings(config.window, length, random);
    case 'having':
      return { having: comparison(config.aggregates[0]?.name ?? 'none', random) };
    case 'emit':
      // What `once` has told before is only known where it was set.
      return {
        emit: kind === 'session' ? random.pick(['close', 'every', 'reset']) : otherEmit(config, random),
      };
    case 'more':
      return { aggregates: [...config.aggregates, moreAggregate(config, fromSources, random)] };
    default:
      return { aggregates: withoutOne(config, random) };
  }
}

/** `having` may name only what there is. */
function withoutOne({ aggregates, having }: WindowConfig, random: Random): Aggregate[] {
  const asked = new Set(having ? fieldsOf(having) : []);
  const gone = random.below(aggregates.length + 1);
  return aggregates.filter(({ name }, i) => i !== gone || asked.has(name) || aggregates.length === 1);
}

function otherEmit({ emit, window: { kind } }: WindowConfig, random: Random): string {
  if (emit === 'once') return 'once';
  return random.pick(
    kind === 'rolling' || kind === 'count' ? ['every', 'reset'] : ['close', 'every', 'reset'],
  );
}

function spanSettings(shape: WindowShape, length: () => string, random: Random): Change['data'] {
  switch (shape.kind) {
    case 'rolling':
      return { window: { ...shape, size: length() } };
    case 'session':
      return { window: { ...shape, gap: length() } };
    case 'count':
      return { window: { ...shape, size: 1 + random.below(6) } };
    default:
      return {};
  }
}

function moreAggregate(
  { window, aggregates }: WindowConfig,
  fromSources: boolean,
  random: Random,
): Aggregate {
  const name = `x_${aggregates.length}`;
  const keepsEvents = window.kind === 'rolling' || window.kind === 'count';
  const known = aggregates.length > 0 ? random.pick(aggregates) : undefined;
  if (!keepsEvents) return { ...(known ?? COUNT), name } as Aggregate;
  if (!fromSources || random.chance(0.2)) return { ...COUNT, name };
  const functions = ['count', 'sum', 'avg', 'min', 'max', 'first', 'last', 'distinct', 'list'] as const;
  const fields = ['n', 'o.q.r', 'k', 'l', 'o', '$time', '$subject', '$id', known?.field ?? 'n'];
  return { name, function: random.pick(functions), field: random.pick(fields) };
}

const COUNT = { function: 'count' } as const;

/** Whether all that reaches a node are events as they came in, so that any value can be read back. */
function keepsSources(node: FlowNode, flow: FlowFile): boolean {
  return flow.edges
    .filter(({ target }) => target === node.id)
    .every(({ source }) => {
      const from = flow.nodes.find(({ id }) => id === source)!;
      if (from.type === 'event-source') return true;
      return (from.type === 'filter' || from.type === 'throttle') && keepsSources(from, flow);
    });
}

function correlateSettings(config: CorrelateConfig, length: () => string, random: Random): Change['data'] {
  const isSequence = config.order !== 'any';
  switch (random.pick(['within', 'within', 'where', isSequence ? 'start' : 'within'])) {
    case 'within':
      return { within: length() };
    case 'where':
      return { where: random.chance(0.2) ? undefined : joinCondition(config, random) };
    default:
      return random.chance(0.5)
        ? { start: random.pick(['every', 'latest', 'first']) }
        : { advance: random.pick(['all', 'oldest', 'newest']) };
  }
}

/** Compares two steps, of which an absent one stands after the other: values of open runs are read back for it. */
function joinCondition({ steps }: CorrelateConfig, random: Random) {
  const [first, ...others] = steps;
  const other = random.pick(others);
  const field = random.pick(['n', 'o.q.r', '$time']);
  const operator = random.pick(['<', '<=', '>=', '!=']);
  return {
    combinator: 'and',
    rules: [
      { field: `${other.name}.${field}`, operator, value: `${first.name}.${field}`, valueSource: 'field' },
    ],
  };
}

/** New settings that nothing can go on by: whatever waits in the node is dropped. */
export function droppingChange(flow: FlowFile, random: Random): Change | undefined {
  const nodes = flow.nodes.filter(({ type }) => ['throttle', 'window', 'correlate'].includes(type));
  if (nodes.length === 0) return undefined;
  const node = random.pick(nodes);
  const { steps, key } = node.data as unknown as { steps?: CorrelateConfig['steps']; key?: string[] };
  if (!steps) return { node: node.id, data: { key: [...(key ?? []), '$id'] } };
  return { node: node.id, data: { steps: steps.map((step) => ({ ...step, key: [...step.key, '$id'] })) } };
}
