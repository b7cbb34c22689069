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
