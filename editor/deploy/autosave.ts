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

export function createAutosave(deps: AutosaveDeps): Autosave {
  const saver = new DraftSaver(deps);
  // Each can be handed on alone.
  return {
    saveNow: () => saver.saveNow(),
    check: () => saver.check(),
    alone: (run) => saver.alone(run),
    dispose: () => saver.dispose(),
  };
}

class DraftSaver implements Autosave {
  private readonly store: DocumentStore;
  private readonly unsubscribe: () => void;
  private lastInLine: Promise<unknown> = Promise.resolve();
  private cancel = () => {};
  private ended = false;
  private failures = 0;
  /** Were sent since the server answered last, and nobody knows whether they arrived. */
  private unheard: FlowFile[] = [];
  private underWay = false;
  private arrived: { readonly flow: FlowFile; readonly revision: number } | undefined;

  constructor(private readonly deps: AutosaveDeps) {
    this.store = deps.store;
    this.unsubscribe = deps.store.subscribe((state, before) => {
      if (state.saveState === 'dirty' && state.flow !== before.flow) this.schedule(SAVE_AFTER);
    });
  }

  async saveNow(): Promise<boolean> {
    this.cancel();
    await this.alone(() => this.send());
    return this.store.getState().saveState === 'saved';
  }

  check(): Promise<void> {
    return this.alone(() => this.checkNow());
  }

  alone<Value>(run: () => Promise<Value>): Promise<Value> {
    const result = this.lastInLine.then(run);
    this.lastInLine = result.catch(() => undefined);
    return result;
  }

  dispose(): Promise<boolean> {
    this.unsubscribe();
    this.cancel();
    this.ended = true;
    // The document is closed right after this, so what is left is taken along now.
    const { flow, revision, saveState } = this.store.getState();
    if (!flow || saveState === 'saved' || saveState === 'gone') return Promise.resolve(saveState === 'saved');
    return this.saveLast(flow, revision);
  }

  private schedule(ms: number): void {
    this.cancel();
    if (!this.ended) this.cancel = this.deps.later(() => void this.saveNow(), ms);
  }

  private isOpen(id: string): boolean {
    return this.store.getState().flow?.id === id;
  }

  private async send(merges = 0): Promise<void> {
    const { flow, revision, saveState } = this.store.getState();
    if (!flow || (saveState !== 'dirty' && saveState !== 'failed')) return;
    this.store.actions.markSaving();
    this.underWay = true;
    try {
      const { summary } = await this.deps.save(flow, revision);
      this.hasArrived(flow, summary);
    } catch (error) {
      if (!this.isOpen(flow.id)) return;
      const fault = this.deps.faultOf(error);
      if (fault === 'conflict' && merges < MOST_MERGES && (await this.merged())) return this.send(merges + 1);
      if (fault === 'unreachable') this.unheard = [...this.unheard, flow].slice(-MOST_UNHEARD);
      this.failed(fault);
    } finally {
      this.underWay = false;
    }
  }

  private hasArrived(flow: FlowFile, summary: FlowSummary): void {
    this.arrived = { flow, revision: summary.revision };
    this.failures = 0;
    this.unheard = [];
    // Another flow may have been opened by the time the answer is there.
    if (!this.isOpen(flow.id)) return;
    this.store.actions.markSaved(flow, summary);
    this.saveWhatIsNew();
  }

  private saveWhatIsNew(): void {
    if (this.store.getState().saveState === 'dirty') this.schedule(SAVE_AFTER);
  }

  private failed(fault: SaveFault): void {
    if (fault === 'gone') {
      this.store.actions.markGone();
      return;
    }
    // What the server does not take now it may take in a while: a newer version, more room on the disk.
    this.store.actions.markSaveFailed(fault === 'conflict' ? 'refused' : fault);
    this.schedule(Math.min(RETRY.first * 2 ** this.failures++, RETRY.longest));
  }

  /** Whether there was something newer. It may fail as the saving did. */
  private async merged(): Promise<boolean> {
    try {
      return await this.takeNewest();
    } catch {
      return false;
    }
  }

  private async takeNewest(): Promise<boolean> {
    const { flow } = this.store.getState();
    if (!flow) return false;
    const newest = await this.deps.read(flow.id);
    const { revision } = this.store.getState();
    if (!this.isOpen(flow.id)) return false;
    if (newest.summary.revision === revision) {
      this.store.actions.setServerState(newest);
      return false;
    }
    this.takeOver(newest);
    this.saveWhatIsNew();
    return true;
  }

  private takeOver(newest: Opened): void {
    const { actions } = this.store;
    const arrivedAfterAll = arrivedOf(this.unheard, this.store.getState().saved, newest.flow);
    this.unheard = [];
    // Only the answer was lost: what was done since is done to that, and what is new in it is not somebody else's.
    if (arrivedAfterAll) actions.markSaved(arrivedAfterAll, newest.summary);
    if (arrivedAfterAll && sameValue(arrivedAfterAll, newest.flow)) actions.setServerState(newest);
    else {
      const taken = actions.takeTheirs(newest);
      if (taken) this.deps.onTaken?.(taken, newest.summary);
    }
  }

  private async checkNow(): Promise<void> {
    const { flow, saveState } = this.store.getState();
    if (!flow || saveState === 'gone') return;
    try {
      await this.takeNewest();
    } catch (error) {
      // Whatever else it is, the next change or attempt meets it again.
      if (this.isOpen(flow.id) && this.deps.faultOf(error) === 'gone') this.store.actions.markGone();
    }
  }

  /** What is under way may still give it another revision to stand on, or be all that there was. */
  private async saveLast(flow: FlowFile, revision: number): Promise<boolean> {
    try {
      if (this.underWay) await this.lastInLine;
      if (this.arrived?.flow === flow) return true;
      await this.deps.save(flow, Math.max(revision, this.arrived?.revision ?? 0));
      return true;
    } catch (error) {
      console.warn('the last changes were not saved', error);
      return false;
    }
  }
}
