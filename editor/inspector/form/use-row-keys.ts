/** Keys for the rows of a list that have none, so that inputs keep their focus when rows are added or moved. */
import { useState } from 'react';

interface Keyed {
  readonly rows: readonly unknown[];
  readonly keys: readonly number[];
  readonly next: number;
}

/** Keys stay with their rows: with the same row object first, then with the same place. */
export function carryKeys(before: Keyed, rows: readonly unknown[]): Keyed {
  if (before.rows === rows) return before;
  let { next } = before;
  if (rows.length === before.rows.length) {
    const isMoved = rows.every((row) => before.rows.includes(row));
    if (!isMoved) return { rows, keys: before.keys, next };
  }
  const free = new Set(before.keys);
  const take = (key: number | undefined) => {
    if (key === undefined || !free.has(key)) return undefined;
    free.delete(key);
    return key;
  };
  const found = rows.map((row) => {
    const places = before.rows.flatMap((old, i) => (old === row && free.has(before.keys[i]) ? [i] : []));
    return take(before.keys[places[0]]);
  });
  const keys = found.map((key, i) => {
    if (key !== undefined) return key;
    // A row that was edited and moved at once is a new one; one that was only edited keeps its place.
    const here = before.rows.length === rows.length ? take(before.keys[i]) : undefined;
    return here ?? next++;
  });
  return { rows, keys, next };
}

/** One key for each row. */
export function useRowKeys(rows: readonly unknown[]): readonly number[] {
  const [keyed, setKeyed] = useState<Keyed>(() => ({ rows, keys: rows.map((_, i) => i), next: rows.length }));
  const carried = carryKeys(keyed, rows);
  if (carried !== keyed) setKeyed(carried);
  return carried.keys;
}
