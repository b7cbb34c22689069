/** Presence on this page: says who is here, and hears of the others. */
import { useEffect } from 'react';
import { useStore } from 'zustand';
import { PAGE } from '../deploy/page-name.ts';
import { rememberedName, usePersonName } from '../deploy/person-name.ts';
import { documentStore } from '../document/open-document.ts';
import { live } from '../live/live.ts';
import { createPeople, type Here } from './people.ts';

const BROWSER_KEY = 'naru.browser';
/** Ms between two messages, at least: whoever drags a lasso selects often. */
const APART = 250;

/** Names this browser, so that two windows of it are one person. */
function browserName(): string {
  const fresh = Math.random().toString(36).slice(2, 12);
  try {
    const known = localStorage.getItem(BROWSER_KEY);
    if (known && /^[a-z0-9]{1,20}$/.test(known)) return known;
    localStorage.setItem(BROWSER_KEY, fresh);
  } catch {
    // No storage: each window is a person of its own.
  }
  return fresh;
}

export const BROWSER = browserName();
export const people = createPeople(PAGE, BROWSER);

let flow: string | null = null;
let saved: number | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;
let saidAt = 0;

function sayNow() {
  clearTimeout(timer);
  timer = undefined;
  saidAt = performance.now();
  const nodes = flow === null ? [] : documentStore.getState().selection.nodes.slice(0, 50);
  live.present({
    flow,
    page: PAGE,
    browser: BROWSER,
    name: rememberedName() ?? '',
    nodes: [...nodes],
    ...(saved !== undefined && { saved }),
  });
}

function saySoon() {
  timer ??= setTimeout(sayNow, Math.max(0, APART - (performance.now() - saidAt)));
}

/** Tells the others which revision was saved here. */
export function saySaved(revision: number): void {
  saved = revision;
  if (flow !== null) saySoon();
}

/** Is there on a flow, as long as the component is. */
export function usePresence(id: string): void {
  const [name] = usePersonName();
  useEffect(() => {
    flow = id;
    saved = undefined;
    people.clear(id);
    const ends = [
      live.onPeople(people.take),
      documentStore.subscribe((state, before) => state.selection !== before.selection && saySoon()),
      live.connection.subscribe(({ state }) => state === 'lost' && people.clear(id)),
    ];
    sayNow();
    return () => {
      for (const end of ends) end();
      flow = null;
      people.clear();
      sayNow();
    };
  }, [id]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another name is to be told
  useEffect(() => saySoon(), [name]);
}

/** The others on this flow. */
export function useHere(): readonly Here[] {
  return useStore(people.here);
}
