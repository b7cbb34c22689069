/** What a trial came to, in a sentence. */
import '../i18n/trial.ts';
import { useTranslation } from 'react-i18next';
import { localize } from '../../nodes/kit/text.ts';
import type { NodeKind } from '../../nodes/register.ts';
import type { Trial } from '../../runtime/wire/trial.ts';
import { useDocument } from '../document/open-document.ts';
import { useFormats } from '../i18n/format.ts';
import { useLanguage } from '../i18n/setup.ts';

export interface TrialWords {
  /** "37 of 1,240 recent events passed." */
  readonly result: string;
  /** Which events they were, and of when. */
  readonly span: string;
}

type Told = Exclude<NodeKind, 'comment'>;

export function useTrialWords(
  trial: Trial,
  nodeId: string,
  kind: Told,
  main: string | undefined,
): TrialWords {
  const { t } = useTranslation('trial');
  const formats = useFormats();
  const timezone = useDocument((state) => state.flow?.timezone ?? 'UTC');
  const what = useEventWords(trial, kind);
  const count = trial.counts[nodeId] ?? { in: 0, out: {} };
  const left = count.out[main ?? ''] ?? 0;
  const figures = {
    what,
    count: left,
    in: formats.whole(count.in),
    out: formats.whole(left),
  };
  const { first = '', last = '' } = trial;
  const dayOf = (time: string) => formats.dateTime(time, timezone).replace(formats.time(time, timezone), '');
  const isOneDay = dayOf(first) === dayOf(last);
  return {
    result: trial.isBroken ? t('arrivedOnly', figures) : t(`result.${kind}`, figures),
    span: t(`span.${trial.from}`, {
      events: formats.whole(trial.events),
      first: formats.dateTime(first, timezone),
      last: isOneDay ? formats.time(last, timezone) : formats.dateTime(last, timezone),
    }),
  };
}

/** By the name of their type, where all are source events of one type. */
function useEventWords({ from, arrived, left }: Trial, kind: Told): string {
  const { t } = useTranslation('trial');
  const language = useLanguage();
  const known = useDocument((state) => state.surroundings.eventTypes);
  const events = kind === 'event-source' ? left : arrived;
  const types = new Set(events.map(({ event }) => event.type));
  const [type] = types;
  const info = known?.find((each) => each.type === type);
  const name =
    types.size === 1 && info ? t('what.typed', { name: localize(info.name, language) }) : t('what.events');
  // What a node made is neither recent nor simulated.
  const isMade = events.some(({ event }) => event.source.startsWith('/flows/'));
  return t(`what.${isMade ? 'arrived' : from}`, { name });
}
