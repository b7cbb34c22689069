/**
 * action: an event that reaches it is a match (SPEC §4). The engine hands the match to its shell, which delivers it.
 *
 * Offline the event leaves by `done` at once. Live and simulated it leaves when the delivery is settled: by `done` when it
 * was made, by `failed` when it was given up; at once then, with its own time, like an event that is late.
 */

import type { Causes } from '../../runtime/engine/kernel/causes.ts';
import {
  type Maker,
  NO_COUNTS,
  type Operator,
  type OperatorContext,
  type OperatorKind,
  type SettledEvent,
} from '../../runtime/engine/kernel/operator.ts';
import { valueAt } from '../kit/field.ts';
import type { ActionConfig } from './definition.ts';

export const operator: OperatorKind<ActionConfig> = {
  needs: (_config, after) => () => [...after('done'), ...after('failed')],
  create: () => new ActionOperator(),
};

class ActionOperator implements Operator {
  private context!: OperatorContext;
  /** The event that goes on. */
  private settled!: SettledEvent;

  readonly maker: Maker = {
    data: () => this.settled.data,
    causes: (): Causes => this.settled.causes,
    key: () => [],
    name: () => this.settled,
  };

  bind(context: OperatorContext): void {
    this.context = context;
  }

  process(row: number): void {
    const { context } = this;
    const { done, failed } = context.ports;
    if (!context.settlesLater) {
      context.matched(row);
      done.emit(row);
    } else if (done.isWired || failed.isWired) context.matched(row, this.eventOf(row));
    else context.matched(row);
  }

  private eventOf(row: number): SettledEvent {
    const { context } = this;
    const { key, envelope } = context.name(row);
    return {
      key,
      envelope,
      time: context.rows.time[row],
      data: context.data(row),
      causes: context.causes(row),
    };
  }

  settle(event: SettledEvent | undefined, outcome: 'done' | 'failed'): void {
    const { rows, ports, needs, index } = this.context;
    if (!event) {
      if (!ports.done.isWired && !ports.failed.isWired) ports[outcome].tally();
      return;
    }
    this.settled = event;
    const row = rows.push(event.time, index);
    for (const path of needs[outcome]) {
      if (path === '$time') continue;
      const value = path.startsWith('$') ? event.envelope[path.slice(1)] : valueAt(event.data, path);
      rows.setValue(this.context.column(path), row, value);
    }
    ports[outcome].emit(row);
    rows.pop();
  }

  counts() {
    return NO_COUNTS;
  }

  dispose(): void {}
}
