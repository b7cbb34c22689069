/** Autosave of the document of this page. */
import { documentStore } from '../document/open-document.ts';
import { saveFlow } from '../server/flows-api.ts';
import { RestError } from '../server/rest-client.ts';
import { type Autosave, createAutosave } from './autosave.ts';

/** Begins to save the open document; while something is unsaved, leaving the page asks first. */
export function openAutosave(): Autosave {
  const autosave = createAutosave({
    store: documentStore,
    save: saveFlow,
    isConflict: (error) => error instanceof RestError && error.status === 409,
    later: (run, ms) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
  });
  const warn = (event: BeforeUnloadEvent) => {
    if (documentStore.getState().saveState === 'saved') return;
    void autosave.saveNow();
    event.preventDefault();
  };
  addEventListener('beforeunload', warn);
  return {
    saveNow: autosave.saveNow,
    dispose() {
      removeEventListener('beforeunload', warn);
      autosave.dispose();
    },
  };
}
