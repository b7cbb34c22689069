/** How much waits, in words: `12 runs, 3 windows`. */
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeployPreview, NodeFate, Waiting } from '../../runtime/wire/deploy.ts';
import { useFormats } from '../i18n/format.ts';

const ALL = ['runs', 'windows', 'timers', 'events', 'keys'] as const;

/** Whether anything waits there. */
export function waits(waiting: Waiting): boolean {
  return ALL.some((name) => (waiting[name] ?? 0) > 0);
}

export interface Fates {
  readonly dropped: readonly NodeFate[];
  readonly changed: readonly NodeFate[];
  /** Of nodes whose settings are the same. */
  readonly kept: Waiting;
  /** Of those that go on by new settings too. */
  readonly goesOn: Waiting;
}

/** Sorts a preview by what becomes of what waits; a node in which nothing waits is of no concern here. */
export function fatesOf({ nodes }: DeployPreview): Fates {
  const with_ = (fate: NodeFate['fate']) => nodes.filter((node) => node.fate === fate && waits(node.waiting));
  const [kept, changed] = [with_('kept'), with_('changed')];
  return {
    dropped: with_('dropped'),
    changed,
    kept: sumOf(kept),
    goesOn: sumOf([...kept, ...changed]),
  };
}

/** A node's runs have a timer and a key each: in a sum only what says most about a node is counted. */
function sumOf(nodes: readonly NodeFate[]): Waiting {
  const sum: Record<string, number> = {};
  for (const { waiting } of nodes) {
    const name = ALL.find((each) => (waiting[each] ?? 0) > 0);
    if (name) sum[name] = (sum[name] ?? 0) + (waiting[name] ?? 0);
  }
  return sum;
}

/** Gives the words for a reader; '' where nothing waits. */
export function useWaitingWords(): (waiting: Waiting) => string {
  const { t } = useTranslation('deploy');
  const formats = useFormats();
  return useCallback(
    (waiting) =>
      ALL.filter((name) => (waiting[name] ?? 0) > 0)
        // Keys are those of the runs or windows, where there are any.
        .filter((name, i) => name !== 'keys' || i === 0)
        .map((name) => {
          const count = waiting[name] ?? 0;
          return t(`waiting.${name}`, { count, n: formats.whole(count) });
        })
        .join(', '),
    [t, formats],
  );
}
