/** Live counts of flows, nodes and edges, kept apart from the document so that a tick draws only what it changed. */
import type { FlowCounts, NodeCounts, SimulationState, SystemCounts } from '../../runtime/wire/live.ts';
import { KeyedStore } from './keyed-store.ts';
import { RateWindow } from './rate.ts';

export interface NodeLive extends NodeCounts {
  /** Events that came in (a source: that went out). */
  readonly moved: number;
  /** Of these, how many a second. */
  readonly rate: number;
}

export interface EdgeLive {
  readonly count: number;
  readonly rate: number;
}

export interface FlowLive {
  readonly mode: FlowCounts['mode'];
  readonly watermark: number | null;
  readonly events: number;
  readonly matches: number;
  readonly late: number;
  readonly lateDropped: number;
  readonly waiting: number;
  /** Events a second. */
  readonly rate: number;
}

function sameFields<Value extends object>(a: Value, b: Value): boolean {
  const keys = Object.keys(a) as (keyof Value)[];
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => {
    const [x, y] = [a[key], b[key]];
    if (x === y) return true;
    return typeof x === 'object' && typeof y === 'object' && x !== null && y !== null && sameFields(x, y);
  });
}

/** @example partKey('aml', 'small') // 'aml/small' */
export function partKey(flow: string, part: string): string {
  return `${flow}/${part}`;
}

/** Rates are shown with at most three figures, so a change below that is none. */
function calmed(rate: number): number {
  return rate < 10 ? Math.round(rate * 10) / 10 : Math.round(rate);
}

export class CountsStore {
  readonly nodes = new KeyedStore<NodeLive>(sameFields);
  readonly edges = new KeyedStore<EdgeLive>(sameFields);
  readonly flows = new KeyedStore<FlowLive>(sameFields);
  readonly simulations = new KeyedStore<SimulationState>(sameFields);
  /** Under the one key `system`. */
  readonly system = new KeyedStore<SystemCounts>(sameFields);
  #rates = new Map<string, RateWindow>();
  #modes = new Map<string, FlowCounts['mode']>();

  takeFlows(flows: Readonly<Record<string, FlowCounts>>): void {
    const nodes = new Map<string, NodeLive>();
    const edges = new Map<string, EdgeLive>();
    const lives = new Map<string, FlowLive>();
    const seen = new Set<string>();
    const rateOf = (key: string, at: number, count: number) => {
      seen.add(key);
      let window = this.#rates.get(key);
      if (!window) {
        window = new RateWindow();
        this.#rates.set(key, window);
      }
      window.add(at, count);
      return calmed(window.rate());
    };
    for (const [flow, counts] of Object.entries(flows)) {
      this.#forgetOtherMode(flow, counts.mode);
      for (const [id, node] of Object.entries(counts.nodes)) {
        const moved = node.in > 0 ? node.in : total(node.out);
        nodes.set(partKey(flow, id), {
          ...node,
          moved,
          rate: rateOf(`node ${partKey(flow, id)}`, counts.at, moved),
        });
      }
      for (const [id, count] of Object.entries(counts.edges))
        edges.set(partKey(flow, id), { count, rate: rateOf(`edge ${partKey(flow, id)}`, counts.at, count) });
      const { mode, watermark, events, matches, late, lateDropped, waiting } = counts;
      const rate = rateOf(`flow ${flow}`, counts.at, events);
      lives.set(flow, { mode, watermark, events, matches, late, lateDropped, waiting, rate });
    }
    for (const key of [...this.#rates.keys()]) if (!seen.has(key)) this.#rates.delete(key);
    this.nodes.replace(nodes);
    this.edges.replace(edges);
    this.flows.replace(lives);
  }

  takeSimulations(simulations: Readonly<Record<string, SimulationState>>): void {
    this.simulations.replace(new Map(Object.entries(simulations)));
  }

  takeSystem(system: SystemCounts): void {
    this.system.replace(new Map([['system', system]]));
  }

  /** Nothing is known any more: the connection is gone. */
  clear(): void {
    this.takeFlows({});
    this.takeSimulations({});
    this.system.replace(new Map());
  }

  /** The live flow and its simulated copy count apart: going from one to the other starts the rates anew. */
  #forgetOtherMode(flow: string, mode: FlowCounts['mode']): void {
    if (this.#modes.get(flow) === mode) return;
    this.#modes.set(flow, mode);
    for (const key of [...this.#rates.keys()])
      if (key === `flow ${flow}` || key.startsWith(`node ${flow}/`) || key.startsWith(`edge ${flow}/`))
        this.#rates.delete(key);
  }
}

export function total(out: Readonly<Record<string, number>>): number {
  let sum = 0;
  for (const count of Object.values(out)) sum += count;
  return sum;
}
