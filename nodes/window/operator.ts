/** window: counts, adds up and compares the events of each key over a span of time (SPEC §4). One class a kind of span. */
import type { Operator, OperatorKind } from '../../runtime/engine/kernel/operator.ts';
import { carryWindow } from './carry.ts';
import { CountWindow } from './count-window.ts';
import type { WindowConfig } from './definition.ts';
import { FixedWindow } from './fixed-window.ts';
import { RollingWindow } from './rolling-window.ts';
import { SessionWindow } from './session-window.ts';

export const operator: OperatorKind<WindowConfig> = {
  // What comes after reads the window's own event, so only the key and the aggregates read what arrives.
  needs: (config) => () => [
    ...config.key,
    ...config.aggregates.flatMap(({ field }) => (field ? [field] : [])),
  ],
  create(config, before): Operator {
    switch (config.window.kind) {
      case 'rolling':
        return new RollingWindow(config, before as RollingWindow | undefined);
      case 'count':
        return new CountWindow(config, before as CountWindow | undefined);
      case 'session':
        return new SessionWindow(config, before as SessionWindow | undefined);
      default:
        return new FixedWindow(config, before as FixedWindow | undefined);
    }
  },
  carry: carryWindow,
};
