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

export function RecordsPage() {
  const { t } = useTranslation('records');
  const formats = useFormats();
  const flows = useFlows();
  const [kind, setKind] = useState<RecordKind>('task');
  const [flow, setFlow] = useState('');
  const [page, setPage] = useState(1);
  const query = { kind, flow, offset: (page - 1) * PAGE_SIZE, limit: PAGE_SIZE };
  const resource = useResource((signal) => listRecords(query, signal), JSON.stringify(query));
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
            data={KINDS.map((value) => ({ value, label: t(`records.kinds.${value}`) }))}
            value={kind}
            onChange={(next) => {
              setKind(KINDS.find((each) => each === next) ?? 'task');
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
