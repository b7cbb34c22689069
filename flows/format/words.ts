/** What a node is set to, in the words of the events that arrive at it. */
import type { Surroundings } from '../../nodes/kit/define-node.ts';
import type { FieldSet } from '../../nodes/kit/field.ts';
import type { Language } from '../../nodes/kit/text.ts';
import { definitionOf } from '../../nodes/register.ts';
import type { FlowNode } from './flow-file.ts';

/**
 * A few words for a node's card. The labels of what arrives go before those of the whole catalogue, in which the same
 * path may have several names.
 *
 * @param inputs the node's entry in `inputFieldsOf`
 */
export function describeNode(
  node: FlowNode,
  language: Language,
  surroundings: Surroundings = {},
  inputs: Readonly<Record<string, FieldSet>> = {},
): string {
  return definitionOf(node.type)?.describe(node.data, language, surroundingsAt(surroundings, inputs)) ?? '';
}

/** What surrounds a node, with the names of what arrives at it before all others. */
export function surroundingsAt(
  surroundings: Surroundings,
  inputs: Readonly<Record<string, FieldSet>> = {},
): Surroundings {
  const fields = Object.values(inputs).flatMap((set) =>
    set.fields.filter((field) => field.label !== undefined),
  );
  if (fields.length === 0) return surroundings;
  const paths = new Set(fields.map((field) => field.path));
  const others = surroundings.eventTypes?.map((type) => ({
    ...type,
    fields: type.fields.filter((field) => !paths.has(field.path)),
  }));
  const arriving = { type: '', name: '', fields };
  return {
    ...surroundings,
    ...(fields.length > 0 && { eventTypes: [arriving, ...(others ?? [])] }),
  };
}
