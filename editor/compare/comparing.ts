/**
 * editor/compare: what differs between the draft and another version, shown on the canvas while it can still be drawn
 * on; and the way back, for all of it or for one change.
 *
 * This file: the comparison that is under way. It follows the draft; who listens to one part of it hears only of that.
 */
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { Mark, NodeDifference, WireDifference } from '../../flows/format/compare-flows.ts';
import type { FlowFile } from '../../flows/format/flow-file.ts';
import { fill, type Text } from '../../nodes/kit/text.ts';
import { documentActions, documentStore } from '../document/open-document.ts';
import { moveNodes } from '../document/operations.ts';
import { nameStep } from '../document/step-name.ts';
import { areas } from '../i18n/areas.ts';
import { type Comparison, differencesOf, nameOf, ofMark } from './comparison.ts';
import { revert, revertAll, revertSetting } from './revert.ts';

/** A version that was deployed once, with what the lists say about it. */
export interface OtherVersion {
  readonly version: number;
  readonly at: string;
  readonly who: string | null;
  readonly body: FlowFile;
}
/** `deployed`: whatever is deployed at the moment. */
export type Against = 'deployed' | OtherVersion;

interface Comparing {
  readonly against: Against | null;
  readonly swapped: boolean;
  readonly hidden: ReadonlySet<Mark>;
  /** The key of the difference that is looked at. */
  readonly at: string | undefined;
  /** Grows whenever somebody asks to see it. */
  readonly turn: number;
  readonly comparison: Comparison | null;
}

const NOTHING: Comparing = {
  against: null,
  swapped: false,
  hidden: new Set(),
  at: undefined,
  turn: 0,
  comparison: null,
};

const store = createStore<Comparing>(() => NOTHING);
let stopFollowing = () => {};

/** Compares the draft with another version. What was chosen to be shown before goes on. */
export function compareWith(against: Against): void {
  stopFollowing();
  const { flow } = documentStore.getState();
  store.setState({ against, at: undefined });
  stopFollowing = documentStore.subscribe(() => follow(flow?.id));
  follow(flow?.id);
}

export function leaveCompare(): void {
  stopFollowing();
  store.setState(NOTHING);
}

function follow(id: string | undefined): void {
  const { flow, deployed, surroundings } = documentStore.getState();
  const { against, swapped, hidden, comparison } = store.getState();
  const other = against === 'deployed' ? deployed : against?.body;
  if (!flow || !other || flow.id !== id) {
    leaveCompare();
    return;
  }
  const next = differencesOf({ flow, other, surroundings, swapped, hidden }, comparison);
  if (next !== comparison) store.setState({ comparison: next });
}

export function swapCompared(): void {
  store.setState(({ swapped }) => ({ swapped: !swapped }));
  follow(documentStore.getState().flow?.id);
}

/** Shows changes of this kind, or no longer. */
export function toggleMark(mark: Mark): void {
  store.setState(({ hidden, at, comparison }) => {
    const next = new Set(hidden);
    if (!next.delete(mark)) next.add(mark);
    const gone = comparison?.told.find(({ key }) => key === at)?.mark === mark;
    return { hidden: next, at: gone ? undefined : at };
  });
  follow(documentStore.getState().flow?.id);
}

/** Looks at one difference; `undefined`: at none. */
export function lookAt(key: string | undefined): void {
  store.setState(({ turn }) => ({ at: key, turn: turn + 1 }));
}

/** Looks at the difference after this one, or before; at the end it begins anew. */
export function stepCompare(by: 1 | -1): void {
  const { comparison, at } = store.getState();
  const keys = comparison?.told.map(({ key }) => key) ?? [];
  if (keys.length === 0) return;
  const from = at === undefined ? -1 : keys.indexOf(at);
  lookAt(keys[(from < 0 ? (by > 0 ? 0 : keys.length - 1) : from + by + keys.length) % keys.length]);
}

const deployedName: Text = {
  ko: areas.compare.ko.deployedInText,
  en: areas.compare.en.deployedInText,
};

function versionName(against: Against | null): Text {
  if (against === null || against === 'deployed') return deployedName;
  return { ko: `버전 ${against.version}`, en: `version ${against.version}` };
}

/** One step of undo by its own name, in both languages. */
function apply(
  operation: (flow: FlowFile, to: FlowFile) => FlowFile,
  step: 'all' | 'one',
  name?: Text,
): void {
  const { comparison, against } = store.getState();
  if (!comparison) return;
  const version = versionName(against);
  const words = (language: 'ko' | 'en') =>
    fill(
      { ko: areas.compare.ko.step[step], en: areas.compare.en.step[step] },
      {
        version: version[language],
        name: name?.[language] ?? '',
      },
    )[language];
  documentActions.apply((flow) => {
    const after = operation(flow, comparison.other);
    if (after === flow) return { flow };
    const there = new Set(after.nodes.map((node) => node.id));
    return {
      flow: nameStep(flow, after, { ko: words('ko'), en: words('en') }),
      selected: documentStore.getState().selection.nodes.filter((id) => there.has(id)),
    };
  });
}

/** The draft becomes the other version, as one step. */
export function restoreCompared(): void {
  apply(revertAll, 'all');
}

/** Takes one difference back, and looks at the one that comes after it. */
export function revertDifference(key: string): void {
  const { comparison, at } = store.getState();
  const difference = comparison?.direct.get(key);
  if (!comparison || !difference) return;
  const place = comparison.told.findIndex((each) => each.key === key);
  apply(
    (flow, to) => revert(flow, to, difference),
    'one',
    nameOf(difference, documentStore.getState().flow, comparison.other),
  );
  const { told } = store.getState().comparison ?? { told: [] };
  if (at === key) lookAt(told[Math.min(place, told.length - 1)]?.key);
}

/** Takes one setting of a node back. */
export function revertOneSetting({ id, name }: NodeDifference, path: readonly string[]): void {
  apply((flow, to) => revertSetting(flow, to, id, path), 'one', name);
}

/** Puts a node back to where it stands in the other version, and leaves its settings. */
export function revertPlace({ id, name }: NodeDifference): void {
  apply(
    (flow, to) => {
      const there = to.nodes.find((node) => node.id === id);
      return there ? moveNodes(flow, { [id]: there.position }) : flow;
    },
    'one',
    name,
  );
}

export function isComparing(): boolean {
  return store.getState().against !== null;
}

export function useIsComparing(): boolean {
  return useStore(store, (state) => state.against !== null);
}

export function useComparing<Value>(selector: (state: Comparing) => Value): Value {
  return useStore(store, selector);
}

/** What differs at a node, as far as it is shown. */
export function useNodeDifference(id: string): NodeDifference | undefined {
  return useStore(store, ({ comparison }) => ofMark(comparison?.nodes.get(id), comparison));
}

export function useWireDifference(id: string): WireDifference | undefined {
  return useStore(store, ({ comparison }) => ofMark(comparison?.wires.get(id), comparison));
}

export function useIsLookedAt(key: string): boolean {
  return useStore(store, ({ at }) => at === key);
}
