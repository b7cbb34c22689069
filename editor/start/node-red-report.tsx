/** What became of each node of a Node-RED export, and why, before the flow is made. */
import '../i18n/start.ts';
import { Badge, Button, Group, Select, Stack, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { RedImport } from '../../flows/import/node-red/import-node-red.ts';
import { FATES, type Fate } from '../../flows/import/node-red/translation.ts';
import { definitionOf } from '../../nodes/register.ts';
import { useLanguage } from '../i18n/setup.ts';
import { MiniDrawing } from './mini-drawing.tsx';
import classes from './start-dialog.module.css';

interface NodeRedReportProps {
  readonly result: RedImport;
  readonly busy: boolean;
  readonly onTab: (tab: string | undefined) => void;
  readonly onOpen: () => void;
}

const COLORS: Readonly<Record<Fate, string>> = {
  mapped: 'green',
  changed: 'yellow',
  comment: 'gray',
  joined: 'gray',
  left: 'gray',
};

const ALL = 'all tabs';

export function NodeRedReport({ result, busy, onTab, onOpen }: NodeRedReportProps) {
  const { t } = useTranslation('start');
  const { report, notes, tabs, flow } = result;
  return (
    <Stack gap="sm">
      <Counts report={report} />
      {tabs.length > 1 && (
        <Select
          label={t('bring.tab')}
          size="xs"
          allowDeselect={false}
          data={[
            { value: ALL, label: t('bring.allTabs') },
            ...tabs.map(({ id, label }) => ({ value: `tab ${id}`, label })),
          ]}
          defaultValue={ALL}
          onChange={(value) =>
            onTab(value === null || value === ALL ? undefined : value.slice('tab '.length))
          }
        />
      )}
      <Notes notes={notes} />
      <MiniDrawing
        flow={{ nodes: flow.nodes.filter((node) => node.type !== 'comment'), edges: flow.edges }}
      />
      <Lines report={report} />
      <Group justify="flex-end">
        <Button loading={busy} onClick={onOpen}>
          {t('bring.open')}
        </Button>
      </Group>
    </Stack>
  );
}

/** The report alone, after the flow has been made of it. */
export function ReportAgain({ report, notes }: Pick<RedImport, 'report' | 'notes'>) {
  return (
    <Stack gap="sm">
      <Counts report={report} />
      <Notes notes={notes} />
      <Lines report={report} />
    </Stack>
  );
}

type Report = RedImport['report'];

function Counts({ report }: { report: Report }) {
  const { t } = useTranslation('start');
  const counts = FATES.map((fate) => ({ fate, count: report.filter((line) => line.fate === fate).length }));
  return (
    <Group justify="space-between" gap="xs">
      <Text fw={600} role="status">
        {t('bring.summary', { count: report.length })}
      </Text>
      <Group gap={6}>
        {counts
          .filter(({ count }) => count > 0)
          .map(({ fate, count }) => (
            <Badge key={fate} variant="light" color={COLORS[fate]}>
              {t(`fate.${fate}`)} {count}
            </Badge>
          ))}
      </Group>
    </Group>
  );
}

function Notes({ notes }: { notes: RedImport['notes'] }) {
  const language = useLanguage();
  return notes.map((note) => (
    <Text key={note.en} size="sm">
      {note[language]}
    </Text>
  ));
}

function Lines({ report }: { report: Report }) {
  const { t } = useTranslation('start');
  const language = useLanguage();
  return (
    <section
      className={classes.report}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
      tabIndex={0}
      aria-label={t('bring.summary', { count: report.length })}
    >
      <Table stickyHeader verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('bring.node')}</Table.Th>
            <Table.Th>{t('bring.became')}</Table.Th>
            <Table.Th>{t('bring.why')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {report.map((line, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the list is never sorted or cut
            <Table.Tr key={i}>
              <Table.Td>
                <Text size="sm">{line.name || line.type}</Text>
                {line.name !== '' && (
                  <Text size="xs" c="dimmed">
                    {line.type}
                  </Text>
                )}
              </Table.Td>
              <Table.Td className={classes.fate}>
                <Badge variant="light" color={COLORS[line.fate]} className={classes.badge}>
                  {t(`fate.${line.fate}`)}
                </Badge>
                <Text size="xs" c="dimmed">
                  {line.kinds.map((kind) => definitionOf(kind)?.label[language] ?? kind).join(', ')}
                </Text>
              </Table.Td>
              <Table.Td>
                <Text size="sm">{line.why[language]}</Text>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}
