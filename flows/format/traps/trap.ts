/** What a rule looks at, and how it says what it found. */
import type { Fault } from '../../../nodes/kit/fault.ts';
import type { FieldSet } from '../../../nodes/kit/field.ts';
import { type Language, localize } from '../../../nodes/kit/text.ts';
import { definitionOf } from '../../../nodes/register.ts';
import type { FlowFile, FlowNode } from '../flow-file.ts';
import { linksOf, type ResolvedEdge, reachedFrom, resolveHandles } from '../graph.ts';

export type TrapFlow = Pick<FlowFile, 'id' | 'nodes' | 'edges' | 'timezone' | 'lateness' | 'late'>;

/** Walked once for all rules. */
export interface TrapScene {
  readonly flow: TrapFlow;
  readonly edges: readonly ResolvedEdge[];
  readonly node: (id: string) => FlowNode | undefined;
  readonly from: (id: string) => readonly ResolvedEdge[];
  readonly into: (id: string) => readonly ResolvedEdge[];
  /** Nodes to which an event can come, sources among them. */
  readonly reached: ReadonlySet<string>;
  readonly arriving: (id: string, handle?: string) => FieldSet | undefined;
}

export type Inputs = Readonly<Record<string, Readonly<Record<string, FieldSet>>>>;

export function sceneOf(flow: TrapFlow, inputs: Inputs = {}): TrapScene {
  const nodes = new Map(flow.nodes.map((node) => [node.id, node]));
  const edges = resolveHandles(flow);
  const from = new Map<string, ResolvedEdge[]>();
  const into = new Map<string, ResolvedEdge[]>();
  for (const edge of edges) {
    from.set(edge.source, [...(from.get(edge.source) ?? []), edge]);
    into.set(edge.target, [...(into.get(edge.target) ?? []), edge]);
  }
  const down = linksOf(flow);
  const sources = flow.nodes.filter((node) => node.type === 'event-source').map((node) => node.id);
  return {
    flow,
    edges,
    node: (id) => nodes.get(id),
    from: (id) => from.get(id) ?? [],
    into: (id) => into.get(id) ?? [],
    reached: new Set(sources.flatMap((id) => [id, ...reachedFrom(down, id)])),
    arriving: (id, handle = 'in') => inputs[id]?.[handle],
  };
}

/** A trap never keeps a flow from running (SPEC §2). */
export function trap(code: string, node: string | undefined, ko: string, en: string, field?: string): Fault {
  return {
    severity: 'hint',
    code,
    ...(node !== undefined && { node }),
    ...(field !== undefined && { field }),
    message: { ko, en },
  };
}

export function labelOf(node: FlowNode, language: Language): string {
  return localize(node.data.label, language, definitionOf(node.type)?.label[language] ?? node.type);
}
