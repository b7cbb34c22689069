/** What is known of the fields on a wire: put together, extended, and asked whether a path can be there. */
import type { Fault } from './fault.ts';
import { ENVELOPE_FIELDS, type FieldInfo, type FieldSet, type FieldType } from './field.ts';
import type { Localized } from './text.ts';

/** Nothing is known: anything may be there. */
export const UNKNOWN_FIELDS: FieldSet = { fields: [], open: true, unlisted: true };

/** The union of the events of several wires. */
export function unionFields(sets: readonly FieldSet[]): FieldSet {
  if (sets.length === 0) return UNKNOWN_FIELDS;
  if (sets.length === 1) return sets[0];
  const fields = new Map<string, FieldInfo>();
  for (const info of sets.flatMap((set) => set.fields)) {
    const known = fields.get(info.path);
    fields.set(info.path, known ? mergeInfo(known, info) : info);
  }
  const closed = new Set(sets.flatMap((set) => set.closedUnder ?? []));
  return {
    fields: [...fields.values()],
    open: sets.some((set) => set.open),
    closedUnder: [...closed].filter((path) => sets.every((set) => isClosedUnder(set, path))),
    openUnder: [...new Set(sets.flatMap((set) => set.openUnder ?? []))],
    unlisted: sets.some((set) => set.unlisted === true),
  };
}

function mergeInfo(a: FieldInfo, b: FieldInfo): FieldInfo {
  const values = a.values && b.values && [...new Set([...a.values, ...b.values])];
  const { values: _, ...rest } = a;
  return { ...rest, type: a.type === b.type ? a.type : 'unknown', ...(values && { values }) };
}

function isClosedUnder(set: FieldSet, path: string): boolean {
  if (isClosedAt(set, path)) return true;
  return !set.open && !set.fields.some((info) => isAt(path, info.path) || isAt(info.path, path));
}

/** Length of the longest of the paths that the given one lies at or below, or -1. */
function nearestAround(path: string, around: readonly string[] = []): number {
  return Math.max(-1, ...around.filter((each) => isAt(each, path)).map((each) => each.length));
}

/** Whether the nearest of the paths around it that is known to be closed or open is closed. */
function isClosedAt(set: FieldSet, path: string): boolean {
  return nearestAround(path, set.closedUnder) > nearestAround(path, set.openUnder);
}

/** Whether `inner` is `outer` or lies below it. */
function isAt(outer: string, inner: string): boolean {
  return inner === outer || inner.startsWith(`${outer}.`);
}

/**
 * A set with fields added to its events; what stood under the same names is gone.
 *
 * @param closedUnder paths among the added ones below which everything is listed
 */
export function withFields(
  set: FieldSet,
  added: readonly FieldInfo[],
  closedUnder: readonly string[] = [],
): FieldSet {
  const names = [...new Set(added.map((info) => info.path.split('.', 1)[0]))];
  const survives = (path: string) => !names.some((name) => isAt(name, path));
  return {
    ...set,
    fields: [...set.fields.filter((info) => survives(info.path)), ...added],
    closedUnder: [...(set.closedUnder ?? []).filter(survives), ...closedUnder],
    openUnder: (set.openUnder ?? []).filter(survives),
  };
}

/** What is known of a set that stands under a name of a larger event (`claim` → `claim.amount`). */
export function nestedFields(
  set: FieldSet,
  name: string,
): Required<Pick<FieldSet, 'fields' | 'closedUnder' | 'openUnder'>> {
  const under = (paths: readonly string[] = []) => paths.map((path) => `${name}.${path}`);
  return {
    fields: [{ path: name, type: 'object' }, ...set.fields.map((info) => nestedField(info, name))],
    closedUnder: [...(set.open ? [] : [name]), ...under(set.closedUnder)],
    openUnder: [...(set.open ? [name] : []), ...under(set.openUnder)],
  };
}

/** A field as it is called under a name of a larger event: `claim` and `amount` are `claim.amount`. */
export function nestedField(info: FieldInfo, name: string): FieldInfo {
  const path = `${name}.${info.path}`;
  return info.label === undefined ? { ...info, path } : { ...info, path, label: prefixed(info.label, name) };
}

function prefixed(label: Localized, name: string): Localized {
  if (typeof label === 'string') return `${name} ${label}`;
  return Object.fromEntries(Object.entries(label).map(([language, text]) => [language, `${name} ${text}`]));
}

/** `listed`; `unlisted`: may well be there, but nobody says so; `possible`: nothing is known; `impossible`: certain. */
export type Presence = 'listed' | 'possible' | 'unlisted' | 'impossible';

export function presenceOf(set: FieldSet, path: string): Presence {
  if ((ENVELOPE_FIELDS as readonly string[]).includes(path)) return 'listed';
  if (set.fields.some((info) => isAt(path, info.path))) return 'listed';
  const above = set.fields.filter((info) => isAt(info.path, path));
  const nearest = above.reduce<FieldInfo | undefined>(
    (a, b) => (a && a.path.length >= b.path.length ? a : b),
    undefined,
  );
  if (nearest && mayHoldMore(set, nearest)) return 'possible';
  if (isClosedAt(set, path) || (!nearest && !set.open)) return 'impossible';
  return set.unlisted ? 'possible' : 'unlisted';
}

/** A value of which nobody has said what lies in it (a derived one, a row of a table that is not known here). */
function mayHoldMore(set: FieldSet, info: FieldInfo): boolean {
  if (info.path.length <= nearestAround(info.path, set.closedUnder)) return false;
  if (info.path.length <= nearestAround(info.path, set.openUnder)) return false;
  const childrenListed = set.fields.some((each) => each.path.startsWith(`${info.path}.`));
  return info.type === 'unknown' || (info.type === 'object' && !childrenListed);
}

/** The type of a field as far as it is known. */
export function typeOf(set: FieldSet, path: string): FieldType {
  if (path === '$time') return 'time';
  if (path.startsWith('$') && presenceOf(set, path) === 'listed') return 'string';
  return set.fields.find((info) => info.path === path)?.type ?? 'unknown';
}

/**
 * The fault of reading a path from these events, if it is one: certain where it can't be there, a hint where only
 * the catalogue does not know it.
 *
 * @param at where the path stands in the node's settings
 */
export function fieldFault(set: FieldSet, path: string, at: string): Fault | undefined {
  if (path === '') return undefined;
  const presence = presenceOf(set, path);
  if (presence === 'listed' || presence === 'possible') return undefined;
  const meant = nearestName(
    path,
    set.fields.map((info) => info.path),
  );
  const ko = meant ? ` 혹시 ‘${meant}’인가요?` : '';
  const en = meant ? ` Did you mean “${meant}”?` : '';
  if (presence === 'impossible')
    return {
      severity: 'error',
      code: 'unknown-field',
      field: at,
      message: {
        ko: `‘${path}’ 항목은 이곳에 올 수 없습니다. 들어오는 항목 중에서 고르세요.${ko}`,
        en: `The field “${path}” can’t be here. Choose one of those that arrive.${en}`,
      },
    };
  return {
    severity: 'hint',
    code: 'unlisted-field',
    field: at,
    message: {
      ko: `‘${path}’ 항목은 이벤트 목록에 없습니다. 이름이 맞는지 확인하세요.${ko}`,
      en: `The catalogue does not know the field “${path}”. Check its name.${en}`,
    },
  };
}

/** The name that a mistyped one was probably meant to be: at most two changes away. */
export function nearestName(name: string, candidates: readonly string[]): string | undefined {
  let best: { name: string; changes: number } | undefined;
  for (const candidate of candidates.slice(0, 500)) {
    if (Math.abs(candidate.length - name.length) > 2 || name.length > 64) continue;
    const changes = distance(name.toLowerCase(), candidate.toLowerCase());
    if (changes <= Math.min(2, name.length / 3) && changes < (best?.changes ?? 3))
      best = { name: candidate, changes };
  }
  return best?.name;
}

/** Levenshtein's distance, row by row. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next[j] = Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
    row = next;
  }
  return row[b.length];
}
