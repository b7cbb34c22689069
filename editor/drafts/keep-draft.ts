/** Writes what is drawn and not saved to this computer, a moment after each change and when the page goes. */
import type { DocumentStore } from '../document/document-store.ts';
import type { Later } from '../later.ts';
import type { LocalDrafts } from './local-drafts.ts';

/** Ms: shorter than the wait before a save, so that a crash in between takes at most this much. */
const WRITE_AFTER = 300;

export interface KeepDraftDeps {
  readonly store: DocumentStore;
  readonly drafts: LocalDrafts;
  readonly page: string;
  readonly now: () => number;
  readonly later: Later;
}

export interface KeptDraft {
  /** Writes now what is not written yet. */
  flush(): void;
  /** Ends it; what is not saved stays written. */
  dispose(): void;
}

export function keepDraft({ store, drafts, page, now, later }: KeepDraftDeps): KeptDraft {
  let due: (() => void) | undefined;
  let lastSurroundings: unknown;

  function cancel() {
    due?.();
    due = undefined;
  }

  function write() {
    cancel();
    const { flow, saved, revision, summary, saveState, surroundings } = store.getState();
    if (!flow || !saved || !summary || saveState === 'saved') return;
    store.actions.markKept(drafts.put({ page, at: now(), revision, summary, base: saved, flow }));
    if (surroundings === lastSurroundings) return;
    lastSurroundings = surroundings;
    drafts.putSurroundings(surroundings);
  }

  function follow() {
    const { flow, saveState } = store.getState();
    if (!flow) return;
    if (saveState === 'saved') {
      cancel();
      drafts.remove(flow.id, page);
      store.actions.markKept(false);
    } else {
      due ??= later(write, WRITE_AFTER);
    }
  }

  const unsubscribe = store.subscribe((state, before) => {
    const same =
      state.flow === before.flow && state.saved === before.saved && state.saveState === before.saveState;
    // Closed while it was drawn: it was removed, or is drawn elsewhere now.
    if (!state.flow && before.flow) drafts.remove(before.flow.id, page);
    else if (!same) follow();
  });
  if (store.getState().saveState !== 'saved') follow();

  return {
    flush: () => due && write(),
    dispose() {
      if (due) write();
      unsubscribe();
    },
  };
}
