/**
 * editor/deploy: from a drawing to what runs: saving, deploying, starting, import and export.
 *
 * This file: saves the draft a moment after the last change. One request at a time; what changes meanwhile goes with
 * the next one. When somebody else was faster it stops until a person has decided.
 */
import type { FlowFile } from '../../flows/format/flow-file.ts';
import type { FlowSummary } from '../../runtime/wire/rest.ts';
import type { DocumentStore } from '../document/document-store.ts';

const SAVE_AFTER = 1000;
const RETRY_AFTER = 5000;

export interface AutosaveDeps {
  readonly store: DocumentStore;
  readonly save: (flow: FlowFile, revision: number) => Promise<{ readonly summary: FlowSummary }>;
  /** Whether an error says that the draft was saved by somebody else since. */
  readonly isConflict: (error: unknown) => boolean;
  /** Runs something after so many ms; gives a function that calls it off. */
  readonly later: (run: () => void, ms: number) => () => void;
}

export interface Autosave {
  /** Saves now; resolves to true when everything is saved. */
  saveNow(): Promise<boolean>;
  /** Ends it; what was not saved yet is sent. */
  dispose(): void;
}

export function createAutosave({ store, save, isConflict, later }: AutosaveDeps): Autosave {
  /** Resolves to the revision that the server has after it. */
  let underWay: Promise<number> | undefined;
  let cancel = () => {};
  let ended = false;

  function schedule(ms: number) {
    cancel();
    if (!ended) cancel = later(() => void saveNow(), ms);
  }

  async function send(): Promise<number> {
    const { flow, revision, saveState } = store.getState();
    if (!flow || (saveState !== 'dirty' && saveState !== 'failed')) return revision;
    store.actions.markSaving();
    // Another flow may have been opened by the time the answer is there.
    const stillOpen = () => store.getState().flow?.id === flow.id;
    try {
      const { summary } = await save(flow, revision);
      if (stillOpen()) store.actions.markSaved(flow, summary);
      if (stillOpen() && store.getState().saveState === 'dirty') schedule(SAVE_AFTER);
      return summary.revision;
    } catch (error) {
      const conflict = isConflict(error);
      if (stillOpen()) store.actions.markSaveFailed(conflict ? 'conflict' : 'failed');
      if (stillOpen() && !conflict) schedule(RETRY_AFTER);
      return revision;
    }
  }

  async function saveNow(): Promise<boolean> {
    cancel();
    await underWay;
    underWay = send();
    await underWay;
    underWay = undefined;
    return store.getState().saveState === 'saved';
  }

  const unsubscribe = store.subscribe((state, before) => {
    if (state.saveState === 'dirty' && state.flow !== before.flow) schedule(SAVE_AFTER);
  });

  return {
    saveNow,
    dispose() {
      unsubscribe();
      cancel();
      ended = true;
      // The document is closed right after this, so what is left is taken along now.
      const { flow, revision, saveState } = store.getState();
      if (!flow || (saveState !== 'dirty' && saveState !== 'failed')) return;
      const sent = underWay ? underWay.then((newest) => save(flow, newest)) : save(flow, revision);
      sent.catch((error: unknown) => console.warn('the last changes were not saved', error));
    },
  };
}
