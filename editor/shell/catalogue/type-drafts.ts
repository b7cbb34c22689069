/**
 * What people have changed and not saved, by event type. It outlives the page: who looks at a flow in between finds it
 * as he left it. Only the browser can lose it, and then it asks.
 */
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { EditedType } from './edited-type.ts';

/** The key of a type that has no name yet. */
export const NEW_TYPE = '';

export interface TypeDraft {
  readonly edited: EditedType;
  /** Of the declaration that was changed; 0: there is none yet. */
  readonly revision: number;
}

const store = createStore<Readonly<Record<string, TypeDraft>>>(() => ({}));

export function setDraft(key: string, draft: TypeDraft): void {
  store.setState({ [key]: draft });
}

export function dropDraft(key: string): void {
  const { [key]: _, ...rest } = store.getState();
  store.setState(rest, true);
}

export function useDraft(key: string | undefined): TypeDraft | undefined {
  return useStore(store, (drafts) =>
    key !== undefined && Object.hasOwn(drafts, key) ? drafts[key] : undefined,
  );
}

/** The keys of all drafts, joined: the same text as long as they are the same. */
export function useDraftKeys(): ReadonlySet<string> {
  const joined = useStore(store, (drafts) => JSON.stringify(Object.keys(drafts)));
  return new Set(JSON.parse(joined) as string[]);
}

function ask(event: BeforeUnloadEvent): void {
  event.preventDefault();
}

store.subscribe((drafts) => {
  if (Object.keys(drafts).length > 0) addEventListener('beforeunload', ask);
  else removeEventListener('beforeunload', ask);
});
