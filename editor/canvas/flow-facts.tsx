/** How far the flow has come in event time, and what came late: below the drawing. */
import { useTranslation } from 'react-i18next';
import { useFormats } from '../i18n/format.ts';
import type { FlowLive } from '../live/counts.ts';
import { useFlowLive } from '../live/live.ts';
import classes from './flow-facts.module.css';

export function FlowFacts({ flow, timezone }: { flow: string; timezone: string }) {
  const { t } = useTranslation('live');
  const known = useFlowLive(flow, (live) => live !== undefined && live.watermark !== null);
  if (!known) return null;
  return (
    <ul className={classes.facts} aria-label={t('facts.label')}>
      <Watermark flow={flow} timezone={timezone} />
      <Amount flow={flow} what="waiting" select={waitingOf} />
      <Amount flow={flow} what="late" select={lateOf} tone="warn" />
      <Amount flow={flow} what="dropped" select={droppedOf} tone="bad" />
    </ul>
  );
}

const waitingOf = (live: FlowLive | undefined) => live?.waiting ?? 0;
const lateOf = (live: FlowLive | undefined) => live?.late ?? 0;
const droppedOf = (live: FlowLive | undefined) => live?.lateDropped ?? 0;

function Watermark({ flow, timezone }: { flow: string; timezone: string }) {
  const { t } = useTranslation('live');
  const formats = useFormats();
  // To the second: that is what is shown, and what is worth drawing anew.
  const second = useFlowLive(flow, (live) => Math.floor((live?.watermark ?? 0) / 1000));
  return (
    <li title={t('facts.watermarkHelp')}>
      {t('facts.watermark', { time: formats.dateTime(second * 1000, timezone) })}
    </li>
  );
}

interface AmountProps {
  readonly flow: string;
  readonly what: 'waiting' | 'late' | 'dropped';
  readonly select: (live: FlowLive | undefined) => number;
  readonly tone?: 'warn' | 'bad';
}

function Amount({ flow, what, select, tone }: AmountProps) {
  const { t } = useTranslation('live');
  const formats = useFormats();
  const value = useFlowLive(flow, select);
  if (value === 0) return null;
  return (
    <li data-tone={tone} title={t(`facts.${what}Help`)}>
      {t(`facts.${what}`, { amount: formats.count(value) })}
    </li>
  );
}
