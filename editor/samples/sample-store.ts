/**
 * What is known of the events that arrive at nodes, by the way that leads there (flows/format/way-to-node.ts). Asked for a
 * moment after somebody wants it, and once for all who want the same.
 */
import type { FlowFile } from '../../flows/format/flow-file.ts';
import { cutToNode } from '../../flows/format/way-to-node.ts';
import type { Trial, TrialEvent } from '../../runtime/wire/trial.ts';
import type { Later } from '../later.ts';
import type { AskedTrial } from '../server/trials-api.ts';
import type { NodeSamples } from './samples.ts';

export interface SampleStoreOptions {
  readonly ask: (what: AskedTrial, signal: AbortSignal) => Promise<Trial>;
  readonly later: Later;
  /** Epoch ms. */
  readonly now: () => number;
}

/** Ms: settings are changed key by key. */
const ASK_AFTER = 400;
/** Ways that are kept, and ms after which one is asked for anew by the next who wants it: events go on coming. */
const KEPT = 30;
const FRESH = 60_000;

interface Known {
  readonly samples: NodeSamples;
  readonly at: number;
}

interface Asking {
  wanted: number;
  readonly stop: () => void;
}

export class SampleStore {
  private readonly known = new Map<string, Known>();
  private readonly asking = new Map<string, Asking>();
  private readonly listeners = new Set<() => void>();

  constructor(private readonly options: SampleStoreOptions) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  };

  get(key: string): NodeSamples | undefined {
    return this.known.get(key)?.samples;
  }

  /**
   * Sees to it that what arrives is known. Gives a function that says that it is not wanted any more; when nobody wants
   * it, it is not asked for, or the answer not waited for.
   * @param key of the way to the node
   */
  want(key: string, flow: FlowFile, node: string): () => void {
    const known = this.known.get(key);
    if (known && this.options.now() - known.at < FRESH) return () => {};
    const asking = this.asking.get(key) ?? this.begin(key, flow, node);
    asking.wanted++;
    return () => {
      if (--asking.wanted === 0) asking.stop();
    };
  }

  private begin(key: string, flow: FlowFile, node: string): Asking {
    const end = new AbortController();
    const cancel = this.options.later(() => void this.ask(key, flow, node, end.signal), ASK_AFTER);
    const stop = () => {
      cancel();
      end.abort();
      if (this.asking.get(key) === asking) this.asking.delete(key);
    };
    const asking: Asking = { wanted: 0, stop };
    this.asking.set(key, asking);
    return asking;
  }

  /** Nobody asked to see this, so what goes wrong is not said: a form without samples is a form all the same. */
  private async ask(key: string, flow: FlowFile, node: string, signal: AbortSignal): Promise<void> {
    try {
      const trial = await this.options.ask({ flow: cutToNode(flow, node), node }, signal);
      if (signal.aborted) return;
      this.keep(key, samplesOf(trial));
    } catch {
      // Asked again when the way changes or the node is opened anew.
    }
    if (!signal.aborted) this.asking.delete(key);
  }

  private keep(key: string, samples: NodeSamples): void {
    this.known.delete(key);
    this.known.set(key, { samples, at: this.options.now() });
    for (const oldest of this.known.keys()) {
      if (this.known.size <= KEPT) break;
      this.known.delete(oldest);
    }
    for (const listener of [...this.listeners]) listener();
  }
}

export function samplesOf({ from, arrived }: Trial): NodeSamples {
  const byHandle = new Map<string, TrialEvent[]>();
  for (const { handle, event } of arrived) byHandle.set(handle, [...(byHandle.get(handle) ?? []), event]);
  return { from: arrived.length > 0 ? from : null, arrived: Object.fromEntries(byHandle) };
}
