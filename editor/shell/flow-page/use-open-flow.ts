/**
 * Opens a flow in the document, with what of it was drawn on this computer and not saved, and keeps it up with what
 * changes on the server. Where the server does not answer, what is on this computer is opened by itself.
 */
import { notifications } from '@mantine/notifications';
import { useCallback, useEffect, useState } from 'react';
import type { SimulationState } from '../../../runtime/wire/live.ts';
import {
  faultOf,
  lastSaveOf,
  livingPages,
  localDrafts,
  type OpenAutosave,
  openAutosave,
} from '../../deploy/open-autosave.ts';
import { PAGE } from '../../deploy/page-name.ts';
import { forgetRecovered, sayRecovered } from '../../deploy/recovered-notice.tsx';
import { documentActions, documentStore, startChecks } from '../../document/open-document.ts';
import type { LocalDraft } from '../../drafts/local-drafts.ts';
import { draftsLeft, recover } from '../../drafts/recover.ts';
import { i18next } from '../../i18n/setup.ts';
import { useChanged } from '../../live/live.ts';
import { type FlowDetail, readFlow, readSurroundings } from '../../server/flows-api.ts';
import { whenDrawn } from '../when-idle.ts';

export type Opening =
  | { readonly phase: 'loading' }
  | { readonly phase: 'gone' }
  | { readonly phase: 'failed'; readonly error: unknown }
  | { readonly phase: 'open'; readonly simulation: SimulationState; readonly autosave: OpenAutosave };

const NO_SIMULATION: SimulationState = { running: false, rate: 40, speed: 0, seed: 1, sent: 0 };

export function useOpenFlow(id: string) {
  const [state, setState] = useState<Opening>({ phase: 'loading' });
  const [turn, setTurn] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `turn` is there to try again
  useEffect(() => {
    const controller = new AbortController();
    let opened: Opening | undefined;
    setState({ phase: 'loading' });
    void open(id, controller.signal).then((opening) => {
      if (!opening) return;
      opened = opening;
      setState(opening);
      // The drawing comes first, and what is large and only checks it after that.
      if (opening.phase === 'open') whenDrawn(() => void startChecks());
    });
    return () => {
      controller.abort();
      if (opened?.phase === 'open') void opened.autosave.dispose();
      forgetRecovered();
      documentActions.close();
    };
  }, [id, turn]);

  useChanged('flows', (change) => {
    if (change.flow !== undefined && change.flow !== id) return;
    if (state.phase === 'open') void state.autosave.check();
    // The connection is back.
    else if (state.phase === 'failed') setTurn((before) => before + 1);
  });
  useChanged('catalogue', refreshSurroundings);
  useChanged('tables', refreshSurroundings);

  return { state, reload: useCallback(() => setTurn((before) => before + 1), []) };
}

/** Undefined where nobody waits for it any more. */
async function open(id: string, signal: AbortSignal): Promise<Opening | undefined> {
  // This page itself may have left the flow a moment ago.
  await lastSaveOf(id);
  const drafts = draftsLeft(id, localDrafts, livingPages);
  try {
    const [detail, surroundings, left] = await Promise.all([
      readFlow(id, signal),
      readSurroundings(signal),
      drafts,
    ]);
    if (signal.aborted) return undefined;
    documentActions.setSurroundings(surroundings);
    return openDetail(detail, left);
  } catch (error) {
    const left = await drafts;
    if (signal.aborted) return undefined;
    const fault = faultOf(error);
    const newest = left.at(-1);
    if (!newest || fault === 'signedOut')
      return fault === 'gone' ? { phase: 'gone' } : { phase: 'failed', error };
    return openLeft(left, newest, fault === 'gone');
  }
}

function openDetail(detail: FlowDetail, left: readonly LocalDraft[]): Opening {
  documentActions.open({ ...detail, flow: detail.draft });
  const autosave = openAutosave();
  takeLeft(autosave, left);
  return { phase: 'open', simulation: detail.simulation, autosave };
}

/** What is on this computer, as far as it goes. */
function openLeft(left: readonly LocalDraft[], newest: LocalDraft, gone: boolean): Opening {
  documentActions.setSurroundings(localDrafts.surroundings() ?? {});
  documentActions.open({ flow: newest.base, deployed: null, summary: newest.summary, fileFaults: [] });
  const autosave = openAutosave();
  takeLeft(autosave, left);
  if (gone) documentActions.markGone();
  else {
    notifications.show({ color: 'orange', message: i18next.t('offline', { ns: 'drafts' }), autoClose: 8000 });
    void autosave.saveNow();
  }
  return { phase: 'open', simulation: NO_SIMULATION, autosave };
}

function takeLeft(autosave: OpenAutosave, left: readonly LocalDraft[]): void {
  const recovered = recover(documentStore, left, { drafts: localDrafts, page: PAGE, keep: autosave.keep });
  if (recovered) sayRecovered(recovered);
}

function refreshSurroundings(): void {
  readSurroundings().then(documentActions.setSurroundings, () => {
    // What is known stays; the next change asks again.
  });
}
