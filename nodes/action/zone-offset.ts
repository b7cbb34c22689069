/** How far a time zone is from UTC: asking the system costs a hundred times more than remembering. */

/** Offsets change at most on a quarter of an hour. */
const QUARTER = 15 * 60_000;
const KEPT = 1_000;

/** @returns minutes to be added to local time for UTC, as JavaScript's `getTimezoneOffset` counts them */
export function zoneOffsets(timezone: string): (epochMs: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: timezone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const known = new Map<number, number>();
  return (epochMs) => {
    const quarter = Math.floor(epochMs / QUARTER);
    let offset = known.get(quarter);
    if (offset === undefined) {
      const at = quarter * QUARTER;
      const part: Record<string, number> = {};
      for (const { type, value } of format.formatToParts(at)) part[type] = Number(value);
      const local = Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute, part.second);
      offset = (at - local) / 60_000;
      if (known.size >= KEPT) known.clear();
      known.set(quarter, offset);
    }
    return offset;
  };
}
