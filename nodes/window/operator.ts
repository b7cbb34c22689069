/** window: counts, adds up and compares the events of each key over a span of time (SPEC §4). One class a kind of span. */
import type { Operator, OperatorKind } from '../../runtime/engine/kernel/operator.ts';
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
  create(config): Operator {
    switch (config.window.kind) {
      case 'rolling':
        return new RollingWindow(config);
      case 'count':
        return new CountWindow(config);
      case 'session':
        return new SessionWindow(config);
      default:
        return new FixedWindow(config);
    }
  },
};
