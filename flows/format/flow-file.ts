/**
 * flows/format: how a flow is written down. The schema, the checks (every fault with node, field and sentence),
 * the difference between two versions, and walks over the graph. Flow files lie beside this folder.
 *
 * This file: the shape of a flow file (SPEC §2). Nodes and edges are React Flow's own shapes.
 */
import type { Localized } from '../../nodes/kit/text.ts';

export interface FlowNode {
  readonly id: string;
  /** The kind: a key of nodes/register.ts. */
  readonly type: string;
  readonly position: { readonly x: number; readonly y: number };
  /** The kind's settings, and `label`. */
  readonly data: Readonly<Record<string, unknown>> & { readonly label?: Localized };
}

export interface FlowEdge {
  readonly id: string;
  readonly source: string;
  readonly sourceHandle?: string | null;
  readonly target: string;
  readonly targetHandle?: string | null;
}

export interface FlowTest {
  readonly name: Localized;
  readonly events: readonly Readonly<Record<string, unknown>>[];
  readonly until?: string;
  readonly expect: readonly {
    readonly node: string;
    readonly key?: string | readonly string[] | null;
    readonly time?: string;
    readonly data?: Readonly<Record<string, unknown>>;
  }[];
}

/** Nodes in a box with a title. The engine does not look at it. */
export interface FlowGroup {
  readonly id: string;
  readonly title: Localized;
  /** Ids of its nodes; a node is in one group at most. */
  readonly nodes: readonly string[];
  /** One of groups.ts' colours. */
  readonly colour?: string;
}

/** A flow. Fields that nobody knows are kept and given back as they were. */
export interface FlowFile {
  readonly id: string;
  readonly name: Localized;
  readonly description?: Localized;
  readonly timezone?: string;
  readonly lateness?: string;
  readonly delay?: string;
  readonly late?: 'process' | 'drop';
  readonly nodes: readonly FlowNode[];
  readonly edges: readonly FlowEdge[];
  readonly groups?: readonly FlowGroup[];
  readonly tests?: readonly FlowTest[];
}
