/** One flow: drawn, watched, set, saved and deployed. */
import { useLocalStorage } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { ReactFlowProvider } from '@xyflow/react';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SimulationState } from '../../../runtime/wire/live.ts';
import { Canvas } from '../../canvas/canvas.tsx';
import { useClipboard } from '../../commands/clipboard.ts';
import { CompareBar } from '../../compare/compare-bar.tsx';
import type { Autosave } from '../../deploy/autosave.ts';
import { ConflictDialog } from '../../deploy/conflict-dialog.tsx';
import { openAutosave } from '../../deploy/open-autosave.ts';
import { documentActions, documentStore, useDocument } from '../../document/open-document.ts';
import { Inspector } from '../../inspector/inspector.tsx';
import { useChanged, useSimulation, useWatch } from '../../live/live.ts';
import { Palette } from '../../palette/palette.tsx';
import { type FlowDetail, readFlow, readSurroundings } from '../../server/flows-api.ts';
import { RestError } from '../../server/rest-client.ts';
import { SimulationBar } from '../../simulate/simulation-bar.tsx';
import { FailedState, LoadingState, NotFoundState } from '../page-states.tsx';
import { BottomPanel } from './bottom-panel.tsx';
import classes from './flow-page.module.css';
import { Toolbar } from './toolbar.tsx';
import { usePanel } from './use-panel.ts';

export function FlowPage({ id }: { id: string }) {
  const { state, reload } = useOpenFlow(id);
  if (state.phase === 'gone') return <NotFoundState />;
  if (state.phase === 'failed') return <FailedState error={state.error} onRetry={reload} />;
  if (state.phase === 'loading') return <LoadingState />;
  return (
    <ReactFlowProvider>
      <Workbench id={id} simulation={state.simulation} autosave={state.autosave} />
    </ReactFlowProvider>
  );
}

type Opening =
  | { readonly phase: 'loading' }
  | { readonly phase: 'gone' }
  | { readonly phase: 'failed'; readonly error: unknown }
  | { readonly phase: 'open'; readonly simulation: SimulationState; readonly autosave: Autosave };

/** Opens the flow in the document, and keeps it up with what changes on the server. */
function useOpenFlow(id: string) {
  const { t } = useTranslation('shell');
  const [state, setState] = useState<Opening>({ phase: 'loading' });
  const [turn, setTurn] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `turn` is there to try again
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    let autosave: Autosave | undefined;
    setState({ phase: 'loading' });
    Promise.all([readFlow(id, signal), readSurroundings(signal)]).then(
      ([detail, surroundings]) => {
        if (signal.aborted) return;
        documentActions.setSurroundings(surroundings);
        documentActions.open({ ...detail, flow: detail.draft });
        autosave = openAutosave();
        setState({ phase: 'open', simulation: detail.simulation, autosave });
      },
      (error: unknown) => {
        if (signal.aborted) return;
        const gone = error instanceof RestError && error.status === 404;
        setState(gone ? { phase: 'gone' } : { phase: 'failed', error });
      },
    );
    return () => {
      controller.abort();
      autosave?.dispose();
      documentActions.close();
    };
  }, [id, turn]);

  useChanged('flows', (change) => {
    if (change.flow !== undefined && change.flow !== id) return;
    if (documentStore.getState().flow?.id !== id) return;
    readFlow(id).then(takeNewer, (error: unknown) => {
      if (!(error instanceof RestError && error.status === 404)) return;
      documentActions.close();
      notifications.show({ message: t('notFound.text') });
      setState({ phase: 'gone' });
    });
  });
  useChanged('catalogue', refreshSurroundings);
  useChanged('tables', refreshSurroundings);

  return { state, reload: useCallback(() => setTurn((before) => before + 1), []) };
}

/** What the server has now. A draft that was changed here is not touched; saving it will say that somebody was faster. */
function takeNewer(detail: FlowDetail): void {
  const { flow, revision, saveState } = documentStore.getState();
  if (flow?.id !== detail.summary.id) return;
  if (detail.summary.revision > revision) {
    if (saveState === 'saved') documentActions.reload({ ...detail, flow: detail.draft });
  } else if (detail.summary.revision === revision) {
    documentActions.setServerState(detail);
  }
}

function refreshSurroundings(): void {
  readSurroundings().then(documentActions.setSurroundings, () => {
    // What is known stays; the next change asks again.
  });
}

interface WorkbenchProps {
  readonly id: string;
  readonly simulation: SimulationState;
  readonly autosave: Autosave;
}

function Workbench({ id, simulation: atFirst, autosave }: WorkbenchProps) {
  const [answered, setAnswered] = useState(atFirst);
  const [paletteFolded, setPaletteFolded] = useRemembered('naru.palette.folded', innerWidth < 1400);
  const [panelShown, setPanelShown] = usePanel();
  const hasSimulation = useDocument((state) => state.summary?.hasSimulation ?? false);
  useWatch([id]);
  useClipboard(documentStore);
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
      {simulating && <SimulationBar flow={id} answered={answered} onState={setAnswered} />}
      <CompareBar />
      <div className={classes.work}>
        <div className={classes.left}>
          <div className={classes.drawing}>
            <Palette folded={paletteFolded} onFold={setPaletteFolded} />
            <Canvas />
          </div>
          <BottomPanel canSimulate={hasSimulation && !simulating} />
        </div>
        {panelShown && (
          <div className={classes.panel}>
            <Inspector />
          </div>
        )}
      </div>
      <ConflictDialog />
    </div>
  );
}

function useRemembered(key: string, atFirst: boolean) {
  return useLocalStorage<boolean>({ key, defaultValue: atFirst, getInitialValueInEffect: false });
}
