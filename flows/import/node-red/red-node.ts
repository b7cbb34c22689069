/**
 * flows/import/node-red: what a Node-RED export (flows.json) becomes here. A Node-RED flow is code and messages, a flow
 * of ours is data and events: what has a counterpart is mapped, the rest is kept as comments, and a report says what
 * became of each node and why. Nothing in an export is ever run, and nothing secret in it is taken over.
 *
 * This file: a node of an export as the importer sees it.
 */
import type { Row } from '../../../nodes/kit/lenient.ts';

export interface RedNode {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  /** The tab (or subflow) on which it lies; '' for a node that holds settings. */
  readonly tab: string;
  readonly x: number;
  readonly y: number;
  /** Ids of the next nodes, by output. */
  readonly wires: readonly (readonly string[])[];
  /** Switched off in Node-RED. */
  readonly off: boolean;
  /** Everything that the export says of the node; not to be trusted in any way. */
  readonly props: Row;
}

export interface RedTab {
  readonly id: string;
  readonly label: string;
  readonly info: string;
  readonly off: boolean;
}

export interface RedSubflow {
  readonly id: string;
  readonly name: string;
  /** Where what comes in goes to; more than one input can't be had. */
  readonly into: readonly string[];
  /** What leaves by each output: a node and its output. */
  readonly out: readonly (readonly { readonly id: string; readonly port: number }[])[];
}

export interface RedFlow {
  readonly tabs: readonly RedTab[];
  readonly subflows: readonly RedSubflow[];
  readonly nodes: readonly RedNode[];
}

/** How much of an export is read: far above what a person draws, far below what would hold up a browser. */
export const RED_LIMITS = {
  bytes: 2 * 1024 * 1024,
  depth: 60,
  nodes: 2000,
  wires: 10_000,
  /** Of one text that is taken over (a name, a comment, the code of a function). */
  text: 4000,
  /** Subflows within subflows. */
  nesting: 5,
} as const;
