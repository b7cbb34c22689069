/**
 * From the document to what React Flow draws. A node or edge that did not change is handed over as the same object,
 * so that only what changed is drawn anew.
 */
import type { Edge, Node, XYPosition } from '@xyflow/react';
import type { FlowEdge, FlowFile, FlowNode } from '../../flows/format/flow-file.ts';
import { inputsOf, outputsOf } from '../../flows/format/graph.ts';
import type { Selection } from '../document/document-state.ts';
import { cardShape } from './card-shape.ts';

export interface CardData extends Record<string, unknown> {
  readonly flow: string;
  readonly node: FlowNode;
  /** Edges by the input handle that they lead to, where the node has several. */
  readonly incoming: Readonly<Record<string, readonly string[]>>;
  /** Handles that edges name and the node does not have: drawn as broken, so that the wire can be seen and mended. */
  readonly missingInputs: readonly string[];
  readonly missingOutputs: readonly string[];
}
export type CardNode = Node<CardData, 'card' | 'note'>;

export interface WireData extends Record<string, unknown> {
  readonly flow: string;
}
export type WireEdge = Edge<WireData, 'wire'>;

/** What the drawing library measured of comments, and where a node is while it is being dragged: no part of the document. */
export interface View {
  readonly measured: Readonly<Record<string, { readonly width: number; readonly height: number }>>;
  readonly dragged: Readonly<Record<string, XYPosition>>;
}

interface Ports {
  readonly incoming: Record<string, string[]>;
  readonly missingInputs: string[];
  readonly missingOutputs: string[];
}

function portsOf(flow: FlowFile): Map<string, Ports> {
  const nodes = new Map(flow.nodes.map((node) => [node.id, node]));
  const ports = new Map<string, Ports>();
  const at = (id: string) => {
    const known = ports.get(id);
    if (known) return known;
    const fresh: Ports = { incoming: {}, missingInputs: [], missingOutputs: [] };
    ports.set(id, fresh);
    return fresh;
  };
  for (const edge of flow.edges) {
    const [source, target] = [nodes.get(edge.source), nodes.get(edge.target)];
    if (target) {
      const inputs = inputsOf(target);
      const name = edge.targetHandle;
      if (name && !inputs.some((handle) => handle.id === name)) pushOnce(at(target.id).missingInputs, name);
      else if (name && inputs.length > 1) {
        const { incoming } = at(target.id);
        incoming[name] = [...(incoming[name] ?? []), edge.id];
      }
    }
    const name = edge.sourceHandle;
    if (source && name && !outputsOf(source).some((handle) => handle.id === name))
      pushOnce(at(source.id).missingOutputs, name);
  }
  return ports;
}

function pushOnce(list: string[], value: string) {
  if (!list.includes(value)) list.push(value);
}

const NO_PORTS: Ports = { incoming: {}, missingInputs: [], missingOutputs: [] };

interface Drawn<Made> {
  readonly inputs: readonly unknown[];
  readonly made: Made;
}

function same(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}

export type NameOf = (node: FlowNode) => string;

/** Keeps what was drawn last, by id. One for each canvas. */
export class Drawing {
  #nodes = new Map<string, Drawn<CardNode>>();
  #edges = new Map<string, Drawn<WireEdge>>();

  /** @param nameOf what a node is called, for those who hear the canvas read out */
  nodes(flow: FlowFile, selection: Selection, view: View, nameOf: NameOf): CardNode[] {
    const ports = portsOf(flow);
    const selected = new Set(selection.nodes);
    const next = new Map<string, Drawn<CardNode>>();
    const list = flow.nodes.map((node) => {
      const isNote = node.type === 'comment';
      // A card is as large as its rows make it; how much a comment says is only known when it is drawn.
      const measured = isNote ? view.measured[node.id] : undefined;
      const position = view.dragged[node.id] ?? node.position;
      const port = ports.get(node.id) ?? NO_PORTS;
      // The ports are made anew each time; their text tells whether they changed.
      const inputs = [
        node,
        flow.id,
        selected.has(node.id),
        measured,
        position.x,
        position.y,
        JSON.stringify(port),
        nameOf(node),
      ];
      const before = this.#nodes.get(node.id);
      const drawn =
        before && same(before.inputs, inputs)
          ? before
          : {
              inputs,
              made: {
                id: node.id,
                type: isNote ? ('note' as const) : ('card' as const),
                position,
                data: this.#dataOf(node, flow.id, port),
                selected: selected.has(node.id),
                ariaLabel: nameOf(node),
                ...(isNote ? { ...(measured ? { measured } : {}), zIndex: -1 } : cardShape(node, port)),
              },
            };
      next.set(node.id, drawn);
      return drawn.made;
    });
    this.#nodes = next;
    return list;
  }

  edges(flow: FlowFile, selection: Selection, nameOf: NameOf): WireEdge[] {
    const selected = new Set(selection.edges);
    const names = new Map(flow.nodes.map((node) => [node.id, nameOf(node)]));
    const next = new Map<string, Drawn<WireEdge>>();
    const list = flow.edges.map((edge) => {
      const name = `${names.get(edge.source) ?? edge.source} → ${names.get(edge.target) ?? edge.target}`;
      const inputs = [edge, flow.id, selected.has(edge.id), name];
      const before = this.#edges.get(edge.id);
      const drawn =
        before && same(before.inputs, inputs)
          ? before
          : { inputs, made: wire(edge, flow.id, selected.has(edge.id), name) };
      next.set(edge.id, drawn);
      return drawn.made;
    });
    this.#edges = next;
    return list;
  }

  /** A drag changes the place alone: the card's own data stay the same object, and the card is not drawn anew. */
  #dataOf(node: FlowNode, flow: string, ports: Ports): CardData {
    const before = this.#nodes.get(node.id);
    const [nodeBefore, flowBefore, , , , , portsBefore] = before?.inputs ?? [];
    const unchanged = nodeBefore === node && flowBefore === flow && portsBefore === JSON.stringify(ports);
    return before && unchanged ? before.made.data : { flow, node, ...ports };
  }
}

function wire(edge: FlowEdge, flow: string, selected: boolean, name: string): WireEdge {
  return {
    id: edge.id,
    type: 'wire',
    source: edge.source,
    target: edge.target,
    sourceHandle: edge.sourceHandle ?? null,
    targetHandle: edge.targetHandle ?? null,
    data: { flow },
    selected,
    ariaLabel: name,
  };
}
