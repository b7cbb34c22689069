/** The list of flows as a table, for those who have many. */
import { Paper, Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { localize } from '../../../nodes/kit/text.ts';
import type { FlowSummary } from '../../../runtime/wire/rest.ts';
import { useFormats } from '../../i18n/format.ts';
import { useLanguage } from '../../i18n/setup.ts';
import type { FlowLive } from '../../live/counts.ts';
import { useFlowLive } from '../../live/live.ts';
import { hrefOf } from '../route.ts';
import { StatusBadge } from '../status-badge.tsx';
import { Marks } from './flow-card.tsx';
import { FlowMenu } from './flow-menu.tsx';
import classes from './flow-table.module.css';
import { useMinute } from './use-minute.ts';

interface FlowTableProps {
  readonly flows: readonly FlowSummary[];
  readonly onChanged: () => void;
}

export function FlowTable({ flows, onChanged }: FlowTableProps) {
  const { t } = useTranslation('shell');
  return (
    <Paper className={classes.frame}>
      <Table highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('home.name')}</Table.Th>
            <Table.Th>{t('home.status')}</Table.Th>
            <Table.Th ta="right">{t('home.rate')}</Table.Th>
            <Table.Th ta="right">{t('home.matches')}</Table.Th>
            <Table.Th>{t('home.saved')}</Table.Th>
            <Table.Th aria-hidden />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {flows.map((flow) => (
            <Row key={flow.id} flow={flow} onChanged={onChanged} />
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  );
}

function Row({ flow, onChanged }: { flow: FlowSummary; onChanged: () => void }) {
  const language = useLanguage();
  const formats = useFormats();
  const now = useMinute();
  return (
    <Table.Tr>
      <Table.Td className={classes.name}>
        <a href={hrefOf({ page: 'flow', id: flow.id })}>{localize(flow.name, language, flow.id)}</a>
        <div className={classes.description}>{localize(flow.description, language)}</div>
      </Table.Td>
      <Table.Td>
        <div className={classes.marks}>
          <StatusBadge status={flow.status} />
          <Marks flow={flow} />
        </div>
      </Table.Td>
      <Table.Td ta="right" className="tabular">
        <Figure flow={flow.id} select={rateOf} show={formats.rate} />
      </Table.Td>
      <Table.Td ta="right" className="tabular">
        <Figure flow={flow.id} select={matchesOf} show={formats.count} />
      </Table.Td>
      <Table.Td className={classes.when}>{formats.ago(flow.updatedAt, now)}</Table.Td>
      <Table.Td w={48}>
        <FlowMenu flow={flow} onChanged={onChanged} />
      </Table.Td>
    </Table.Tr>
  );
}

const rateOf = (live: FlowLive | undefined) => live?.rate;
const matchesOf = (live: FlowLive | undefined) => live?.matches;

interface FigureProps {
  readonly flow: string;
  readonly select: (live: FlowLive | undefined) => number | undefined;
  readonly show: (value: number) => string;
}

/** A live figure, apart from its row, so that a tick draws the figure alone. */
function Figure({ flow, select, show }: FigureProps) {
  const value = useFlowLive(flow, select);
  return value === undefined ? '–' : show(value);
}
