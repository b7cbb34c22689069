/**
 * Who has which flow open, and what he has selected there: told to the others on that flow. It is all hearsay, kept in
 * memory and gone with the connection. However often a page speaks, the others hear at most five times a second.
 */
import type { Clock } from '../clock.ts';
import {
  LONGEST_PERSON_NAME,
  type People,
  type Person,
  type Presence,
  presenceSchema,
} from '../wire/live.ts';

const APART = 200;
/** Told again after so long: a page that was not reading for a moment has missed it. */
const REPEAT = 10_000;
const MOST_PEOPLE = 50;
const MOST_NODES = 50;

export interface PresenceOptions {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Tells those who have the flow open. */
  readonly tell: (people: People) => void;
  readonly warn: (line: string) => void;
}

export interface PresenceBook {
  /** @param said as it came, unchecked; @param enter called with the flow whose people the client is to hear of */
  hear(client: string, said: unknown, enter: (flow: string | null) => void): void;
  leave(client: string): void;
}

interface Heard {
  readonly said: unknown;
  readonly enter: (flow: string | null) => void;
}

export function openPresence({ clock, signal, tell, warn }: PresenceOptions): PresenceBook {
  /** In the order in which they came. */
  const present = new Map<string, Presence>();
  /** Not looked at yet: of what a page says in quick succession only the last counts. */
  const heard = new Map<string, Heard>();
  const changed = new Set<string>();
  /** Of each that nobody understands it is said once. */
  const warned = new Set<string>();
  let due = false;

  function tellSoon() {
    if (due) return;
    due = true;
    clock.after(APART, tellNow, signal);
  }

  function tellNow() {
    due = false;
    for (const [client, { said, enter }] of heard) take(client, said, enter);
    heard.clear();
    for (const flow of changed) tell({ flow, people: peopleOf(flow) });
    changed.clear();
  }

  function take(client: string, said: unknown, enter: (flow: string | null) => void) {
    const parsed = presenceSchema.safeParse(said);
    if (!parsed.success) {
      if (warned.has(client)) return;
      warned.add(client);
      warn(`a page said who it is in a way that nobody understands: ${parsed.error.issues[0]?.message}`);
      return;
    }
    const { flow, name, nodes, ...rest } = parsed.data;
    const before = present.get(client)?.flow ?? null;
    for (const one of [before, flow]) if (one !== null) changed.add(one);
    if (before !== flow) {
      // Who goes to another flow is the last that came there.
      present.delete(client);
      enter(flow);
    }
    if (flow === null) present.delete(client);
    else present.set(client, { ...rest, flow, name: plainName(name), nodes: nodes.slice(0, MOST_NODES) });
  }

  function peopleOf(flow: string): Person[] {
    const people: Person[] = [];
    for (const { flow: where, ...person } of present.values()) {
      if (where !== flow) continue;
      people.push(person);
      if (people.length === MOST_PEOPLE) break;
    }
    return people;
  }

  clock.every(
    REPEAT,
    () => {
      for (const { flow } of present.values()) if (flow !== null) changed.add(flow);
      if (changed.size > 0) tellSoon();
    },
    signal,
  );

  return {
    hear(client, said, enter) {
      heard.set(client, { said, enter });
      tellSoon();
    },
    leave(client) {
      heard.delete(client);
      warned.delete(client);
      const flow = present.get(client)?.flow;
      if (!present.delete(client) || !flow) return;
      changed.add(flow);
      tellSoon();
    },
  };
}

/** On one line, without characters that are not seen or turn the text around. */
export function plainName(name: string): string {
  const line = name
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return [...line].slice(0, LONGEST_PERSON_NAME).join('').trim();
}
