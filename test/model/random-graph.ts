import type { Random } from './random.ts';
import type { Field } from './random-condition.ts';

/** An output of a node that others can be fed from. */
export interface Output {
  node: string;
  handle: string;
  /** Whether the handle may be left out, since the node has no other. */
  only: boolean;
  /** What may be read of its events. */
  fields: Field[];
}

export interface GraphNode {
  id: string;
  type: string;
  position: { x: number; y: number };
  data: Record<string, unknown>;
}

export interface GraphEdge {
  id: string;
  source: string;
  sourceHandle?: string;
  target: string;
  targetHandle?: string;
}

/** A flow that grows from its sources, and so has no cycle. */
export interface Graph {
  random: Random;
  nodes: GraphNode[];
  edges: GraphEdge[];
  outputs: Output[];
  /** Every duration that a node got, in milliseconds. */
  durations: number[];
  add(type: string, data: Record<string, unknown>): string;
  /** `handle` undefined: the node has one input. */
  connect(from: Output, target: string, handle?: string): void;
  duration(): string;
}

/** From the seconds of one case to the weeks of another. */
const SCALES: [text: string, seconds: number][][] = [
  [
    ['PT1S', 1],
    ['PT5S', 5],
    ['PT30S', 30],
    ['PT0.5S', 0.5],
    ['PT1M', 60],
  ],
  [
    ['PT5M', 300],
    ['PT15M', 900],
    ['PT30M', 1800],
    ['PT1H', 3600],
    ['PT90M', 5400],
  ],
  [
    ['PT1H', 3600],
    ['PT6H', 21_600],
    ['PT12H', 43_200],
    ['P1D', 86_400],
    ['P2D', 172_800],
  ],
  [
    ['P1D', 86_400],
    ['P2D', 172_800],
    ['P3D', 259_200],
    ['P1W', 604_800],
    ['PT36H', 129_600],
  ],
];

export function createGraph(random: Random): Graph {
  const scale = random.pick(SCALES);
  const graph: Graph = {
    random,
    nodes: [],
    edges: [],
    outputs: [],
    durations: [],
    add(type, data) {
      const id = `${type.replace('event-', '')}_${graph.nodes.length}`;
      graph.nodes.push({ id, type, position: { x: 200 * graph.nodes.length, y: 0 }, data });
      return id;
    },
    connect(from, target, handle) {
      const edge: GraphEdge = { id: `edge${graph.edges.length}`, source: from.node, target };
      if (!from.only || random.chance(0.9)) edge.sourceHandle = from.handle;
      if (handle !== undefined || random.chance(0.9)) edge.targetHandle = handle ?? 'in';
      graph.edges.push(edge);
    },
    duration() {
      const [text, seconds] = random.pick(scale);
      graph.durations.push(seconds * 1000);
      return text;
    },
  };
  return graph;
}

/** Some outputs, each once: the later ones rather, so that chains grow. */
export function pickInputs({ random, outputs }: Graph, most: number): Output[] {
  const first = random.chance(0.5) ? random.pick(outputs.slice(-4)) : random.pick(outputs);
  const others = random.some(
    outputs.filter((other) => other !== first),
    0,
    most - 1,
  );
  return [first, ...(random.chance(0.4) ? others : [])];
}

/** The fields that may be there whichever input an event comes from. */
export function commonFields(inputs: Output[]): Field[] {
  const [first, ...others] = inputs;
  if (!first) return [];
  return first.fields.filter(({ path }) =>
    others.every((other) => other.fields.some((field) => field.path === path)),
  );
}

export const keyFields = (fields: Field[]): Field[] => fields.filter((field) => field.kind === 'key');
