/** Something to begin with for a person who writes events: true ones, or one as the catalogue describes it. */
import type { FlowFile } from '../../flows/format/flow-file.ts';
import { wayTo } from '../../flows/format/way-to-node.ts';
import { takesType } from '../../nodes/event-source/definition.ts';
import type { EventTypeInfo } from '../../nodes/kit/define-node.ts';
import { textOf } from '../../nodes/kit/lenient.ts';
import type { Trial, TrialEvent } from '../../runtime/wire/trial.ts';
import { setAt } from '../inspector/form/path-value.ts';

const SHOWN = 3;

/** One event a line; empty where nothing is known. */
export function exampleEvents(
  trial: Trial | undefined,
  flow: FlowFile,
  nodeId: string,
  eventTypes: readonly EventTypeInfo[] = [],
): string {
  const came = trueEvents(trial).slice(-SHOWN);
  if (came.length > 0)
    return came.map(({ type, time, data }) => JSON.stringify({ type, time, data })).join('\n');
  return describedEvents(flow, nodeId, eventTypes).join('\n');
}

/** What came in from outside; a node's own events cannot be put in. */
function trueEvents(trial: Trial | undefined): TrialEvent[] {
  const shown = [...(trial?.arrived ?? []), ...(trial?.left ?? [])].map(({ event }) => event);
  const outside = shown.filter(({ source }) => !source.startsWith('/flows/'));
  return outside.length > 0 ? outside : [...(trial?.sources ?? [])];
}

function describedEvents(flow: FlowFile, nodeId: string, eventTypes: readonly EventTypeInfo[]): string[] {
  const own = flow.nodes.filter(({ id }) => id === nodeId);
  const sources = [...wayTo(flow, nodeId).nodes, ...own].filter(({ type }) => type === 'event-source');
  return sources.flatMap(({ data: { eventType } }) => {
    const info = eventTypes.find(({ type }) => takesType(textOf(eventType), type));
    return info ? [JSON.stringify({ type: info.type, data: exampleData(info) })] : [];
  });
}

function exampleData({ fields }: EventTypeInfo): unknown {
  return fields
    .filter(({ example, values }) => (example ?? values?.[0]) !== undefined)
    .reduce<unknown>((data, { path, example, values }) => setAt(data, path, example ?? values?.[0]), {});
}
