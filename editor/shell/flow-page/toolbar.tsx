/** The bar above a flow: its name and state on the left, what can be done with it on the right. */
import { ActionIcon, Button, Divider, Menu, Tooltip, UnstyledButton } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconChevronLeft,
  IconCommand,
  IconCopy,
  IconDots,
  IconDownload,
  IconFileImport,
  IconFileText,
  IconHistory,
  IconKeyboard,
  IconLayoutDistributeHorizontal,
  IconLayoutSidebarRightCollapse,
  IconLayoutSidebarRightExpand,
  IconPlayerPlay,
  IconPlayerStop,
  IconTrash,
} from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SimulationState } from '../../../runtime/wire/live.ts';
import { useOffer } from '../../commands/offered-actions.ts';
import { runCommand } from '../../commands/run-command.ts';
import { closeTool, openTool, useTool } from '../../commands/tools.ts';
import type { Autosave } from '../../deploy/autosave.ts';
import { DeployButton } from '../../deploy/deploy-button.tsx';
import { saveToDisk } from '../../deploy/flow-json.ts';
import { SaveState } from '../../deploy/save-state.tsx';
import { useFlowActions } from '../../deploy/use-flow-actions.tsx';
import { documentActions, documentStore, useDocument } from '../../document/open-document.ts';
import { Avatars } from '../../presence/avatars.tsx';
import { SimulateControl } from '../../simulate/simulate-control.tsx';
import { keptReport } from '../../start/kept-reports.ts';
import { goTo, hrefOf } from '../route.ts';
import { StatusBadge } from '../status-badge.tsx';
import { FlowName } from './flow-name.tsx';
import { HistoryButton } from './history-list.tsx';
import classes from './toolbar.module.css';
import { type CommandButtonProps, useCanvasCommands } from './use-canvas-commands.ts';

const ImportDialog = lazy(() =>
  import('../../deploy/import-dialog.tsx').then((module) => ({ default: module.ImportDialog })),
);
const VersionsDrawer = lazy(() =>
  import('../../deploy/versions/versions-drawer.tsx').then((module) => ({ default: module.VersionsDrawer })),
);

/** Loaded when somebody reads it. */
const KeptReportDialog = lazy(() =>
  import('../../start/kept-report-dialog.tsx').then((module) => ({ default: module.KeptReportDialog })),
);

interface ToolbarProps {
  readonly autosave: Autosave;
  readonly simulating: boolean;
  /** Its last state, for what a start proposes. */
  readonly simulation: SimulationState;
  readonly onSimulation: (state: SimulationState) => void;
  readonly panelShown: boolean;
  readonly onPanel: (shown: boolean) => void;
}

export function Toolbar({
  autosave,
  simulating,
  simulation,
  onSimulation,
  panelShown,
  onPanel,
}: ToolbarProps) {
  const { t } = useTranslation('deploy');
  const commands = useCanvasCommands(autosave);
  const summary = useDocument((state) => state.summary);
  const deployed = useDocument((state) => state.deployed !== null);
  // Deleted by somebody else: it neither runs nor can be started.
  const gone = useDocument((state) => state.saveState === 'gone');
  const panelLabel = panelShown ? t('panel.hide') : t('panel.show');
  useOffer(panelShown ? 'deploy:panel.hide' : 'deploy:panel.show', () => onPanel(!panelShown));
  useOffer('deploy:back', () => goTo({ page: 'flows' }));
  if (!summary) return null;
  return (
    <div className={classes.bar} data-canvas-tools>
      <Tooltip label={t('back')}>
        <ActionIcon component="a" href={hrefOf({ page: 'flows' })} aria-label={t('back')}>
          <IconChevronLeft size={20} stroke={1.7} />
        </ActionIcon>
      </Tooltip>
      <FlowName />
      {!gone && <StatusBadge status={summary.status} />}
      {summary.changed && deployed && (
        <Tooltip label={t('changedHelp')}>
          <UnstyledButton className={classes.changed} onClick={() => runCommand('compare')}>
            {t('changed')}
          </UnstyledButton>
        </Tooltip>
      )}
      <SaveState onSave={() => void autosave.saveNow()} />
      <div className={classes.tools}>
        <Avatars />
        <CommandButton {...commands.undo} icon={IconArrowBackUp} />
        <CommandButton {...commands.redo} icon={IconArrowForwardUp} />
        <HistoryButton />
        <CommandButton {...commands.tidy} icon={IconLayoutDistributeHorizontal} />
        <CommandButton {...commands.palette} icon={IconCommand} />
        <Divider orientation="vertical" my={12} />
        {summary.hasSimulation && !simulating && !gone && (
          <SimulateControl flow={summary.id} state={simulation} onState={onSimulation} />
        )}
        {!gone && <RunButton />}
        <DeployButton autosave={autosave} />
        <VersionsButton autosave={autosave} />
        <MoreMenu autosave={autosave} />
        <Tooltip label={panelLabel}>
          <ActionIcon aria-label={panelLabel} aria-pressed={panelShown} onClick={() => onPanel(!panelShown)}>
            {panelShown ? (
              <IconLayoutSidebarRightCollapse size={18} stroke={1.6} />
            ) : (
              <IconLayoutSidebarRightExpand size={18} stroke={1.6} />
            )}
          </ActionIcon>
        </Tooltip>
      </div>
    </div>
  );
}

function CommandButton({
  label,
  help,
  keys,
  enabled,
  run,
  icon: Icon,
}: CommandButtonProps & { icon: typeof IconTrash }) {
  return (
    <Tooltip label={`${help} (${keys})`}>
      <ActionIcon aria-label={label} aria-keyshortcuts={keys} disabled={!enabled} onClick={run}>
        <Icon size={18} stroke={1.6} />
      </ActionIcon>
    </Tooltip>
  );
}

/** Starts or stops what is deployed. */
function RunButton() {
  const { t } = useTranslation('deploy');
  const actions = useFlowActions();
  const summary = useDocument((state) => state.summary);
  const deployed = useDocument((state) => state.deployed !== null);
  const [busy, setBusy] = useState(false);
  const running = summary?.status === 'running';
  useOffer(
    running ? 'drawing:flow.stop' : 'drawing:flow.start',
    () => summary && void toggle(summary),
    deployed && !busy,
  );
  if (!summary || !deployed) return null;

  async function toggle(flow: NonNullable<typeof summary>) {
    setBusy(true);
    const detail = running ? await actions.stop(flow, setBusy) : await actions.start(flow);
    if (detail) documentActions.setServerState(detail);
    setBusy(false);
  }

  return (
    <Button
      variant="default"
      loading={busy}
      leftSection={
        running ? <IconPlayerStop size={16} stroke={1.7} /> : <IconPlayerPlay size={16} stroke={1.7} />
      }
      onClick={() => void toggle(summary)}
    >
      {running ? t('stop') : t('start')}
    </Button>
  );
}

function VersionsButton({ autosave }: { autosave: Autosave }) {
  const { t } = useTranslation('deploy');
  const [opened, setOpened] = useState(false);
  const [wanted, setWanted] = useState(false);
  const open = () => {
    setWanted(true);
    setOpened(true);
  };
  useOffer('deploy:versions.open', open);
  return (
    <>
      <Tooltip label={t('versions.open')}>
        <ActionIcon aria-label={t('versions.open')} aria-haspopup="dialog" onClick={open}>
          <IconHistory size={18} stroke={1.7} />
        </ActionIcon>
      </Tooltip>
      {wanted && (
        <Suspense fallback={null}>
          <VersionsDrawer opened={opened} onClose={() => setOpened(false)} autosave={autosave} />
        </Suspense>
      )}
    </>
  );
}

function MoreMenu({ autosave }: { autosave: Autosave }) {
  const { t } = useTranslation('deploy');
  const actions = useFlowActions();
  const { t: canvas } = useTranslation('canvas');
  const { t: keys } = useTranslation('keys');
  const importing = useTool('import');
  const summary = useDocument((state) => state.summary);
  useOffer('drawing:flow.export', exportDrawn);
  useOffer('drawing:flow.duplicate', () => summary && void duplicate(summary));
  useOffer('drawing:flow.delete', () => summary && removeFlow(summary));
  const hasReport = summary !== null && keptReport(summary.id) !== undefined;
  const [reading, setReading] = useState(false);
  useOffer('keys:importReport', () => setReading(true), hasReport);
  if (!summary) return null;

  function removeFlow(flow: NonNullable<typeof summary>) {
    void actions.remove(flow, () => {
      // Nothing of it may be saved any more.
      documentActions.close();
      goTo({ page: 'flows' });
    });
  }

  async function duplicate(flow: NonNullable<typeof summary>) {
    // The copy is made of what is saved.
    await autosave.saveNow();
    const copy = await actions.duplicate(flow);
    if (copy) goTo({ page: 'flow', id: copy.summary.id });
  }

  function exportDrawn() {
    const { flow } = documentStore.getState();
    if (flow) saveToDisk(flow);
  }

  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon aria-label={t('menu')}>
            <IconDots size={18} stroke={1.7} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconDownload size={16} />} onClick={exportDrawn}>
            {t('export')}
          </Menu.Item>
          <Menu.Item leftSection={<IconFileImport size={16} />} onClick={() => openTool('import')}>
            {t('import')}
          </Menu.Item>
          <Menu.Item leftSection={<IconCopy size={16} />} onClick={() => void duplicate(summary)}>
            {t('duplicate')}
          </Menu.Item>
          {hasReport && (
            <Menu.Item leftSection={<IconFileText size={16} />} onClick={() => setReading(true)}>
              {keys('importReport')}
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconKeyboard size={16} />} onClick={() => openTool('keys')}>
            {canvas('keys')}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item
            color="var(--naru-bad)"
            leftSection={<IconTrash size={16} />}
            onClick={() => removeFlow(summary)}
          >
            {t('delete')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {reading && (
        <Suspense>
          <KeptReportDialog flow={summary.id} onClose={() => setReading(false)} />
        </Suspense>
      )}
      {importing && (
        <Suspense fallback={null}>
          <ImportDialog opened onClose={() => closeTool('import')} />
        </Suspense>
      )}
    </>
  );
}
