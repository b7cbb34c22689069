/** What goes out of the house: each delivery with its state and, where it did not arrive, the reason. */
import '../../i18n/records.ts';
import { Button, Select, Tooltip } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconFilterOff, IconFlask, IconMailForward, IconSend } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { durationInWords } from '../../../nodes/kit/duration.ts';
import type { Language } from '../../../nodes/kit/text.ts';
import { type Delivery, deliveryStatusSchema } from '../../../runtime/wire/rest.ts';
import { useFlowActions } from '../../deploy/use-flow-actions.tsx';
import { useFormats } from '../../i18n/format.ts';
import { useLanguage } from '../../i18n/setup.ts';
import { channelName } from '../../live/channel-name.ts';
import { useChanged } from '../../live/live.ts';
import { listDeliveries, resendDelivery } from '../../server/records-api.ts';
import { useResource } from '../../server/use-resource.ts';
import { MessageState } from '../page-states.tsx';
import { asSent } from './as-sent.ts';
import { PAGE_SIZE, RecordPage } from './record-page.tsx';
import classes from './record-parts.module.css';
import {
  DataSection,
  FlowCell,
  FlowFilter,
  parameterNames,
  useFieldNames,
  useFlows,
  useNodeNames,
} from './record-parts.tsx';
import { isResendStatus, ResendAll } from './resend-all.tsx';
import { StoppedTargets } from './stopped-targets.tsx';
import { type Column, UnfoldingTable } from './unfolding-table.tsx';

const STATUSES = deliveryStatusSchema.options;

export function OutboxPage() {
  const { t } = useTranslation('records');
  const formats = useFormats();
  const language = useLanguage();
  const flows = useFlows();
  const [flow, setFlow] = useState('');
  const [status, setStatus] = useState('');
  const [page, setPage] = useState(1);
  const query = { flow, status, offset: (page - 1) * PAGE_SIZE, limit: PAGE_SIZE };
  const resource = useResource((signal) => listDeliveries(query, signal), JSON.stringify(query));
  useChanged('outbox', resource.reload);
  const names = useNodeNames(flows, resource.value?.items ?? []);

  const columns: Column<Delivery>[] = [
    {
      label: t('outbox.time'),
      cell: ({ time }) => <span className="tabular">{formats.dateTime(time)}</span>,
    },
    { label: t('outbox.status'), cell: (delivery) => <Status delivery={delivery} /> },
    { label: t('outbox.channel'), cell: ({ channel }) => channelName(channel, language) },
    {
      label: t('outbox.to'),
      ...(isResendStatus(status) ? { cut: true } : { wide: true }),
      cell: (delivery) => receiverOf(delivery),
    },
    ...(isResendStatus(status)
      ? [
          {
            label: t('outbox.reason'),
            wide: true,
            cell: (delivery: Delivery) => reasonOf(delivery, language),
          },
        ]
      : []),
    {
      label: t('outbox.action'),
      cell: (delivery) => <FlowCell flows={flows} names={names} flow={delivery.flow} node={delivery.node} />,
    },
    { label: t('outbox.attempts'), right: true, cell: ({ attempts }) => formats.whole(attempts) },
  ];

  return (
    <RecordPage
      title={t('outbox.title')}
      lead={t('outbox.lead')}
      resource={resource}
      page={page}
      onPage={setPage}
      filters={
        <>
          <FlowFilter
            flows={flows}
            value={flow}
            onChange={(next) => {
              setFlow(next);
              setPage(1);
            }}
          />
          <Select
            size="xs"
            w={140}
            aria-label={t('filter.status')}
            data={[
              { value: '', label: t('filter.allStatus') },
              ...STATUSES.map((value) => ({ value, label: t(`outbox.statuses.${value}`) })),
            ]}
            value={status}
            onChange={(next) => {
              setStatus(next ?? '');
              setPage(1);
            }}
          />
          {isResendStatus(status) && (resource.value?.total ?? 0) > 0 && (
            <ResendAll
              status={status}
              flow={flow}
              total={resource.value?.total ?? 0}
              onDone={resource.reload}
            />
          )}
        </>
      }
      notice={<StoppedTargets />}
      empty={
        flow !== '' || status !== '' ? (
          <MessageState icon={IconFilterOff} title={t('nothingFits')} text={t('nothingFitsHelp')} />
        ) : (
          <MessageState icon={IconSend} title={t('outbox.empty')} text={t('outbox.emptyHelp')} />
        )
      }
    >
      {(items) => (
        <UnfoldingTable
          items={items}
          idOf={(delivery) => delivery.id}
          columns={columns}
          details={(delivery) => <Details delivery={delivery} onResent={resource.reload} />}
        />
      )}
    </RecordPage>
  );
}

function reasonOf({ reasonText, reason }: Delivery, language: Language): string {
  return reasonText?.[language] ?? reason ?? '–';
}

/** Where it goes: an address, a number, a URL; whatever the channel calls it. */
function receiverOf({ params, key }: Delivery): string {
  for (const name of ['to', 'url', 'queue', 'table', 'type', 'title'])
    if (typeof params[name] === 'string' && params[name] !== '') return params[name];
  return key === null ? '–' : typeof key === 'string' ? key : key.join(' · ');
}

function Status({ delivery }: { delivery: Delivery }) {
  const { t } = useTranslation('records');
  return (
    <span className={classes.states}>
      <Tooltip label={t(`outbox.statusHelp.${delivery.status}`)}>
        <span className={classes.status} data-status={delivery.status}>
          {t(`outbox.statuses.${delivery.status}`)}
        </span>
      </Tooltip>
      {delivery.simulated && delivery.status !== 'simulated' && (
        <Tooltip label={t('simulatedHelp')}>
          <IconFlask size={15} className={classes.flask} role="img" aria-label={t('simulatedHelp')} />
        </Tooltip>
      )}
    </span>
  );
}

function Details({ delivery, onResent }: { delivery: Delivery; onResent: () => void }) {
  const { t } = useTranslation('records');
  const { sayFailed } = useFlowActions();
  const [busy, setBusy] = useState(false);
  const names = useFieldNames(delivery.data);
  const language = useLanguage();
  const formats = useFormats();
  const canResend = isResendStatus(delivery.status) && !delivery.unfilled && !delivery.simulated;

  async function resend() {
    setBusy(true);
    try {
      await resendDelivery(delivery.id);
      notifications.show({ message: t('outbox.resent') });
      onResent();
    } catch (error) {
      sayFailed(error);
    } finally {
      setBusy(false);
    }
  }

  return (
    <>
      <div className={classes.actions}>
        {canResend && (
          <Button
            variant="default"
            leftSection={<IconMailForward size={16} stroke={1.7} />}
            loading={busy}
            onClick={() => void resend()}
          >
            {t('outbox.resend')}
          </Button>
        )}
        <span>
          {delivery.reason ? reasonOf(delivery, language) : t(`outbox.statusHelp.${delivery.status}`)}
          {delivery.unfilled && ` ${t('outbox.unfilled')}`}
        </span>
        {delivery.deadline && (
          <span className="tabular">
            {t('outbox.deadline', { time: formats.dateTime(delivery.deadline) })}
          </span>
        )}
      </div>
      {delivery.lateBy !== undefined && (
        <p>{t('outbox.lateBy', { duration: durationInWords(lengthOf(delivery.lateBy), language) })}</p>
      )}
      <DataSection
        title={t('outbox.content')}
        data={filled(delivery.params)}
        known={parameterNames(delivery.channel)}
      />
      <DataSection title={t('outbox.data')} data={delivery.data} known={names} />
      <section className={classes.section}>
        <h3>{t(delivery.attempts > 0 ? 'outbox.sentAs' : 'outbox.wouldBeSentAs')}</h3>
        <pre className={classes.raw}>{asSent(delivery)}</pre>
      </section>
    </>
  );
}

/** Without what was left empty, such as headers. */
function filled(params: Delivery['params']): Delivery['params'] {
  const isEmpty = (value: unknown) =>
    value === '' || (typeof value === 'object' && value !== null && Object.keys(value).length === 0);
  return Object.fromEntries(Object.entries(params).filter(([, value]) => !isEmpty(value)));
}

/** Ms as a duration in whole seconds, at least one. */
function lengthOf(ms: number): string {
  return `PT${Math.max(1, Math.round(ms / 1_000))}S`;
}
