/** The list of flows: what there is, whether it runs, and what it is finding just now. */
import { Button, SegmentedControl, SimpleGrid, TextInput } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import {
  IconFileImport,
  IconLayoutGrid,
  IconList,
  IconPlus,
  IconSearch,
  IconSitemap,
} from '@tabler/icons-react';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Language, localize } from '../../../nodes/kit/text.ts';
import type { FlowSummary } from '../../../runtime/wire/rest.ts';
import { closeTool, openTool, useTool } from '../../commands/tools.ts';
import { ImportDialog } from '../../deploy/import-dialog.tsx';
import { useLanguage } from '../../i18n/setup.ts';
import { useChanged, useWatch } from '../../live/live.ts';
import { listFlows } from '../../server/flows-api.ts';
import { useResource } from '../../server/use-resource.ts';
import { PageFrame, PageHead } from '../page-head.tsx';
import { FailedState, LoadingState, MessageState } from '../page-states.tsx';
import { useTitle } from '../use-title.ts';
import { FlowCard } from './flow-card.tsx';
import { FlowTable } from './flow-table.tsx';
import classes from './home-page.module.css';
import { RemovedFlows } from './removed-flows.tsx';

/** Loaded when somebody begins a flow. */
const StartDialog = lazy(() =>
  import('../../start/start-dialog.tsx').then((module) => ({ default: module.StartDialog })),
);

type View = 'cards' | 'table';

/** As many as the server lets one page watch. */
const WATCHED = 50;

export function HomePage() {
  const { t } = useTranslation('shell');
  const language = useLanguage();
  useTitle(t('home.title'));
  const { value: flows, error, reload } = useResource(listFlows, 'flows');
  const creating = useTool('newFlow');
  const importing = useTool('import');
  const [search, setSearch] = useState('');
  const [view, setView] = useLocalStorage<View>({
    key: 'naru.home.view',
    defaultValue: 'cards',
    getInitialValueInEffect: false,
  });
  useChanged('flows', reload);
  const shown = useMemo(() => {
    const wanted = search.trim().toLowerCase();
    const fitting = flows?.filter((flow) =>
      textsOf(flow, language).some((text) => text.toLowerCase().includes(wanted)),
    );
    // By file name as people count: 2 before 10.
    return fitting?.sort((a, b) => a.id.localeCompare(b.id, 'en', { numeric: true }));
  }, [flows, search, language]);
  // What is looked for counts as well, though it be the sixtieth flow.
  useWatch((shown ?? []).slice(0, WATCHED).map((flow) => flow.id));

  return (
    <PageFrame>
      <PageHead title={t('home.title')} lead={t('home.lead')}>
        <TextInput
          type="search"
          aria-label={t('home.search')}
          placeholder={t('home.search')}
          leftSection={<IconSearch size={16} stroke={1.6} />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          w={240}
          size="xs"
        />
        <SegmentedControl
          aria-label={t('home.view')}
          value={view}
          onChange={(value) => setView(value === 'table' ? 'table' : 'cards')}
          data={[
            { value: 'cards', label: <ViewIcon icon={IconLayoutGrid} label={t('home.asCards')} /> },
            { value: 'table', label: <ViewIcon icon={IconList} label={t('home.asTable')} /> },
          ]}
        />
        <Button
          variant="default"
          leftSection={<IconFileImport size={16} />}
          onClick={() => openTool('import')}
        >
          {t('home.import')}
        </Button>
        <Button leftSection={<IconPlus size={16} />} onClick={() => openTool('newFlow')}>
          {t('home.create')}
        </Button>
      </PageHead>
      {error !== undefined && !flows ? (
        <FailedState error={error} onRetry={reload} />
      ) : !shown ? (
        <LoadingState />
      ) : shown.length === 0 ? (
        <Nothing searched={search.trim() !== ''} />
      ) : view === 'table' ? (
        <FlowTable flows={shown} onChanged={reload} />
      ) : (
        <SimpleGrid
          cols={{ base: 1, sm: 2, lg: 3, xl: 4 }}
          spacing="md"
          component="ul"
          className={classes.grid}
        >
          {shown.map((flow) => (
            <FlowCard key={flow.id} flow={flow} onChanged={reload} />
          ))}
        </SimpleGrid>
      )}
      <RemovedFlows />
      {creating && (
        <Suspense>
          <StartDialog onClose={() => closeTool('newFlow')} taken={(flows ?? []).map((flow) => flow.id)} />
        </Suspense>
      )}
      <ImportDialog opened={importing} onClose={() => closeTool('import')} />
    </PageFrame>
  );
}

function textsOf(flow: FlowSummary, language: Language): string[] {
  return [flow.id, localize(flow.name, language), localize(flow.description, language)];
}

function ViewIcon({ icon: Icon, label }: { icon: typeof IconList; label: string }) {
  return (
    <span className={classes.viewIcon} title={label}>
      <Icon size={16} stroke={1.7} role="img" aria-label={label} />
    </span>
  );
}

function Nothing({ searched }: { searched: boolean }) {
  const { t } = useTranslation('shell');
  return searched ? (
    <MessageState icon={IconSearch} title={t('home.nothingFound')} text={t('home.nothingFoundHelp')} />
  ) : (
    <MessageState icon={IconSitemap} title={t('home.empty')} text={t('home.emptyHelp')} />
  );
}
