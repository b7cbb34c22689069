/** One node between event sources and an action, through deploys: what it tells, and what waits in it. */
import type { FlowFile, FlowNode } from '../flows/format/flow-file.ts';
import { ColumnEngine } from '../runtime/engine/engine.ts';
import { MemoryLog } from '../runtime/engine/kernel/event-log.ts';
import type { NodeFate } from '../runtime/wire/deploy.ts';

const position = { x: 0, y: 0 };
export const START = Date.parse('2026-03-02T00:00:00Z');
const encoder = new TextEncoder();

type Config = Readonly<Record<string, unknown>>;

export interface OneNode {
  /** What reached the action: minutes after START, key, data. */
  readonly told: {
    readonly minute: number;
    readonly key: unknown;
    readonly data: Readonly<Record<string, unknown>>;
  }[];
  /** An event of a type, so many minutes after START. */
  event(type: string, minute: number, data: object): void;
  /** Time goes on without events. */
  until(minute: number): void;
  /** What a deploy says of the node before it does it. */
  deploy(config: Config, ofFlow?: Partial<FlowFile>): NodeFate;
  /** What waits in the node. */
  waiting(): NodeFate['waiting'];
  counts(): Readonly<Record<string, unknown>>;
  /** Takes the flow away; what is left then. */
  end(): { readonly symbols: number; readonly heldEvents: number; readonly logged: number };
}

/**
 * @param type the kind of the node
 * @param wires by input handle the type of its events; `in: 'e'` for a node with one input
 * @param between nodes through which the first input's events come
 */
export function oneNode(
  type: string,
  config: Config,
  wires: (config: Config) => Readonly<Record<string, string>>,
  { out = 'out', between }: { out?: string; between?: FlowNode } = {},
): OneNode {
  const told: OneNode['told'] = [];
  const log = new MemoryLog();
  const onMatch: ConstructorParameters<typeof ColumnEngine>[0]['onMatch'] = ({ time, key, data }) => {
    told.push({ minute: (time - START) / 60_000, key, data });
  };
  const engine = new ColumnEngine({ mode: 'simulated', onMatch }, log);
  let current = flowOf(config);
  let ids = 0;

  function flowOf(data: Config, ofFlow: Partial<FlowFile> = {}): FlowFile {
    const inputs = Object.entries(wires(data));
    const types = [...new Set(inputs.map(([, eventType]) => eventType))];
    return {
      id: 'one',
      name: 'one',
      ...ofFlow,
      nodes: [
        ...types.map((eventType) => ({
          id: `of-${eventType}`,
          type: 'event-source',
          position,
          data: { eventType },
        })),
        ...(between ? [between] : []),
        { id: 'node', type, position, data },
        { id: 'act', type: 'action', position, data: { channel: 'log', params: {} } },
      ],
      edges: [
        ...inputs.map(([targetHandle, eventType], i) => ({
          id: `e${i}`,
          source: between && i === 0 ? between.id : `of-${eventType}`,
          target: 'node',
          targetHandle,
        })),
        ...(between ? [{ id: 'b', source: `of-${inputs[0][1]}`, target: between.id }] : []),
        { id: 'o', source: 'node', sourceHandle: out, target: 'act' },
      ],
    };
  }
  const fateOf = (flow: FlowFile) => engine.preview(flow).nodes.find(({ node }) => node === 'node')!;

  engine.deploy(current);
  return {
    told,
    event(eventType, minute, data) {
      const time = new Date(START + minute * 60_000).toISOString();
      const line = JSON.stringify({ id: `${++ids}`, source: '/s', type: eventType, time, data });
      engine.push(encoder.encode(line), START + minute * 60_000);
    },
    until: (minute) => engine.tick(START + minute * 60_000),
    deploy(data, ofFlow) {
      const flow = flowOf(data, ofFlow);
      const fate = fateOf(flow);
      engine.deploy(flow);
      current = flow;
      return fate;
    },
    waiting: () => fateOf(current).waiting,
    counts: () => engine.counts('one', 0)!.nodes.node,
    end() {
      engine.remove('one');
      return { ...engine.usage, logged: log.size };
    },
  };
}

export const NOTHING_LEFT = { symbols: 0, heldEvents: 0, logged: 0 };
