/** One flow: drawn, watched, set, saved and deployed. */
import { useLocalStorage } from '@mantine/hooks';
import { ReactFlowProvider } from '@xyflow/react';
import { lazy, Suspense, useEffect, useState } from 'react';
import type { SimulationState } from '../../../runtime/wire/live.ts';
import { Canvas } from '../../canvas/canvas.tsx';
import { focusCanvas } from '../../canvas/focus-canvas.ts';
import { focusCard } from '../../canvas/focus-card.ts';
import { useIsComparing } from '../../compare/comparing.ts';
import type { Autosave } from '../../deploy/autosave.ts';
import { GoneBanner } from '../../deploy/gone-banner.tsx';
import { documentActions, documentStore, startChecks, useDocument } from '../../document/open-document.ts';
import { useSimulation, useWatch } from '../../live/live.ts';
import { Palette } from '../../palette/palette.tsx';
import { usePresence } from '../../presence/presence.ts';
import { FailedState, LoadingState, NotFoundState } from '../page-states.tsx';
import { afterDrawing, whenDrawn } from '../when-idle.ts';
import { BottomPanel } from './bottom-panel.tsx';
import classes from './flow-page.module.css';
import { Toolbar } from './toolbar.tsx';
import { useOpenFlow } from './use-open-flow.ts';
import { usePanel } from './use-panel.ts';

const CompareBar = lazy(async () => ({
  default: (await import('../../compare/compare-bar.tsx')).CompareBar,
}));
const SimulationBar = lazy(async () => ({
  default: (await import('../../simulate/simulation-bar.tsx')).SimulationBar,
}));
const ConflictPanel = lazy(async () => ({
  default: (await import('../../deploy/conflict-panel.tsx')).ConflictPanel,
}));
const Inspector = lazy(
  afterDrawing(async () => ({ default: (await import('../../inspector/inspector.tsx')).Inspector })),
);

/** What is needed to go on drawing without a connection: the forms, with the parts of them that load late. */
async function loadForms(): Promise<void> {
  // Before them what knows the types of fields.
  await startChecks();
  await import('../../inspector/inspector.tsx');
  const { loadLateControls } = await import('../../inspector/form/late-control.tsx');
  await loadLateControls();
}

/** @param node to be selected at first */
export function FlowPage({ id, node }: { id: string; node?: string | undefined }) {
  const { state, reload } = useOpenFlow(id);
  const isOpen = state.phase === 'open';
  useEffect(() => {
    if (!isOpen || node === undefined) return;
    documentActions.select([node]);
    focusCard(node);
  }, [isOpen, node]);
  if (state.phase === 'gone') return <NotFoundState />;
  if (state.phase === 'failed') return <FailedState error={state.error} onRetry={reload} />;
  if (state.phase === 'loading') return <LoadingState />;
  return (
    <ReactFlowProvider>
      <Workbench id={id} simulation={state.simulation} autosave={state.autosave} onBack={reload} />
    </ReactFlowProvider>
  );
}

interface WorkbenchProps {
  readonly id: string;
  readonly simulation: SimulationState;
  readonly autosave: Autosave;
  /** Opens the flow anew. */
  readonly onBack: () => void;
}

function Workbench({ id, simulation: atFirst, autosave, onBack }: WorkbenchProps) {
  const [answered, setAnswered] = useState(atFirst);
  // Who begins with nothing needs the names of the kinds more than room.
  const [roomWanted] = useState(() => innerWidth < 1400 && !isEmpty());
  const [paletteFolded, setPaletteFolded] = useRemembered('naru.palette.folded', roomWanted);
  const [panelShown, setPanelShown] = usePanel();
  const hasSimulation = useDocument((state) => state.summary?.hasSimulation ?? false);
  const comparing = useIsComparing();
  const conflicting = useDocument((state) => state.conflicts.length > 0);
  useWatch([id]);
  usePresence(id);
  useEffect(() => focusCanvas(), []);
  // Where this fails, the form that is opened says so.
  useEffect(() => whenDrawn(() => void loadForms().catch(() => {})), []);
  // What the server answered holds until it tells more by itself. Of what it tells, only whether it runs is read
  // here: the clock ticks ten times a second, and the page must not be drawn with it.
  const simulating = useSimulation(id, (state) => state?.running) ?? answered.running;

  return (
    <div className={classes.page}>
      <Toolbar
        autosave={autosave}
        simulating={simulating}
        simulation={answered}
        onSimulation={setAnswered}
        panelShown={panelShown}
        onPanel={setPanelShown}
      />
      <Suspense fallback={null}>
        {simulating && <SimulationBar flow={id} answered={answered} onState={setAnswered} />}
        {comparing && <CompareBar />}
      </Suspense>
      <GoneBanner onBack={onBack} />
      <div className={classes.work}>
        <div className={classes.left}>
          <div className={classes.drawing}>
            <Palette folded={paletteFolded} onFold={setPaletteFolded} />
            <Canvas />
            {conflicting && (
              <Suspense fallback={null}>
                <ConflictPanel />
              </Suspense>
            )}
          </div>
          <BottomPanel canSimulate={hasSimulation && !simulating} />
        </div>
        {panelShown && (
          <div className={classes.panel}>
            <Suspense fallback={<LoadingState />}>
              <Inspector />
            </Suspense>
          </div>
        )}
      </div>
    </div>
  );
}

function isEmpty(): boolean {
  return documentStore.getState().flow?.nodes.length === 0;
}

function useRemembered(key: string, atFirst: boolean) {
  return useLocalStorage<boolean>({ key, defaultValue: atFirst, getInitialValueInEffect: false });
}
