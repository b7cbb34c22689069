/**
 * test/crash: nothing is lost, whenever the process dies. The built server is given a load (events from several
 * senders, deploys, deliveries) and killed at random moments, again and again; what it has found, delivered and
 * counted at the end is held against a run of the same load in which nobody killed it.
 *
 * This file: one run, disturbed or not.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { FlowFile } from '../../flows/format/flow-file.ts';
import { listCheckpoints } from '../../runtime/checkpoint/checkpoint-files.ts';
import type { ActionRecord, Delivery, TableRow } from '../../runtime/wire/rest.ts';
import { Random } from '../bench/random.ts';
import { changed, crashFlows, moved, version } from './crash-flows.ts';
import { BATCHES, batchOf, type CrashEvent, lastEvent, pings, SENDERS } from './crash-load.ts';
import { homeWith } from './home-with.ts';
import { HookReceiver, type Received } from './hook-receiver.ts';
import { KilledNaru } from './killed-naru.ts';
import { NaruClient } from './naru-client.ts';
import { quietCounts, type Snapshot } from './quiet-counts.ts';

export interface RunOptions {
  readonly seed: number;
  /** Rounds of the load; in a disturbed run there is at least one kill in each. */
  readonly rounds: number;
  readonly disturbed: boolean;
  /** Its address does not change between two runs: it is a part of the flows. */
  readonly onRound?: (round: number) => void;
}

export interface RunOutcome {
  readonly kills: number;
  /** Ms of the slowest start. */
  readonly slowestStart: number;
  /** Different ones that a start could begin from. */
  readonly checkpoints: number;
  readonly requests: number;
  readonly events: number;
  /** By what had happened when they were taken. */
  readonly snapshots: Readonly<Record<string, Snapshot>>;
  readonly received: readonly Received[];
  readonly records: readonly ActionRecord[];
  readonly rows: readonly TableRow[];
  readonly outbox: readonly Delivery[];
  /** Counts that were less than what had been acknowledged, right after a start. */
  readonly forgotten: readonly string[];
  readonly printed: string;
}

/** Checkpoints so often that many kills hit one. */
export const ENVIRONMENT = {
  NARU_WEBHOOK_ALLOW: '127.0.0.1',
  NARU_CHECKPOINT_SECONDS: '0.15',
  NARU_CATCH_UP: '1',
} as const;
/** How each sender sends. */
export const FORMS = ['lines', 'batch', 'stream', 'lines'] as const;

export async function crashRun(options: RunOptions): Promise<RunOutcome> {
  const { seed, disturbed } = options;
  const hook = await HookReceiver.open(disturbed ? new Random(seed + 7) : undefined);
  const flows = crashFlows(hook.address);
  const home = homeWith(flows);
  const naru = new KilledNaru(home, ENVIRONMENT);
  try {
    naru.start();
    return await new CrashRun(options, naru, hook, flows, home).all();
  } catch (error) {
    throw new Error(`${String(error)}\n--- the runtime said:\n${naru.printed.slice(-8_000)}`, {
      cause: error,
    });
  } finally {
    await naru.kill();
    await hook.close();
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  }
}

class CrashRun {
  private readonly client: NaruClient;
  /** For the moments of kills alone: the load does not depend on it. */
  private readonly fate: Random;
  private readonly snapshots: Record<string, Snapshot> = {};
  private readonly forgotten: string[] = [];
  /** Positions of those that were there at a kill. */
  private readonly checkpoints = new Set<number>();
  /** By flow: how many were acknowledged when it was started anew. */
  private readonly countedFrom = new Map<string, number>();
  private acknowledged = 0;
  private requests = 0;
  /** Ms that a round of the load took, about. */
  private roundTook = 400;

  constructor(
    private readonly options: RunOptions,
    private readonly naru: KilledNaru,
    private readonly hook: HookReceiver,
    private flows: FlowFile[],
    private readonly home: string,
  ) {
    this.client = new NaruClient(naru);
    this.fate = new Random(options.seed);
  }

  async all(): Promise<RunOutcome> {
    const { rounds, disturbed, onRound } = this.options;
    // The last of them are decided by the clock.
    const byClock = Math.max(1, Math.round(rounds * 0.15));
    for (let round = 0; round < rounds - byClock; round++) {
      onRound?.(round);
      await this.disturb(() => this.round(round));
    }
    await this.snapshot('after all rounds');
    await this.send([lastEvent(rounds)], 'lines');
    await this.snapshot('after the last event');
    for (let round = rounds - byClock; round < rounds; round++) {
      onRound?.(round);
      await this.disturb(() => this.pingRound(round));
    }
    await this.snapshot('after the pings');
    if (disturbed) {
      await this.killAndStart();
      await this.snapshot('after one more start');
    }
    return this.outcome();
  }

  /** A change that the load's order must not touch, then the load, with a change that touches nothing in between. */
  private async round(round: number): Promise<void> {
    const began = performance.now();
    if (round % 2 === 1) {
      const flow = this.flows[(round >> 1) % 3];
      await this.deploy(version(changed(flow, round), `changed in ${round}`));
    }
    if (round % 5 === 4) await this.stopAndStart('visits');
    const senders = Array.from({ length: SENDERS }, async (_, sender) => {
      for (let batch = 0; batch < BATCHES; batch++)
        await this.send(batchOf(this.options.seed, round, sender, batch), FORMS[sender]);
    });
    const flow = this.flows[round % 4];
    await Promise.all([...senders, this.deploy(version(moved(flow, round), `moved in ${round}`))]);
    this.roundTook = 0.7 * this.roundTook + 0.3 * (performance.now() - began);
  }

  /** Its state is gone then; not before all its deliveries are settled, which would find nothing of it. */
  private async stopAndStart(flow: string): Promise<void> {
    const { unrest } = await quietCounts(this.client, [flow]);
    if (unrest !== undefined) this.forgotten.push(`before ${flow} is stopped: ${unrest}`);
    await this.client.setRunning(flow, false);
    this.countedFrom.set(flow, Number.POSITIVE_INFINITY);
    await this.client.setRunning(flow, true);
    this.countedFrom.set(flow, this.acknowledged);
  }

  private async pingRound(round: number): Promise<void> {
    const senders = Array.from({ length: SENDERS }, async (_, sender) => {
      for (let batch = 0; batch < BATCHES; batch++) {
        await this.send(pings(round, sender, batch, Date.now()), FORMS[sender]);
        await pause(60);
      }
    });
    await Promise.all(senders);
  }

  private async send(events: readonly CrashEvent[], form: (typeof FORMS)[number]): Promise<void> {
    const requests = await this.client.send(events, form);
    this.requests += requests;
    this.acknowledged += events.length;
    // A sender that did not hear the answer sends again what is long in.
    if (!this.options.disturbed || this.fate.below(20) > 0) return;
    const again = await this.client.send(events, form);
    this.requests += again;
  }

  private async deploy(flow: FlowFile): Promise<void> {
    await this.client.deploy(flow);
    this.flows = this.flows.map((each) => (each.id === flow.id ? flow : each));
  }

  private async disturb(work: () => Promise<void>): Promise<void> {
    if (!this.options.disturbed) return work();
    const at = this.fate.next() * 1.1 * this.roundTook;
    await Promise.all([work(), pause(at).then(() => this.killAndStart())]);
  }

  /** One time in three it is killed once more while it starts. */
  private async killAndStart(): Promise<void> {
    await this.naru.kill();
    for (const { position } of await listCheckpoints(join(this.home, 'data', 'checkpoints')))
      this.checkpoints.add(position);
    this.naru.start();
    while (this.fate.below(3) === 0) {
      await pause(this.fate.next() * 500);
      await this.naru.kill();
      this.naru.start();
    }
    await this.lookForAcknowledged();
  }

  private async lookForAcknowledged(): Promise<void> {
    const { acknowledged } = this;
    const counts = await this.client.counts(this.ids);
    for (const [id, { events }] of Object.entries(counts))
      if (events < acknowledged - (this.countedFrom.get(id) ?? 0))
        this.forgotten.push(
          `kill ${this.naru.kills}: ${id} has ${events} of ${acknowledged} acknowledged events`,
        );
  }

  private get ids(): string[] {
    return this.flows.map(({ id }) => id);
  }

  private async snapshot(when: string): Promise<void> {
    const { counts, unrest } = await quietCounts(this.client, this.ids);
    this.snapshots[when] = counts;
    if (unrest !== undefined) this.forgotten.push(`${when}: ${unrest}`);
  }

  private async outcome(): Promise<RunOutcome> {
    return {
      kills: this.naru.kills,
      slowestStart: Math.max(...this.naru.starts),
      checkpoints: this.checkpoints.size,
      requests: this.requests,
      events: this.acknowledged,
      snapshots: this.snapshots,
      received: this.hook.received,
      records: await this.client.all<ActionRecord>('/api/records'),
      rows: await this.client.all<TableRow>('/api/tables/crowds'),
      outbox: await this.client.all<Delivery>('/api/outbox'),
      forgotten: this.forgotten,
      printed: this.naru.printed,
    };
  }
}
