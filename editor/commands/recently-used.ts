/** What somebody last did by the command palette, remembered by this browser. */

const REMEMBERED_AS = 'naru.commands.recent';
const MOST = 6;

export function recentlyUsed(): readonly string[] {
  try {
    const ids: unknown = JSON.parse(localStorage.getItem(REMEMBERED_AS) ?? '[]');
    return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string').slice(0, MOST) : [];
  } catch {
    return [];
  }
}

export function rememberUse(id: string): void {
  try {
    const others = recentlyUsed().filter((each) => each !== id);
    localStorage.setItem(REMEMBERED_AS, JSON.stringify([id, ...others].slice(0, MOST)));
  } catch {
    // No storage (a private window): the list is as it always is.
  }
}

/** Those used last in front, the most recent first; the others as they were. */
export function recentFirst<Entry extends { readonly id: string }>(
  entries: readonly Entry[],
  recent: readonly string[],
  marked: (entry: Entry) => Entry,
): Entry[] {
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const first = recent.flatMap((id) => byId.get(id) ?? []);
  return [...first.map(marked), ...entries.filter((entry) => !first.includes(entry))];
}
