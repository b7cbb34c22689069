/** Events that did not get in, or that a flow could not take: found by filter, looked at, mended, sent in again. */
import '../../i18n/bad-events.ts';
import { Checkbox, Select, TextInput, Tooltip } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconCircleCheck, IconFilterOff, IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type BadEventItem,
  type BadEventReason,
  type BadEventTotals,
  badEventReasonSchema,
} from '../../../runtime/wire/bad-events.ts';
import { useFormats } from '../../i18n/format.ts';
import { useLanguage } from '../../i18n/setup.ts';
import { useChanged } from '../../live/live.ts';
import { listBadEvents } from '../../server/bad-events-api.ts';
import { useResource } from '../../server/use-resource.ts';
import { MessageState } from '../page-states.tsx';
import { PAGE_SIZE, RecordPage } from '../records/record-page.tsx';
import classes from '../records/record-parts.module.css';
import { FlowCell, FlowFilter, useFlows, useNodeNames } from '../records/record-parts.tsx';
import { type Column, UnfoldingTable } from '../records/unfolding-table.tsx';
import { BadEventDetails } from './bad-event-details.tsx';
import own from './bad-events.module.css';
import { ManyActions } from './many-actions.tsx';

const REASONS = badEventReasonSchema.options;

export function BadEventsPage() {
  const { t } = useTranslation('badEvents');
  const flows = useFlows();
  const [filter, setFilter] = useState({ reason: '', flow: '', text: '', sent: '' });
  const [page, setPage] = useState(1);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [text] = useDebouncedValue(filter.text.trim(), 300);
  const which = { ...filter, text };
  const query = { ...which, offset: (page - 1) * PAGE_SIZE, limit: PAGE_SIZE };
  const resource = useResource((signal) => listBadEvents(query, signal), JSON.stringify(query));
  useChanged('refused', resource.reload);

  const change = (changes: Partial<typeof filter>) => {
    setFilter({ ...filter, ...changes });
    setSelected(new Set());
    setPage(1);
  };
  const items = resource.value?.items ?? [];
  const columns = useColumns(flows, items, selected, setSelected);
  const isFiltered = Object.values(which).some((value) => value !== '');

  return (
    <RecordPage
      title={t('title')}
      lead={t('lead')}
      resource={resource}
      page={page}
      onPage={setPage}
      filters={
        <>
          <TextInput
            size="xs"
            w={180}
            aria-label={t('search')}
            placeholder={t('search')}
            maxLength={200}
            leftSection={<IconSearch size={14} stroke={1.7} />}
            value={filter.text}
            onChange={(event) => change({ text: event.currentTarget.value })}
          />
          <FlowFilter flows={flows} value={filter.flow} onChange={(flow) => change({ flow })} />
          <Select
            size="xs"
            w={130}
            aria-label={t('filterReason')}
            data={[
              { value: '', label: t('allReasons') },
              ...REASONS.map((value) => ({ value, label: t(`reasons.${value}`) })),
            ]}
            value={filter.reason}
            onChange={(reason) => change({ reason: reason ?? '' })}
          />
          <Select
            size="xs"
            w={130}
            aria-label={t('filterState')}
            data={[
              { value: '', label: t('allStates') },
              { value: 'false', label: t('open') },
              { value: 'true', label: t('done') },
            ]}
            value={filter.sent}
            onChange={(sent) => change({ sent: sent ?? '' })}
          />
        </>
      }
      empty={
        isFiltered ? (
          <MessageState icon={IconFilterOff} title={t('nothingFits')} text={t('nothingFitsHelp')} />
        ) : (
          <MessageState icon={IconCircleCheck} title={t('empty')} text={t('emptyHelp')} />
        )
      }
    >
      {(shown) => (
        <>
          <ManyActions
            selected={selected}
            filter={which}
            total={resource.value?.total ?? 0}
            onDone={() => {
              setSelected(new Set());
              resource.reload();
            }}
          />
          {resource.value && <Counted totals={resource.value.totals} />}
          <UnfoldingTable
            items={shown}
            idOf={({ id }) => id}
            columns={columns}
            details={(item) => <BadEventDetails key={item.id} item={item} onChange={resource.reload} />}
          />
        </>
      )}
    </RecordPage>
  );
}

function useColumns(
  flows: ReturnType<typeof useFlows>,
  items: readonly BadEventItem[],
  selected: ReadonlySet<string>,
  setSelected: (selected: ReadonlySet<string>) => void,
): Column<BadEventItem>[] {
  const { t } = useTranslation('badEvents');
  const language = useLanguage();
  const formats = useFormats();
  const names = useNodeNames(flows, items);
  const here = items.filter(({ id }) => selected.has(id)).length;
  const toggle = (id: string) => {
    const next = new Set(selected);
    if (!next.delete(id)) next.add(id);
    setSelected(next);
  };
  return [
    {
      label: t('select'),
      head: (
        <Checkbox
          size="xs"
          aria-label={t('selectPage')}
          checked={here > 0 && here === items.length}
          indeterminate={here > 0 && here < items.length}
          onChange={() => setSelected(new Set(here === items.length ? [] : items.map(({ id }) => id)))}
        />
      ),
      cell: ({ id }) => (
        <Checkbox
          size="xs"
          aria-label={t('select')}
          checked={selected.has(id)}
          onClick={(event) => event.stopPropagation()}
          onChange={() => toggle(id)}
        />
      ),
    },
    { label: t('time'), cell: ({ at }) => <span className="tabular">{formats.dateTime(at)}</span> },
    { label: t('reason'), cell: ({ reason }) => <Reason reason={reason} /> },
    { label: t('what'), wide: true, cell: ({ message }) => message[language] },
    {
      label: t('at'),
      cell: ({ flow, node }) =>
        flow === undefined ? '–' : <FlowCell flows={flows} names={names} flow={flow} node={node ?? ''} />,
    },
    { label: t('id'), cell: ({ eventId }) => <span className={own.id}>{eventId ?? '–'}</span> },
    { label: t('state'), cell: ({ sent }) => <Sent sent={sent} /> },
  ];
}

function Reason({ reason }: { reason: BadEventReason }) {
  const { t } = useTranslation('badEvents');
  return (
    <Tooltip label={t(`reasonHelp.${reason}`)}>
      <span
        className={classes.status}
        data-status={reason === 'refused' || reason === 'failed' ? 'failed' : 'held'}
      >
        {t(`reasons.${reason}`)}
      </span>
    </Tooltip>
  );
}

function Sent({ sent }: Pick<BadEventItem, 'sent'>) {
  const { t } = useTranslation('badEvents');
  const language = useLanguage();
  if (!sent) return '–';
  const tone = { accepted: 'delivered', duplicate: 'held', refused: 'failed' }[sent.outcome];
  return (
    <Tooltip label={t(`outcomeHelp.${sent.outcome}`, { message: sent.message?.[language] ?? '' })}>
      <span className={classes.status} data-status={tone}>
        {t(`outcomes.${sent.outcome}`)}
      </span>
    </Tooltip>
  );
}

/** What came so fast that only its number is known. */
function Counted({ totals }: { totals: BadEventTotals }) {
  const { t } = useTranslation('badEvents');
  const formats = useFormats();
  const counted = REASONS.filter((reason) => totals[reason].counted > 0);
  if (counted.length === 0) return null;
  const list = counted
    .map((reason) =>
      t('countedOf', { reason: t(`reasons.${reason}`), amount: formats.whole(totals[reason].counted) }),
    )
    .join(' · ');
  return <p className={own.counted}>{t('counted', { list })}</p>;
}
