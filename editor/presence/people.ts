/**
 * editor/presence: who else has the flow open, what he has selected, and who saved what. Hearsay among pages: nothing of
 * it is ever saved.
 *
 * This file: what was heard, apart from the document, so that a card is not drawn anew when somebody selects another.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { sameValue } from '../../flows/format/diff.ts';
import type { People, Person } from '../../runtime/wire/live.ts';
import { KeyedStore } from '../live/keyed-store.ts';

/** One person: all windows of one browser. */
export interface Here {
  readonly browser: string;
  readonly name: string;
  /** Of his windows, those on this flow. */
  readonly windows: number;
  /** Another window of this very browser. */
  readonly self: boolean;
}

/** Who has a node selected. */
export interface Selecting {
  readonly browser: string;
  readonly name: string;
}

export interface PeopleHere {
  /** In the order in which they came. */
  readonly here: StoreApi<readonly Here[]>;
  /** By node id. */
  readonly selecting: KeyedStore<readonly Selecting[]>;
  take(people: People): void;
  /** Nobody is known to be there: another flow, or no connection. */
  clear(flow?: string): void;
  /** Who saved a revision of the open flow, where one of the others says so and has a name. */
  savedBy(revision: number): string | undefined;
}

export function createPeople(page: string, browser: string): PeopleHere {
  const here = createStore<readonly Here[]>(() => []);
  const selecting = new KeyedStore<readonly Selecting[]>(sameValue);
  let flow: string | undefined;
  let others: readonly Person[] = [];

  function show(people: readonly Person[]) {
    others = people;
    const found = byBrowser(people, browser);
    if (!sameValue(found, here.getState())) here.setState(found, true);
    const nodes = new Map<string, Selecting[]>();
    for (const person of people)
      for (const node of person.nodes) {
        const list = nodes.get(node) ?? [];
        if (!list.some((one) => one.browser === person.browser))
          list.push({ browser: person.browser, name: person.name });
        nodes.set(node, list);
      }
    selecting.replace(nodes);
  }

  return {
    here,
    selecting,
    take: (people) => people.flow === flow && show(people.people.filter((person) => person.page !== page)),
    clear(next) {
      flow = next;
      show([]);
    },
    savedBy(revision) {
      const names = new Set(
        others.filter(({ saved, name }) => saved === revision && name).map(({ name }) => name),
      );
      return names.size === 1 ? [...names][0] : undefined;
    },
  };
}

function byBrowser(people: readonly Person[], own: string): Here[] {
  const found = new Map<string, Here>();
  for (const { browser, name } of people) {
    const before = found.get(browser);
    found.set(browser, {
      browser,
      name: name || before?.name || '',
      windows: (before?.windows ?? 0) + 1,
      self: browser === own,
    });
  }
  return [...found.values()];
}

/** Colours that people are told apart by. */
export const HUES = 8;

/** The same person has the same colour on every page. */
export function hueOf(browser: string): number {
  let hash = 7;
  for (const letter of browser) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) >>> 0;
  return hash % HUES;
}

/** @example initialsOf('김민수') // '민수' @example initialsOf('Ada Lovelace') // 'AL' */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = [...(words[0] ?? '')];
  if (/^\p{Script=Hangul}+$/u.test(words[0] ?? ''))
    return letters.slice(letters.length > 2 ? -2 : 0).join('');
  if (words.length > 1)
    return [words[0], words[words.length - 1]]
      .map((word) => [...word][0])
      .join('')
      .toUpperCase();
  return letters.slice(0, 2).join('').toUpperCase();
}
