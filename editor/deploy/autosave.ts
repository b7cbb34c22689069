/**
 * editor/deploy: from a drawing to what runs: saving, deploying, starting, import and export.
 *
 * This file: saves the draft a moment after the last change, one request at a time. Where somebody else was faster, what
 * he saved is merged into the draft and saved with it; where the server cannot be reached, it is tried again, the longer
 * the rarer, and at once when the connection is back.
 */
import { sameValue } from '../../flows/format/diff.ts';
import type { FlowFile } from '../../flows/format/flow-file.ts';
import type { FlowSummary } from '../../runtime/wire/rest.ts';
import type { Opened } from '../document/document-actions.ts';
import type { SaveTrouble } from '../document/document-state.ts';
import type { DocumentStore } from '../document/document-store.ts';
import type { TakenOver } from '../document/take-theirs.ts';
import type { Later } from '../later.ts';
import { arrivedOf } from './arrived-of.ts';

const SAVE_AFTER = 1000;
/** Ms until the first of several attempts, and at most between two. */
const RETRY = { first: 2000, longest: 60_000 };
/** Somebody may save again while his last version is merged. */
const MOST_MERGES = 5;
const MOST_UNHEARD = 50;

/** What an error of a request means for the draft. */
export type SaveFault = SaveTrouble | 'conflict' | 'gone';

export interface AutosaveDeps {
  readonly store: DocumentStore;
  readonly save: (flow: FlowFile, revision: number) => Promise<{ readonly summary: FlowSummary }>;
  /** The flow as the server has it now. */
  readonly read: (id: string) => Promise<Opened>;
  readonly faultOf: (error: unknown) => SaveFault;
  readonly later: Later;
  /** Something of somebody else is in the drawing now. */
  readonly onTaken?: (taken: TakenOver, summary: FlowSummary) => void;
}

export interface Autosave {
  /** Saves now; resolves to true when everything is saved. */
  saveNow(): Promise<boolean>;
  /** Takes over what the server has, where that is newer. */
  check(): Promise<void>;
  /** Does something while nothing is saved or taken over. */
  alone<Value>(run: () => Promise<Value>): Promise<Value>;
  /** Ends it; what was not saved yet is sent. Resolves to true when everything is saved. */
  dispose(): Promise<boolean>;
}

export function createAutosave({ store, save, read, faultOf, later, onTaken }: AutosaveDeps): Autosave {
  let lastInLine: Promise<unknown> = Promise.resolve();
  let cancel = () => {};
  let ended = false;
  let failures = 0;
  /** Were sent since the server answered last, and nobody knows whether they arrived. */
  let unheard: FlowFile[] = [];
  let underWay = false;
  let arrived: { readonly flow: FlowFile; readonly revision: number } | undefined;

  function inTurn<Value>(run: () => Promise<Value>): Promise<Value> {
    const result = lastInLine.then(run);
    lastInLine = result.catch(() => undefined);
    return result;
  }

  function schedule(ms: number) {
    cancel();
    if (!ended) cancel = later(() => void saveNow(), ms);
  }

  const isOpen = (id: string) => store.getState().flow?.id === id;

  async function send(merges = 0): Promise<void> {
    const { flow, revision, saveState } = store.getState();
    if (!flow || (saveState !== 'dirty' && saveState !== 'failed')) return;
    store.actions.markSaving();
    underWay = true;
    try {
      const { summary } = await save(flow, revision);
      arrived = { flow, revision: summary.revision };
      failures = 0;
      unheard = [];
      // Another flow may have been opened by the time the answer is there.
      if (!isOpen(flow.id)) return;
      store.actions.markSaved(flow, summary);
      if (store.getState().saveState === 'dirty') schedule(SAVE_AFTER);
    } catch (error) {
      if (!isOpen(flow.id)) return;
      const fault = faultOf(error);
      if (fault === 'conflict' && merges < MOST_MERGES && (await merged())) return send(merges + 1);
      if (fault === 'unreachable') unheard = [...unheard, flow].slice(-MOST_UNHEARD);
      failed(fault);
    } finally {
      underWay = false;
    }
  }

  function failed(fault: SaveFault) {
    if (fault === 'gone') return store.actions.markGone();
    // What the server does not take now it may take in a while: a newer version, more room on the disk.
    store.actions.markSaveFailed(fault === 'conflict' ? 'refused' : fault);
    schedule(Math.min(RETRY.first * 2 ** failures++, RETRY.longest));
  }

  /** Whether there was something newer. It may fail as the saving did. */
  async function merged(): Promise<boolean> {
    try {
      return await takeNewest();
    } catch {
      return false;
    }
  }

  async function takeNewest(): Promise<boolean> {
    const { flow } = store.getState();
    if (!flow) return false;
    const newest = await read(flow.id);
    const { revision } = store.getState();
    if (!isOpen(flow.id)) return false;
    if (newest.summary.revision === revision) {
      store.actions.setServerState(newest);
      return false;
    }
    const arrivedAfterAll = arrivedOf(unheard, store.getState().saved, newest.flow);
    unheard = [];
    // Only the answer was lost: what was done since is done to that, and what is new in it is not somebody else's.
    if (arrivedAfterAll) store.actions.markSaved(arrivedAfterAll, newest.summary);
    if (arrivedAfterAll && sameValue(arrivedAfterAll, newest.flow)) store.actions.setServerState(newest);
    else {
      const taken = store.actions.takeTheirs(newest);
      if (taken) onTaken?.(taken, newest.summary);
    }
    if (store.getState().saveState === 'dirty') schedule(SAVE_AFTER);
    return true;
  }

  async function check(): Promise<void> {
    const { flow, saveState } = store.getState();
    if (!flow || saveState === 'gone') return;
    try {
      await takeNewest();
    } catch (error) {
      // Whatever else it is, the next change or attempt meets it again.
      if (isOpen(flow.id) && faultOf(error) === 'gone') store.actions.markGone();
    }
  }

  async function saveNow(): Promise<boolean> {
    cancel();
    await inTurn(() => send());
    return store.getState().saveState === 'saved';
  }

  const unsubscribe = store.subscribe((state, before) => {
    if (state.saveState === 'dirty' && state.flow !== before.flow) schedule(SAVE_AFTER);
  });

  return {
    saveNow,
    check: () => inTurn(check),
    alone: inTurn,
    dispose() {
      unsubscribe();
      cancel();
      ended = true;
      // The document is closed right after this, so what is left is taken along now.
      const { flow, revision, saveState } = store.getState();
      if (!flow || saveState === 'saved' || saveState === 'gone')
        return Promise.resolve(saveState === 'saved');
      return saveLast(flow, revision);
    },
  };

  /** What is under way may still give it another revision to stand on, or be all that there was. */
  async function saveLast(flow: FlowFile, revision: number): Promise<boolean> {
    try {
      if (underWay) await lastInLine;
      if (arrived?.flow === flow) return true;
      await save(flow, Math.max(revision, arrived?.revision ?? 0));
      return true;
    } catch (error) {
      console.warn('the last changes were not saved', error);
      return false;
    }
  }
}
