/** The wires of the export as edges between nodes of ours, past everything that only led on. */
import { textsOf } from '../../../nodes/kit/lenient.ts';
import type { FlowEdge } from '../../format/flow-file.ts';
import { LIMITS } from '../../format/limits.ts';
import type { RedNode } from './red-node.ts';
import type { End, Translation } from './translation.ts';

export interface Translated {
  readonly node: RedNode;
  readonly translation: Translation;
  /** The id in the flow of each part. */
  readonly ids: ReadonlyMap<string, string>;
}

export interface Wiring {
  readonly edges: readonly FlowEdge[];
  /** Wires that closed a circle, as the names of their ends; a flow of ours has none. */
  readonly circles: readonly { readonly from: string; readonly to: string }[];
}

interface Place {
  readonly node: string;
  readonly handle: string;
}

/** Where the wires of a link lead: to its other ends. */
function nextOf(node: RedNode): readonly string[] {
  return node.type === 'link out' ? textsOf(node.props.links) : (node.wires[0] ?? []);
}

/** The handles at which a wire into this node ends. */
function placesBehind(id: string, all: ReadonlyMap<string, Translated>): Place[] {
  const places: Place[] = [];
  const seen = new Set<string>();
  const stack = [id];
  while (stack.length > 0) {
    const here = stack.pop()!;
    const found = all.get(here);
    if (!found || seen.has(here)) continue;
    seen.add(here);
    places.push(...found.translation.entries.map((end) => placeOf(found, end)));
    if (found.translation.through) stack.push(...[...nextOf(found.node)].reverse());
  }
  return places;
}

function placeOf({ ids }: Translated, { part, handle }: End): Place {
  return { node: ids.get(part)!, handle };
}

/** @returns undefined where there are more wires than a flow may have */
export function wire(all: ReadonlyMap<string, Translated>): Wiring | undefined {
  const behind = new Map<string, readonly Place[]>();
  const placesOf = (id: string) => {
    const known = behind.get(id) ?? placesBehind(id, all);
    behind.set(id, known);
    return known;
  };
  const pairs = new Map<string, { from: Place; to: Place }>();
  for (const translated of all.values()) {
    const { node, translation } = translated;
    for (const { from, to } of translation.inner ?? [])
      addPair(pairs, placeOf(translated, from), placeOf(translated, to));
    for (const [port, ends] of translation.exits.entries())
      for (const next of node.wires[port] ?? [])
        for (const end of ends) for (const to of placesOf(next)) addPair(pairs, placeOf(translated, end), to);
    if (pairs.size > LIMITS.edges) return undefined;
  }
  return withoutCircles([...pairs.values()]);
}

function addPair(pairs: Map<string, { from: Place; to: Place }>, from: Place, to: Place) {
  pairs.set(`${from.node} ${from.handle} ${to.node} ${to.handle}`, { from, to });
}

/** Takes the wires one after the other; one that would lead back to where it comes from is left out. */
function withoutCircles(pairs: readonly { from: Place; to: Place }[]): Wiring {
  const next = new Map<string, Set<string>>();
  const edges: FlowEdge[] = [];
  const circles: { from: string; to: string }[] = [];
  for (const { from, to } of pairs) {
    if (leadsTo(next, to.node, from.node)) {
      circles.push({ from: from.node, to: to.node });
      continue;
    }
    next.set(from.node, (next.get(from.node) ?? new Set()).add(to.node));
    edges.push({
      id: `e${edges.length + 1}`,
      source: from.node,
      sourceHandle: from.handle,
      target: to.node,
      targetHandle: to.handle,
    });
  }
  return { edges, circles };
}

function leadsTo(next: ReadonlyMap<string, ReadonlySet<string>>, start: string, goal: string): boolean {
  const seen = new Set<string>([start]);
  const stack = [start];
  while (stack.length > 0) {
    const here = stack.pop()!;
    if (here === goal) return true;
    for (const each of next.get(here) ?? [])
      if (!seen.has(each)) {
        seen.add(each);
        stack.push(each);
      }
  }
  return false;
}
