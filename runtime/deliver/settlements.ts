/**
 * Settlements: what became of live deliveries, numbered in order, so that the engine is told each once, also after a
 * restart. Each is written in the commit that settles its delivery, and told when that is on disk.
 */
import type { Outcome, Settled } from '../host/engine-host.ts';
import type { Database, Row } from '../store/database.ts';
import type { Delivery } from '../wire/rest.ts';
import type { OutboxStatements } from './outbox-tables.ts';

/** Settled for good, as far as the outbox goes on by itself. */
const OUTCOMES: Readonly<Partial<Record<Delivery['status'], Outcome>>> = {
  delivered: 'done',
  simulated: 'done',
  failed: 'failed',
  expired: 'failed',
};

/** What it means for the engine that a delivery has come to a status; undefined where it may go on. */
export function outcomeOf(status: Delivery['status']): Outcome | undefined {
  return OUTCOMES[status];
}

export interface Settlement {
  readonly number: number;
  readonly settled: Settled;
  readonly outcome: Outcome;
}

/** Settlements that are read at once. */
const PAGE = 10_000;

export class Settlements {
  private last: number;
  /** Until the engine has said what it was told last. */
  private lastAtOpening: number | undefined;
  /** Those that are not on disk yet, or were not told yet. */
  private untold: Settlement[] = [];
  private telling = false;

  constructor(
    private readonly statements: OutboxStatements,
    private readonly options: {
      readonly database: Database;
      readonly onSettled?: (delivery: Settled, outcome: Outcome) => void;
    },
  ) {
    this.last = Number(statements.lastSettlement.get()?.number ?? 0);
    this.lastAtOpening = this.last;
  }

  /** The number of the last one. */
  get lastNumber(): number {
    return this.last;
  }

  /** The next one, where this is one: simulated deliveries have none. */
  next(settled: Settled, outcome: Outcome | undefined): Settlement | undefined {
    if (outcome === undefined || settled.simulated) return undefined;
    const { id, flow, node, simulated } = settled;
    const number = ++this.last;
    return { number, settled: { number, id, flow, node, simulated }, outcome };
  }

  /** Call it in the write that settles the delivery. */
  write({ number, settled, outcome }: Settlement): void {
    this.statements.insertSettlement.run(number, settled.id, settled.flow, settled.node, outcome);
  }

  /** What is simulated is told at once; of the rest nothing is told that a crash could take back. */
  tell(settled: Settled, outcome: Outcome | undefined, settlement: Settlement | undefined): void {
    if (!outcome) return;
    if (settlement) {
      this.untold.push(settlement);
      this.tellSoon();
      return;
    }
    const { id, flow, node, simulated } = settled;
    this.options.onSettled?.({ id, flow, node, simulated }, outcome);
  }

  private tellSoon(): void {
    if (this.telling) return;
    this.telling = true;
    const written = this.untold.length;
    void this.options.database.durable().then(() => {
      this.telling = false;
      for (const { settled, outcome } of this.untold.splice(0, written))
        this.options.onSettled?.(settled, outcome);
      if (this.untold.length > 0) this.tellSoon();
    });
  }

  /** What the engine has not been told, in order, and is on disk; the rest is told when it is. */
  after(number: number): Settlement[] {
    if (this.lastAtOpening !== undefined) this.goOnBehind(number, this.lastAtOpening);
    this.lastAtOpening = undefined;
    const end = this.untold[0]?.number ?? Number.POSITIVE_INFINITY;
    const found: Settlement[] = [];
    for (let from = number; ; from = found[found.length - 1].number) {
      const rows = this.statements.settlementsAfter.all(from, PAGE);
      for (const row of rows) if (Number(row.number) < end) found.push(settlementOf(row));
      if (rows.length < PAGE || found.at(-1)?.number !== Number(rows.at(-1)?.number)) return found;
    }
  }

  /** The engine will not forget those up to this number: they can go. */
  told(number: number): void {
    this.options.database.write(() => this.statements.pruneSettlements.run(number));
  }

  /**
   * The engine was told more than was known here: the store was lost, or is an older one. Its numbers go on behind those,
   * or the engine would pass over what becomes of everything from now on.
   *
   * @param last that was known here at the opening; what was settled since then is told anew
   */
  private goOnBehind(number: number, last: number): void {
    if (number <= last) return;
    // No number that is moved is one of those that are moved after it.
    const by = number + this.last - last;
    this.untold = this.untold.map(({ settled, outcome, ...each }) => {
      const moved = each.number + by;
      return { number: moved, settled: { ...settled, number: moved }, outcome };
    });
    this.last += by;
    this.options.database.write(() => this.statements.moveSettlements.run(by, last));
  }
}

function settlementOf({ number, id, flow, node, outcome }: Row): Settlement {
  const settled: Settled = {
    number: Number(number),
    id: String(id),
    flow: String(flow),
    node: String(node),
    simulated: false,
  };
  return { number: Number(number), settled, outcome: outcome === 'done' ? 'done' : 'failed' };
}
