/** Autosave of the document of this page, and what of it is kept on this computer until it is saved. */
import { documentStore } from '../document/open-document.ts';
import { keepDraft } from '../drafts/keep-draft.ts';
import { openLivingPages } from '../drafts/living-pages.ts';
import { browserStorage, createLocalDrafts } from '../drafts/local-drafts.ts';
import { later } from '../later.ts';
import { live } from '../live/live.ts';
import { saySaved } from '../presence/presence.ts';
import { readFlow, saveFlow } from '../server/flows-api.ts';
import { RestError } from '../server/rest-client.ts';
import { type Autosave, createAutosave, type SaveFault } from './autosave.ts';
import { PAGE } from './page-name.ts';
import { forgetTaken, sayTaken } from './taken-notice.tsx';

export const localDrafts = createLocalDrafts(browserStorage(), () => Date.now());
export const livingPages = openLivingPages(PAGE);

/** Saves that were sent when their flow was left, by its id: who opens it again waits for them. */
const lastSaves = new Map<string, Promise<unknown>>();
export const lastSaveOf = (flow: string): Promise<unknown> => lastSaves.get(flow) ?? Promise.resolve();

export interface OpenAutosave extends Autosave {
  /** Writes what is not saved to this computer now. */
  keep(): void;
}

/** What an error of a request means for the draft. */
export function faultOf(error: unknown): SaveFault {
  if (!(error instanceof RestError)) return 'unreachable';
  const { status, problem } = error;
  if (status === 409) return 'conflict';
  if (status === 401) return 'signedOut';
  // A proxy may say so of a server that is away.
  if (status === 404 && problem) return 'gone';
  return status <= 0 || status >= 500 || status === 404 ? 'unreachable' : 'refused';
}

/** Begins to save the open document. Leaving the page asks first only where something is neither saved nor kept. */
export function openAutosave(): OpenAutosave {
  const autosave = createAutosave({
    store: documentStore,
    save: async (flow, revision) => {
      const detail = await saveFlow(flow, revision);
      saySaved(detail.summary.revision);
      return detail;
    },
    read: async (id) => {
      const detail = await readFlow(id);
      return { ...detail, flow: detail.draft };
    },
    faultOf,
    later,
    onTaken: sayTaken,
  });
  const kept = keepDraft({
    store: documentStore,
    drafts: localDrafts,
    page: PAGE,
    now: () => Date.now(),
    later,
  });
  const opened = documentStore.getState().flow?.id ?? '';
  documentStore.actions.setConflicts(localDrafts.conflicts(opened));
  const stopConflicts = documentStore.subscribe(({ flow, conflicts }, before) => {
    if (flow && conflicts !== before.conflicts) localDrafts.putConflicts(flow.id, conflicts);
  });
  const { signal, end } = whileOpen();
  const unsaved = () => documentStore.getState().saveState !== 'saved';
  const again = () => {
    if (documentStore.getState().saveState === 'failed') void autosave.saveNow();
  };
  addEventListener('online', again, { signal });
  const stopConnection = live.connection.subscribe((now, before) => {
    if (now.state !== 'connected' || before.state === 'connected') return;
    again();
    // What changed before was told to nobody here.
    void autosave.check();
  });
  addEventListener('pagehide', kept.flush, { signal });
  document.addEventListener('visibilitychange', () => document.hidden && kept.flush(), { signal });
  const warn = (event: BeforeUnloadEvent) => {
    if (!unsaved()) return;
    kept.flush();
    void autosave.saveNow();
    if (!documentStore.getState().kept) event.preventDefault();
  };
  addEventListener('beforeunload', warn, { signal });

  return {
    ...autosave,
    keep: kept.flush,
    dispose() {
      end();
      stopConnection();
      stopConflicts();
      forgetTaken();
      kept.dispose();
      const { flow } = documentStore.getState();
      const saved = autosave.dispose();
      if (flow) {
        const last = saved.then((done) => done && localDrafts.remove(flow.id, PAGE));
        lastSaves.set(flow.id, last);
        void last.finally(() => lastSaves.get(flow.id) === last && lastSaves.delete(flow.id));
      }
      return saved;
    },
  };
}

function whileOpen() {
  const controller = new AbortController();
  return { signal: controller.signal, end: () => controller.abort() };
}
