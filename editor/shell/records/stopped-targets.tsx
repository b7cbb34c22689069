/** Says which receivers nothing is sent to now, since when, why, and when they are tried again. */
import '../../i18n/records.ts';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { DeliveryTarget } from '../../../runtime/wire/rest.ts';
import { useFormats } from '../../i18n/format.ts';
import { useLanguage } from '../../i18n/setup.ts';
import { channelName } from '../../live/channel-name.ts';
import { useChanged } from '../../live/live.ts';
import { listStoppedTargets } from '../../server/records-api.ts';
import { useResource } from '../../server/use-resource.ts';
import classes from './record-parts.module.css';

/** Beyond these it is only said how many there are: the list below is what the page is for. */
const SHOWN = 3;

export function StoppedTargets() {
  const { t } = useTranslation('records');
  const { value = [], reload } = useResource(listStoppedTargets, 'stopped-targets');
  useChanged('outbox', reload);
  if (value.length === 0) return null;
  return (
    <div className={classes.notices} role="status">
      {value.slice(0, SHOWN).map((target) => (
        <Notice key={target.target} target={target} />
      ))}
      {value.length > SHOWN && <span>{t('outbox.stopped.more', { count: value.length - SHOWN })}</span>}
    </div>
  );
}

function Notice({ target }: { target: DeliveryTarget }) {
  const { t } = useTranslation('records');
  const formats = useFormats();
  const language = useLanguage();
  const { since, nextTry, failures, reason, state } = target;
  const name = target.target === target.channel ? channelName(target.channel, language) : target.target;
  const facts = [
    since && t('outbox.stopped.since', { time: formats.dateTime(since) }),
    t('outbox.stopped.failures', { count: failures }),
    nextTry && t('outbox.stopped.nextTry', { time: formats.dateTime(nextTry) }),
  ].filter(Boolean);
  return (
    <div className={classes.notice}>
      <IconPlugConnectedX size={18} stroke={1.8} aria-hidden />
      <div>
        <b>{t(state === 'probing' ? 'outbox.stopped.probing' : 'outbox.stopped.open', { target: name })}</b>
        <p className="tabular">
          {facts.join(' · ')}
          {reason && ` · ${reason[language]}`}
        </p>
        <p>{t('outbox.stopped.help')}</p>
      </div>
    </div>
  );
}
