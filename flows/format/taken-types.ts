/**
 * What a flow's own events call their fields. Two types may call the same field otherwise (the amount paid, the amount
 * claimed); where a change of a flow is told in words, the types that it takes decide.
 */
import { takesType } from '../../nodes/event-source/definition.ts';
import type { Surroundings } from '../../nodes/kit/define-node.ts';
import { textOf } from '../../nodes/kit/lenient.ts';
import type { FlowFile } from './flow-file.ts';

/** The surroundings with the event types that one of the flows takes; with all of them where none is known. */
export function withTakenTypes(surroundings: Surroundings, ...flows: readonly FlowFile[]): Surroundings {
  const asked = flows
    .flatMap((flow) => flow.nodes)
    .flatMap(({ type, data }) => (type === 'event-source' ? [textOf(data.eventType)] : []));
  const taken = (surroundings.eventTypes ?? []).filter(({ type }) =>
    asked.some((each) => takesType(each, type)),
  );
  return taken.length > 0 ? { ...surroundings, eventTypes: taken } : surroundings;
}
