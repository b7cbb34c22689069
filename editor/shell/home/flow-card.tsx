/** One flow of the list: its name opens it, its live counts say what it is doing. */
import { Tooltip } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { localize } from '../../../nodes/kit/text.ts';
import type { FlowSummary } from '../../../runtime/wire/rest.ts';
import { useFormats } from '../../i18n/format.ts';
import { useLanguage } from '../../i18n/setup.ts';
import { useFlowLive } from '../../live/live.ts';
import { hrefOf } from '../route.ts';
import { SimulatedMark } from '../simulated-mark.tsx';
import { StatusBadge } from '../status-badge.tsx';
import classes from './flow-card.module.css';
import { FlowMenu } from './flow-menu.tsx';
import { useMinute } from './use-minute.ts';

export function FlowCard({ flow, onChanged }: { flow: FlowSummary; onChanged: () => void }) {
  const { t } = useTranslation('shell');
  const language = useLanguage();
  const formats = useFormats();
  const now = useMinute();
  return (
    <li className={classes.card}>
      <div className={classes.top}>
        <StatusBadge status={flow.status} />
        <Marks flow={flow} />
        <div className={classes.menu}>
          <FlowMenu flow={flow} onChanged={onChanged} />
        </div>
      </div>
      <h2 className={classes.name}>
        <a href={hrefOf({ page: 'flow', id: flow.id })}>{localize(flow.name, language, flow.id)}</a>
      </h2>
      <p className={classes.description} title={localize(flow.description, language) || undefined}>
        {localize(flow.description, language, t('home.noDescription'))}
      </p>
      <div className={classes.foot}>
        <LiveCounts flow={flow.id} />
        <span className={classes.small}>{t('home.updated', { when: formats.ago(flow.updatedAt, now) })}</span>
      </div>
    </li>
  );
}

export function Marks({ flow }: { flow: FlowSummary }) {
  const { t } = useTranslation('shell');
  const simulated = useFlowLive(flow.id, (live) => live?.mode === 'simulated');
  return (
    <>
      {simulated && <SimulatedMark />}
      {flow.faultCount > 0 && (
        <span className={classes.mark} data-tone="bad">
          {t('home.faults', { count: flow.faultCount })}
        </span>
      )}
      {flow.changed && flow.status !== 'undeployed' && (
        <Tooltip label={t('home.changedHelp')}>
          <span className={classes.mark} data-tone="warn">
            {t('home.changed')}
          </span>
        </Tooltip>
      )}
    </>
  );
}

function LiveCounts({ flow }: { flow: string }) {
  const { t } = useTranslation('shell');
  const { t: common } = useTranslation('common');
  const formats = useFormats();
  const rate = useFlowLive(flow, (live) => live?.rate);
  const matches = useFlowLive(flow, (live) => live?.matches);
  return (
    <dl className={`${classes.counts} tabular`}>
      <div>
        <dt>{t('home.rateLabel')}</dt>
        <dd>{rate === undefined ? '–' : common('perSecond', { rate: formats.rate(rate) })}</dd>
      </div>
      <div>
        <dt>{t('home.matchesLabel')}</dt>
        <dd>{matches === undefined ? '–' : formats.count(matches)}</dd>
      </div>
    </dl>
  );
}
