/** What actions wrote down for people: tasks, cases, the watch list. */
import '../../i18n/records.ts';
import { SegmentedControl } from '@mantine/core';
import { IconClipboardList, IconEye, IconFolderSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ActionRecord } from '../../../runtime/wire/rest.ts';
import { useFormats } from '../../i18n/format.ts';
import { useChanged } from '../../live/live.ts';
import { readableKey } from '../../live/readable.ts';
import { listRecords, type RecordKind } from '../../server/records-api.ts';
import { useResource } from '../../server/use-resource.ts';
import { MessageState } from '../page-states.tsx';
import { SimulatedMark } from '../simulated-mark.tsx';
import { PAGE_SIZE, RecordPage } from './record-page.tsx';
import {
  DataSection,
  FlowCell,
  FlowFilter,
  parameterNames,
  useFieldNames,
  useFlows,
  useNodeNames,
} from './record-parts.tsx';
import classes from './records-page.module.css';
import { type Column, UnfoldingTable } from './unfolding-table.tsx';

const KINDS: readonly RecordKind[] = ['task', 'case', 'watchlist'];
const ICONS = { task: IconClipboardList, case: IconFolderSearch, watchlist: IconEye };

interface Asked {
  /** Until somebody chooses, the first kind of which there is something. */
  readonly chosen: RecordKind | undefined;
  readonly flow: string;
  readonly page: number;
}

/** One page of one kind, and how many there are of each. */
async function listAll({ chosen, flow, page }: Asked, signal: AbortSignal) {
  const counted = await Promise.all(
    KINDS.map(async (kind) => [kind, (await listRecords({ kind, flow, limit: 1 }, signal)).total] as const),
  );
  const kind = chosen ?? counted.find(([, total]) => total > 0)?.[0] ?? 'task';
  const query = { kind, flow, offset: (page - 1) * PAGE_SIZE, limit: PAGE_SIZE };
  const totals = Object.fromEntries(counted) as Readonly<Record<RecordKind, number>>;
  return { ...(await listRecords(query, signal)), kind, totals };
}

export function RecordsPage() {
  const { t } = useTranslation('records');
  const formats = useFormats();
  const flows = useFlows();
  const [chosen, setChosen] = useState<RecordKind>();
  const [flow, setFlow] = useState('');
  const [page, setPage] = useState(1);
  const resource = useResource(
    (signal) => listAll({ chosen, flow, page }, signal),
    JSON.stringify([chosen, flow, page]),
  );
  const kind = chosen ?? resource.value?.kind ?? 'task';
  useChanged('tasks', resource.reload);
  useChanged('cases', resource.reload);
  useChanged('watchlist', resource.reload);
  const names = useNodeNames(flows, resource.value?.items ?? []);

  const columns: Column<ActionRecord>[] = [
    {
      label: t('records.time'),
      cell: ({ time }) => <span className="tabular">{formats.dateTime(time)}</span>,
    },
    { label: t('records.name'), wide: true, cell: (record) => <Name record={record} /> },
    { label: t('records.key'), cell: ({ key }) => readableKey(key) ?? '–' },
    ...(kind === 'task'
      ? [{ label: t('records.queue'), cell: ({ queue }: ActionRecord) => queue ?? '–' }]
      : []),
    {
      label: t('records.flow'),
      cell: (record) => <FlowCell flows={flows} names={names} flow={record.flow} node={record.node} />,
    },
  ];

  const labelOf = (each: RecordKind) => {
    const total = resource.value?.totals[each];
    return [t(`records.kinds.${each}`), total === undefined ? '' : formats.whole(total)].join(' ').trim();
  };

  return (
    <RecordPage
      title={t('records.title')}
      lead={t('records.lead')}
      resource={resource}
      page={page}
      onPage={setPage}
      filters={
        <>
          <SegmentedControl
            aria-label={t('filter.kind')}
            data={KINDS.map((value) => ({ value, label: labelOf(value) }))}
            value={kind}
            onChange={(next) => {
              setChosen(KINDS.find((each) => each === next));
              setPage(1);
            }}
          />
          <FlowFilter
            flows={flows}
            value={flow}
            onChange={(next) => {
              setFlow(next);
              setPage(1);
            }}
          />
        </>
      }
      empty={
        <MessageState icon={ICONS[kind]} title={t(`records.empty.${kind}`)} text={t('records.emptyHelp')} />
      }
    >
      {(items) => (
        <UnfoldingTable
          items={items}
          idOf={(record) => record.id}
          columns={columns}
          details={(record) => <Details record={record} />}
        />
      )}
    </RecordPage>
  );
}

function Details({ record }: { record: ActionRecord }) {
  const { t } = useTranslation('records');
  const names = useFieldNames(record.data);
  return (
    <>
      <DataSection title={t('records.details')} data={record.details} known={parameterNames(record.kind)} />
      <DataSection title={t('records.data')} data={record.data} known={names} />
      <p className={classes.causes}>{t('records.causes', { count: record.causes.length })}</p>
    </>
  );
}

function Name({ record }: { record: ActionRecord }) {
  return (
    <span className={classes.name}>
      <span className={classes.title}>{record.title}</span>
      {record.simulated && <SimulatedMark />}
    </span>
  );
}
