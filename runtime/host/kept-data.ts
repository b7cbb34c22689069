/** How much of a match is kept, by the outbox and for the pages: an event may have a megabyte, and thousands are kept. */

/** JSON characters of a match's data. */
const DATA_KEPT = 32 * 1024;

/** The fields, in order, as far as they go into the limit together; the names of the others under `$leftOut`. */
export function withinLimit(data: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  const leftOut: string[] = [];
  let left = DATA_KEPT;
  for (const [name, value] of Object.entries(data)) {
    const size = name.length + (JSON.stringify(value)?.length ?? 0);
    if (size > left) leftOut.push(name.slice(0, 200));
    else {
      left -= size;
      kept[name] = value;
    }
  }
  return leftOut.length > 0 ? { ...kept, $leftOut: leftOut.slice(0, 100) } : kept;
}

/** Causes of one match that are shown, the newest, and how many characters they may have together. */
const CAUSES = 20;
const CAUSE_CHARACTERS = 64 * 1024;

/** The newest of a match's causes, as far as they are shown. */
export function newestCauses(texts: readonly string[]): string[] {
  const kept: string[] = [];
  let left = CAUSE_CHARACTERS;
  for (let i = texts.length - 1; i >= 0 && i >= texts.length - CAUSES; i--) {
    left -= texts[i].length;
    if (left < 0) break;
    kept.push(texts[i]);
  }
  return kept.reverse();
}
