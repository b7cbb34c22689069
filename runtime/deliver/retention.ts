/**
 * How long the outbox keeps what is settled: by age and by number, what was made apart from what was given up, since the
 * one is history and the other somebody's work. What is pending or held is never let go. The ids of what was let go are
 * remembered longer, so that the same match is not made again.
 */
import type { Clock } from '../clock.ts';
import type { Database, Row } from '../store/database.ts';
import type { Delivery } from '../wire/rest.ts';
import type { Outbox } from './outbox.ts';
import { outboxStatements } from './outbox-tables.ts';

const DAY = 24 * 3_600_000;

export interface Retention {
  readonly kept: Readonly<
    Partial<Record<Delivery['status'], { readonly count: number; readonly age: number }>>
  >;
  /** Of simulations, whatever became of them. */
  readonly simulated: number;
  readonly ids: { readonly count: number; readonly age: number };
}

export const RETENTION: Retention = {
  kept: {
    delivered: { count: 50_000, age: 30 * DAY },
    failed: { count: 50_000, age: 90 * DAY },
    expired: { count: 50_000, age: 90 * DAY },
  },
  simulated: 1_000,
  ids: { count: 1_000_000, age: 30 * DAY },
};

/** Rows that go before others get their turn. */
const AT_A_TIME = 500;
const OFTEN = 10_000;

export interface KeeperOptions {
  readonly outbox: Outbox;
  readonly database: Database;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly retention?: Retention;
}

export class OutboxKeeper {
  private readonly statements;
  private readonly retention: Retention;
  private rememberedIds: number;

  constructor(private readonly options: KeeperOptions) {
    const { database, retention = RETENTION } = options;
    this.statements = outboxStatements(database);
    this.retention = retention;
    this.rememberedIds = Number(this.statements.remembered.get()?.count ?? 0);
  }

  start(): void {
    this.options.clock.every(OFTEN, () => this.letGo(), this.options.signal);
  }

  /** Lets go what is over a limit; goes on later where that is much. */
  letGo(): void {
    const { outbox, clock, signal } = this.options;
    if (signal.aborted || !outbox.isWritable) return;
    const now = clock.now();
    let most = 0;
    for (const [status, { count, age }] of Object.entries(this.retention.kept))
      most = Math.max(most, this.letGoOf(status as Delivery['status'], count, now - age));
    most = Math.max(most, this.letGoSimulated());
    this.forget(now);
    if (most >= AT_A_TIME) setImmediate(() => this.letGo());
  }

  private letGoOf(status: Delivery['status'], count: number, before: number): number {
    const { outbox } = this.options;
    const { oldest, keyOf } = this.statements;
    const over = outbox.total({ status, simulated: false }) - count;
    const rows = oldest.all(status, AT_A_TIME);
    const gone: Row[] = [];
    for (const { seq, updated } of rows) {
      if (gone.length >= over && Number(updated) >= before) break;
      const key = keyOf.get(seq);
      if (key) gone.push({ ...key, seq });
    }
    outbox.remove(gone, false);
    this.rememberedIds += gone.length;
    return gone.length;
  }

  private letGoSimulated(): number {
    const { outbox } = this.options;
    const over = outbox.total({ simulated: true }) - this.retention.simulated;
    if (over <= 0) return 0;
    const gone = this.statements.oldestSimulated.all(Math.min(over, AT_A_TIME));
    outbox.remove(gone, true);
    return gone.length;
  }

  private forget(now: number): void {
    const { ids } = this.retention;
    const { forgetOld, forgetOldest } = this.statements;
    const over = this.rememberedIds - ids.count;
    // By age it is looked at with a narrow index; there is seldom anything.
    if (over <= 0 && !this.hasOld(now - ids.age)) return;
    this.options.database.write(() => {
      forgetOld.run(now - ids.age);
      if (over > 0) forgetOldest.run(over);
    });
    this.rememberedIds = Number(this.statements.remembered.get()?.count ?? 0);
  }

  private hasOld(before: number): boolean {
    return this.statements.olderId.get(before) !== undefined;
  }
}
