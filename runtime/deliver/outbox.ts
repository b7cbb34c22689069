/**
 * runtime/deliver: what follows from a match. The engine hands matches over and goes on; here they become
 * deliveries, are written down in the outbox, and go out by channels, each at its own pace.
 *
 * This file: the outbox, in the embedded store. Any number may be pending there; memory holds only how many there are of
 * each kind. With the deliveries it keeps
 * - the mark: the place of the last match that was taken, so that one that is found again after a restart is passed over;
 * - ids, for longer than deliveries, so that the same one is not made twice;
 * - settlements: what became of live deliveries (settlements.ts).
 */
import type { Text } from '../../nodes/kit/text.ts';
import type { Clock } from '../clock.ts';
import type { FoundPlace, Outcome, Settled } from '../host/engine-host.ts';
import type { Database, Row } from '../store/database.ts';
import type { Delivery } from '../wire/rest.ts';
import { DeliveryCounts } from './delivery-counts.ts';
import { type DeliveryFilter, DeliveryLists } from './delivery-lists.ts';
import { lineOf } from './line-of.ts';
import {
  bodyOf,
  deliveryOf,
  type Kept,
  keptOf,
  type OutboxStatements,
  outboxStatements,
} from './outbox-tables.ts';
import { OutboxKeeper, type Retention } from './retention.ts';
import { outcomeOf, Settlements } from './settlements.ts';
import { takeOverOutboxFile } from './take-over-outbox-file.ts';

export interface OutboxOptions {
  /** The folder: an outbox of former versions is taken over from it. */
  readonly data: string;
  readonly database: Database;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly onChange: () => void;
  /** A delivery was made (or, simulated, would have been), or was given up. Of live ones when that is on disk, in order. */
  readonly onSettled?: (delivery: Settled, outcome: Outcome) => void;
  /** Default: RETENTION. */
  readonly retention?: Retention;
  readonly warn: (line: string) => void;
}

/** A delivery that is new to the outbox. */
export interface NewDelivery {
  readonly delivery: Delivery;
  readonly target: string;
  /** Epoch ms after which it is not to be done any more. */
  readonly latest: number | null;
}

/** What happens to a delivery that is there. */
export interface Change {
  readonly status: Delivery['status'];
  readonly attempts: number;
  readonly reason?: Text | undefined;
  /** Of one that stays pending: epoch ms of the next attempt. */
  readonly due?: number;
}

export async function openOutbox(options: OutboxOptions): Promise<Outbox> {
  const outbox = new Outbox(options);
  await takeOverOutboxFile(options, outbox);
  new OutboxKeeper({ ...options, outbox }).start();
  return outbox;
}

export class Outbox {
  private readonly statements: OutboxStatements;
  private readonly lists: DeliveryLists;
  private readonly counts: DeliveryCounts;
  readonly settlements: Settlements;
  private lastSeq: number;
  private markNow: FoundPlace | undefined;

  constructor(private readonly options: OutboxOptions) {
    const { database } = options;
    this.statements = outboxStatements(database);
    this.lists = new DeliveryLists(database);
    this.counts = new DeliveryCounts(this.statements.counts.all());
    this.lastSeq = Number(this.statements.lastSeq.get()?.seq ?? 0);
    this.settlements = new Settlements(this.statements, options);
    const mark = this.statements.mark.get();
    if (mark) this.markNow = { position: Number(mark.position), index: Number(mark.place) };
  }

  /** The place of the last match that was taken. */
  mark(): FoundPlace | undefined {
    return this.markNow;
  }

  /** Whether this delivery was made before, within the horizon in which ids are remembered (retention.ts). */
  has(id: string): boolean {
    return this.statements.has.get(id) !== undefined || this.statements.remembers.get(id) !== undefined;
  }

  /**
   * Writes down new deliveries and how far matches were taken with them, all in one commit. Those with an outcome are
   * settled by that.
   */
  accept(all: readonly NewDelivery[], mark?: FoundPlace): void {
    this.options.database.together(() => {
      for (const each of all) this.insert(each, outcomeOf(each.delivery.status));
      if (!mark) return;
      this.markNow = mark;
      this.options.database.write(() => this.writeMark(mark));
    });
    if (all.length > 0) this.options.onChange();
  }

  /** Puts in a delivery of former days: what became of it is known to everybody. */
  takeOver(each: NewDelivery): void {
    this.insert(each, undefined);
  }

  get(id: string): Delivery | undefined {
    const kept = this.find(id);
    return kept && deliveryOf(kept);
  }

  find(id: string): Kept | undefined {
    const row = this.statements.byId.get(id);
    return row && keptOf(row);
  }

  read(seq: number): Kept | undefined {
    const row = this.statements.bySeq.get(seq);
    return row && keptOf(row);
  }

  /** @returns false where it could not be written by an error of ours: it stays as it was */
  change(kept: Kept, { status, attempts, reason, due }: Change): boolean {
    const now = this.options.clock.now();
    const { change, promote } = this.statements;
    const { seq, line } = kept;
    const waits = status === 'pending' || status === 'held';
    const latest = waits ? kept.latest : null;
    const text = reason ? JSON.stringify(reason) : null;
    const outcome = outcomeOf(status);
    const settlement = this.settlements.next(kept, outcome);
    const written = this.options.database.write(() => {
      change.run(status, attempts, text, status === 'pending' ? (due ?? null) : null, latest, now, seq);
      promote.run(line, now);
      if (settlement) this.settlements.write(settlement);
    });
    if (!written) return false;
    this.counts.add(kept, -1);
    this.counts.add({ ...kept, status }, 1);
    this.settlements.tell(kept, outcome, settlement);
    this.options.onChange();
    return true;
  }

  /** Makes one pending again that was given up or held, since a person wants it; its deadline does not count any more. */
  again(kept: Kept): boolean {
    return this.change({ ...kept, latest: null }, { status: 'pending', attempts: 0 });
  }

  /** What the one of a line that goes next goes to; undefined where none is pending. */
  nextOfLine(line: number): { target: string; channel: string } | undefined {
    const row = this.statements.headOfLine.get(line);
    return row && { target: String(row.target), channel: String(row.channel) };
  }

  /** Those that go next to a target, each the first of its line, by the time at which they may go. */
  dueAt(target: string, limit: number): { seq: number; due: number }[] {
    return this.statements.due
      .all(target, limit)
      .map(({ seq, due }) => ({ seq: Number(seq), due: Number(due) }));
  }

  /** Targets to which something waits. */
  *targets(): Generator<{ target: string; channel: string }> {
    for (let row = this.statements.nextTarget.get(''); row; row = this.statements.nextTarget.get(row.target))
      yield { target: String(row.target), channel: String(row.channel) };
  }

  /** Those whose deadline has passed. */
  overdue(now: number, limit: number): number[] {
    return this.statements.overdue.all(now, limit).map(({ seq }) => Number(seq));
  }

  nextDeadline(now: number): number | undefined {
    const deadline = this.statements.nextDeadline.get(now)?.deadline;
    return typeof deadline === 'number' ? deadline : undefined;
  }

  /** Newest first. */
  list(filter: DeliveryFilter, offset = 0, limit = 1_000): Delivery[] {
    return this.lists.rows(filter, { order: 'DESC', offset, limit }).map((row) => deliveryOf(keptOf(row)));
  }

  /** Oldest first, those after one of them. */
  after(filter: DeliveryFilter, seq: number, limit: number): Kept[] {
    return this.lists.rows(filter, { order: 'ASC', limit, after: seq }).map(keptOf);
  }

  total(filter: DeliveryFilter): number {
    return this.counts.total(filter);
  }

  count(status: Delivery['status']): number {
    return this.counts.total({ status });
  }

  /** Forgets what simulations left, so that it can happen again. @returns how many */
  clearSimulated(flow?: string): number {
    const { oldestSimulated } = this.statements;
    const gone = oldestSimulated.all(1_000_000).filter((row) => flow === undefined || row.flow === flow);
    this.remove(gone, true);
    return gone.length;
  }

  /** Takes deliveries out. @param rows with seq, flow, channel, status and, where ids are remembered, id */
  remove(rows: readonly Row[], simulated: boolean): void {
    const { database, clock, onChange } = this.options;
    const { remove, removeBody, remember } = this.statements;
    const now = clock.now();
    database.together(() => {
      for (const { seq, id, flow, channel, status } of rows) {
        this.counts.add(
          { flow: String(flow), channel: String(channel), status: String(status), simulated },
          -1,
        );
        database.write(() => {
          remove.run(seq);
          removeBody.run(seq);
          if (!simulated) remember.run(id, now);
        });
      }
    });
    if (rows.length > 0) onChange();
  }

  /** Resolves when everything that was written is on disk; at the end without waiting for a disk that refuses. */
  flush(): Promise<void> {
    this.options.database.flush();
    if (this.options.signal.aborted) return Promise.resolve();
    return this.options.database.durable();
  }

  /** The same, without hurry. */
  written(): Promise<void> {
    return this.options.database.durable();
  }

  /** While the disk refuses, what is read here is not what will be: nothing new is begun then. */
  get isWritable(): boolean {
    return this.options.database.trouble === undefined;
  }

  private insert({ delivery, target, latest }: NewDelivery, outcome: Outcome | undefined): void {
    const { insertHead, insertBody } = this.statements;
    const seq = ++this.lastSeq;
    const { id, flow, node, channel, status, attempts, simulated, reasonText, key } = delivery;
    const [line, body] = [lineOf(flow, node, key), bodyOf(delivery)];
    const reason = reasonText ? JSON.stringify(reasonText) : null;
    const [created, updated] = [Date.parse(delivery.createdAt), Date.parse(delivery.updatedAt)];
    const waits = status === 'pending' || status === 'held' ? latest : null;
    const settlement = this.settlements.next(delivery, outcome);
    const sim = simulated ? 1 : 0;
    const written = this.options.database.write(() => {
      insertHead.run(
        ...[seq, id, flow, node, channel, target, line, status, attempts, created, waits, sim, reason],
        ...[created, updated],
      );
      insertBody.run(seq, body);
      if (settlement) this.settlements.write(settlement);
    });
    if (!written) return;
    this.counts.add(delivery, 1);
    this.settlements.tell(delivery, outcome, settlement);
  }

  private writeMark({ position, index }: FoundPlace): void {
    this.statements.setMark.run(position, index);
  }
}
