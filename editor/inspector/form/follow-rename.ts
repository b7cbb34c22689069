/** When a step or an aggregate is renamed, the conditions of the same node that name it follow. */
import { isRow, type Row, rowsOf } from '../../../nodes/kit/lenient.ts';
import { isBuildable } from '../condition/builder-query.ts';
import type { Config } from './path-value.ts';

export interface Rename {
  readonly from: string;
  readonly to: string;
}

/** The one member of the one list whose `name` is another now, if that is all that became of the names. */
export function renameBetween(before: Config, after: Config): Rename | undefined {
  for (const [path, value] of Object.entries(after)) {
    if (!Array.isArray(value) || value === before[path] || !Array.isArray(before[path])) continue;
    const old = rowsOf(before[path]).map((row) => row.name);
    const names = rowsOf(value).map((row) => row.name);
    const changed = names.flatMap((name, i) => (name === old[i] ? [] : [i]));
    if (names.length !== old.length || changed.length !== 1) continue;
    const [from, to] = [old[changed[0]], names[changed[0]]];
    const isName = typeof from === 'string' && typeof to === 'string' && from !== '' && to !== '';
    // A name that another member has too is not this member's alone.
    if (isName && !old.includes(to) && old.indexOf(from) === old.lastIndexOf(from)) return { from, to };
  }
  return undefined;
}

/** The settings with every condition speaking of `to` where it spoke of `from` (itself, or a field under it). */
export function followRename(config: Config, rename: Rename): Config {
  const entries = Object.entries(config).map(([path, value]) =>
    isRow(value) && isBuildable(value) ? [path, inGroup(value, rename)] : [path, value],
  );
  return Object.fromEntries(entries) as Config;
}

function inGroup(group: Row, rename: Rename): Row {
  const rules = (group.rules as readonly Row[]).map((part) =>
    'rules' in part ? inGroup(part, rename) : inRule(part, rename),
  );
  return rules.every((part, i) => part === (group.rules as readonly Row[])[i]) ? group : { ...group, rules };
}

function inRule(rule: Row, rename: Rename): Row {
  const field = renamed(rule.field, rename);
  const value = rule.valueSource === 'field' ? renamed(rule.value, rename) : rule.value;
  return field === rule.field && value === rule.value ? rule : { ...rule, field, value };
}

function renamed(path: unknown, { from, to }: Rename): unknown {
  if (typeof path !== 'string') return path;
  if (path === from) return to;
  return path.startsWith(`${from}.`) ? to + path.slice(from.length) : path;
}
