/** Where settings differ: what tells one thing that somebody changes from the next. */
import { isRow } from '../../nodes/kit/lenient.ts';

/**
 * The path down to which all of the difference lies.
 *
 * @example changedPlace({ a: { b: 1, c: 2 } }, { a: { b: 1, c: 3 } }) // 'a.c'
 */
export function changedPlace(before: unknown, after: unknown): string {
  const path: string[] = [];
  let [a, b] = [membersOf(before), membersOf(after)];
  while (a && b) {
    const names = [...new Set([...Object.keys(a), ...Object.keys(b)])];
    const changed = names.filter((name) => a?.[name] !== b?.[name]);
    if (changed.length !== 1) break;
    path.push(changed[0]);
    [a, b] = [membersOf(a[changed[0]]), membersOf(b[changed[0]])];
  }
  return path.join('.');
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  if (Array.isArray(value)) return { ...value };
  return isRow(value) ? value : undefined;
}
