/** Three versions of one JSON value become one: objects name by name, lists and conditions as a whole. */
import { isRow, type Row } from '../../../nodes/kit/lenient.ts';
import { memberOf, sameValue } from '../diff.ts';

/** A place at which both sides changed the same thing in different ways. `undefined`: it is not there. */
export interface Differing {
  readonly path: readonly string[];
  readonly base: unknown;
  readonly mine: unknown;
  readonly theirs: unknown;
}

/**
 * The merged value; where both sides differ, mine, and the place is added to `found`.
 *
 * @param base the last value that both sides knew
 */
export function mergeValue(
  base: unknown,
  mine: unknown,
  theirs: unknown,
  found: Differing[],
  path: readonly string[] = [],
): unknown {
  if (sameValue(mine, theirs) || sameValue(theirs, base)) return mine;
  if (sameValue(mine, base)) return theirs;
  const was = base === undefined ? {} : base;
  if (!isRow(was) || !isRow(mine) || !isRow(theirs) || isOnePiece(was, mine, theirs)) {
    found.push({ path, base, mine, theirs });
    return mine;
  }
  return mergeRows(was, mine, theirs, found, path);
}

/** Merges objects name by name, whatever they are. */
export function mergeRows(
  base: Row,
  mine: Row,
  theirs: Row,
  found: Differing[],
  path: readonly string[] = [],
): Row {
  const names = new Set([...Object.keys(mine), ...Object.keys(theirs)]);
  const merged = [...names].map((name) => {
    const [was, here, there] = [base, mine, theirs].map((row) => memberOf(row, name));
    return [name, mergeValue(was, here, there, found, [...path, name])] as const;
  });
  return Object.fromEntries(merged.filter(([, value]) => value !== undefined));
}

/** Half of one condition and half of another mean what nobody meant; nor do the parts of one kind of window fit another. */
function isOnePiece(...rows: readonly Row[]): boolean {
  if (rows.some((row) => 'combinator' in row || 'rules' in row)) return true;
  const kinds = rows.filter((row) => 'kind' in row).map(({ kind }) => kind);
  return kinds.some((kind) => kind !== kinds[0]);
}
