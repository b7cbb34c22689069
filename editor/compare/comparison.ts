/** The differences between the draft and another version, as they are shown: in the order of the drawing, by part. */

import {
  compareFlows,
  type Difference,
  MARKS,
  type Mark,
  type NodeDifference,
  toldAlone,
  type WireDifference,
} from '../../flows/format/compare-flows.ts';
import type { FlowFile } from '../../flows/format/flow-file.ts';
import { nodeName } from '../../flows/format/node-name.ts';
import type { SettingChange } from '../../flows/format/setting-words.ts';
import type { Surroundings } from '../../nodes/kit/define-node.ts';
import type { Text } from '../../nodes/kit/text.ts';
import { areas } from '../i18n/areas.ts';

export interface Compared {
  readonly flow: FlowFile;
  readonly other: FlowFile;
  readonly surroundings: Surroundings;
  /** Read from the draft to the other version instead. */
  readonly swapped: boolean;
  readonly hidden: ReadonlySet<Mark>;
}

export interface Comparison extends Compared {
  /** From the other version to the draft, whichever way it is shown: what is taken back. */
  readonly direct: ReadonlyMap<string, Difference>;
  /** As shown; what comes with a node that came or went is not in it. */
  readonly told: readonly Difference[];
  readonly counts: Readonly<Record<Mark, number>>;
  readonly nodes: ReadonlyMap<string, NodeDifference>;
  readonly wires: ReadonlyMap<string, WireDifference>;
}

/** @param before the comparison until now: what did not change is given back as the same object */
export function differencesOf(compared: Compared, before: Comparison | null): Comparison {
  const { flow, other, surroundings, swapped, hidden } = compared;
  const same = (names: readonly (keyof Compared)[]) =>
    before !== null && names.every((name) => before[name] === compared[name]);
  if (before && same(['flow', 'other', 'surroundings', 'swapped', 'hidden'])) return before;
  const known = same(['surroundings', 'swapped']) ? before : null;
  const direct = compareFlows(other, flow, surroundings);
  const shown = inPlace(direct, flow, other).map((each) => {
    const facing = swapped ? flipped(each) : each;
    const last = known && lastOf(known, facing);
    return last && alike(last, facing) ? last : facing;
  });
  const told = toldAlone(shown);
  return {
    ...compared,
    direct: new Map(direct.map((each) => [each.key, each])),
    told: told.filter(({ mark }) => !hidden.has(mark)),
    counts: countsOf(told),
    nodes: new Map(shown.flatMap((each) => (each.of === 'node' ? [[each.id, each] as const] : []))),
    wires: new Map(shown.flatMap((each) => (each.of === 'wire' ? [[each.id, each] as const] : []))),
  };
}

function countsOf(told: readonly Difference[]): Record<Mark, number> {
  const counts = { added: 0, changed: 0, removed: 0, moved: 0 };
  for (const { mark } of told) counts[mark]++;
  return counts;
}

export function ofMark<Part extends { readonly mark: Mark }>(
  part: Part | undefined,
  comparison: Comparison | null,
): Part | undefined {
  return part && !comparison?.hidden.has(part.mark) ? part : undefined;
}

/** The marks of which there is something, with how many. */
export function markedCounts({ counts }: Comparison): [Mark, number][] {
  return MARKS.flatMap((mark) => (counts[mark] > 0 ? [[mark, counts[mark]] as [Mark, number]] : []));
}

function lastOf({ nodes, wires }: Comparison, { of, id }: Difference): Difference | undefined {
  return of === 'node' ? nodes.get(id) : of === 'wire' ? wires.get(id) : undefined;
}

function alike(a: Difference, b: Difference): boolean {
  if (a.mark !== b.mark) return false;
  if (a.of === 'node' && b.of === 'node') return a.was === b.was && a.is === b.is;
  return a.of === 'wire' && b.of === 'wire' && a.was === b.was && a.is === b.is && a.with === b.with;
}

const OTHER_WAY: Readonly<Record<Mark, Mark>> = {
  added: 'removed',
  removed: 'added',
  changed: 'changed',
  moved: 'moved',
};

const turned = ({ path, name, was, is }: SettingChange): SettingChange => ({ path, name, was: is, is: was });

function flipped(difference: Difference): Difference {
  const mark = OTHER_WAY[difference.mark];
  if (difference.of === 'flow') return { ...difference, mark, setting: turned(difference.setting) };
  if (difference.of === 'order') return difference;
  const { was, is, ...rest } = difference;
  const ends = { ...(is && { was: is }), ...(was && { is: was }) };
  return rest.of === 'node'
    ? ({ ...rest, ...ends, mark, settings: rest.settings.map(turned) } as NodeDifference)
    : ({ ...rest, ...ends, mark } as WireDifference);
}

/** As they are read: the flow as a whole first, then from left to right and from top to bottom. */
function inPlace(differences: readonly Difference[], flow: FlowFile, other: FlowFile): Difference[] {
  const places = new Map([...other.nodes, ...flow.nodes].map(({ id, position }) => [id, position]));
  const placeOf = (difference: Difference): readonly [number, number] => {
    if (difference.of === 'flow' || difference.of === 'order') return [-Infinity, 0];
    const edge = difference.of === 'wire' ? (difference.is ?? difference.was) : undefined;
    const at = places.get(edge?.source ?? difference.id);
    return [(at?.x ?? 0) + (edge ? 1 : 0), at?.y ?? 0];
  };
  return differences
    .map((difference) => ({ difference, place: placeOf(difference) }))
    .sort((a, b) => (a.place[0] === b.place[0] ? a.place[1] - b.place[1] : a.place[0] - b.place[0]))
    .map(({ difference }) => difference);
}

/** What a difference is about, by name. */
export function nameOf(difference: Difference, flow: FlowFile | null, other: FlowFile): Text {
  if (difference.of === 'node') return difference.name;
  if (difference.of === 'flow') return difference.setting.name;
  if (difference.of === 'order') return { ko: areas.compare.ko.order, en: areas.compare.en.order };
  const edge = difference.is ?? difference.was;
  const node = (id: string | undefined) =>
    nodeName(flow?.nodes.find((each) => each.id === id) ?? other.nodes.find((each) => each.id === id));
  const [from, to] = [node(edge?.source), node(edge?.target)];
  return { ko: `${from.ko} → ${to.ko}`, en: `${from.en} → ${to.en}` };
}
