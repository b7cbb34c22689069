/**
 * nodes: what a node is, one folder a kind: its definition for both sides, its operator for the engine.
 *
 * This file: the register of kinds, one line each. The engine's half has its own (operators.ts), so that the editor
 * never loads it; a kind without a line there does not compile, and there is nothing else to edit when one is added.
 */
import { actionDefinition } from './action/definition.ts';
import { commentDefinition } from './comment/definition.ts';
import { correlateDefinition } from './correlate/definition.ts';
import { decideDefinition } from './decide/definition.ts';
import { deriveDefinition } from './derive/definition.ts';
import { eventSourceDefinition } from './event-source/definition.ts';
import { filterDefinition } from './filter/definition.ts';
import type { NodeDefinition } from './kit/define-node.ts';
import { lookupDefinition } from './lookup/definition.ts';
import { throttleDefinition } from './throttle/definition.ts';
import { windowDefinition } from './window/definition.ts';

/** In the order of the palette. */
export const definitions = {
  'event-source': eventSourceDefinition,
  filter: filterDefinition,
  decide: decideDefinition,
  throttle: throttleDefinition,
  derive: deriveDefinition,
  lookup: lookupDefinition,
  window: windowDefinition,
  correlate: correlateDefinition,
  action: actionDefinition,
  comment: commentDefinition,
} as const;

export type NodeKind = keyof typeof definitions;

/** The settings of a node of a kind. */
export type ConfigOf<Kind extends NodeKind> = ReturnType<(typeof definitions)[Kind]['defaults']>;

export const NODE_KINDS = Object.keys(definitions) as readonly NodeKind[];

/** A definition whose settings have not been checked; its functions take half-filled ones. */
export type AnyDefinition = NodeDefinition<NodeKind, Readonly<Record<string, unknown>>>;

/** The definition of a kind by its name in the file, if there is such a kind. */
export function definitionOf(kind: string): AnyDefinition | undefined {
  return Object.hasOwn(definitions, kind)
    ? (definitions[kind as NodeKind] as unknown as AnyDefinition)
    : undefined;
}
