/**
 * throttle: passes an event if fewer than `max` events of the key passed with e.time − per < time ≤ e.time (SPEC §4).
 *
 * Passes lie in one ring, in the order in which they happened, and in a list for each key. A pass that W has left more
 * than `per` behind matters only to a late event; the 65,536 newest of those are kept for that (SPEC sets no bound,
 * memory must).
 */

import { KeyedTimeline } from '../../runtime/engine/kernel/keyed-timeline.ts';
import { KeyIndex, keySymbol, NO_KEY } from '../../runtime/engine/kernel/keys.ts';
import type { Operator, OperatorContext, OperatorKind, Port } from '../../runtime/engine/kernel/operator.ts';
import type { Column } from '../../runtime/engine/kernel/rows.ts';
import {
  beginPart,
  openPart,
  type StateReader,
  type StateWriter,
} from '../../runtime/engine/kernel/state.ts';
import { parseDuration } from '../kit/duration.ts';
import { carryPasses } from './carry.ts';
import type { ThrottleConfig } from './definition.ts';

export const operator: OperatorKind<ThrottleConfig> = {
  needs: (config, after) => () => [...config.key, ...after('pass'), ...after('held')],
  create: (config, before) => new ThrottleOperator(config, before as ThrottleOperator | undefined),
  carry: carryPasses,
};

class ThrottleOperator implements Operator {
  private readonly config: ThrottleConfig;
  private readonly max: number;
  private readonly per: number;
  private context!: OperatorContext;
  private keyColumns: Column[] = [];
  private keys: KeyIndex | undefined;
  private pass!: Port;
  private held!: Port;
  private noKey = 0;
  private readonly passes: KeyedTimeline;

  /** @param before the node in the version before, whose passes are counted on here (carry.ts) */
  constructor(config: ThrottleConfig, before?: ThrottleOperator) {
    this.config = config;
    this.max = config.max ?? 1;
    this.per = parseDuration(config.per)!;
    this.passes = before?.passes ?? new KeyedTimeline((slot) => this.keys!.remove(slot));
    this.keys = before?.keys;
    this.noKey = before?.noKey ?? 0;
  }

  settleIn(): void {
    this.passes.belongTo((slot) => this.keys!.remove(slot));
  }

  waiting() {
    return { keys: this.keys?.size ?? 0, events: this.passes.size };
  }

  bind(context: OperatorContext): void {
    this.context = context;
    this.keys ??= new KeyIndex(context.symbols);
    this.keyColumns = this.config.key.map((path) => context.column(path));
    this.pass = context.ports.pass;
    this.held = context.ports.held;
  }

  process(row: number): void {
    const { rows } = this.context;
    const symbol = keySymbol(rows, this.keyColumns, row);
    if (symbol === NO_KEY) {
      this.noKey++;
      return;
    }
    const time = rows.time[row];
    const keys = this.keys!;
    const slot = keys.find(symbol);
    if (slot >= 0 && this.passedLately(slot, time)) {
      this.held.emit(row);
      return;
    }
    this.passes.add(slot >= 0 ? slot : keys.add(symbol), time);
    this.passes.forget(this.context.now() - this.per);
    this.pass.emit(row);
  }

  private passedLately(slot: number, time: number): boolean {
    const { passes } = this;
    let count = 0;
    for (
      let entry = passes.lastAtOrBefore(slot, time);
      entry >= 0 && passes.time(entry) > time - this.per;
      entry = passes.before(entry)
    )
      if (++count >= this.max) return true;
    return false;
  }

  counts() {
    return { noKey: this.noKey, tooLate: 0, errors: 0, open: this.keys?.size ?? 0 };
  }

  save(out: StateWriter): void {
    beginPart(out, 'throttle', 1);
    out.number(this.noKey);
    this.keys!.save(out);
    this.passes.save(out, this.keys!.limit);
  }

  load(from: StateReader): void {
    openPart(from, 'throttle', 1);
    this.noKey = from.number();
    this.keys!.load(from);
    this.passes.load(from);
  }

  dispose(): void {
    this.passes.clear();
  }
}
