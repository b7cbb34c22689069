/**
 * Days as the clock on the wall counts them in a time zone. A day is a whole number (0 = 1970-01-01); it begins at its
 * first instant: where midnight is skipped by a clock change, at the end of the gap; where midnight comes twice, at the
 * first.
 */

const DAY = 86_400_000;
const MOST_CACHED = 4096;
const FEW_CACHED = 64;

export class LocalDays {
  private readonly format: Intl.DateTimeFormat;
  private readonly starts = new Map<number, number>();
  /** By instant: around a day's beginning the same ones are asked for again and again. */
  private readonly offsets = new Map<number, number>();
  /** The day that was asked for last: events come in runs of the same day. */
  private lastDay = Number.NaN;
  private lastStart = 0;
  private lastEnd = Number.NaN;

  constructor(timezone: string) {
    this.format = new Intl.DateTimeFormat('en-US-u-ca-iso8601', {
      timeZone: timezone,
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  }

  /** The local day of an instant (epoch ms). */
  dayOf(instant: number): number {
    if (instant < this.lastStart || instant >= this.lastEnd || Number.isNaN(this.lastDay)) {
      // Mostly it is the next day; asking the calendar is dear.
      const isNext = instant >= this.lastEnd && instant < this.lastEnd + DAY / 2;
      let day = isNext ? this.lastDay + 1 : Math.floor((instant + this.offset(instant)) / DAY);
      // Around a clock change at midnight the local time may read a day that has not begun, or is over.
      while (instant < this.startOf(day)) day--;
      while (instant >= this.startOf(day + 1)) day++;
      this.lastDay = day;
      this.lastStart = this.startOf(day);
      this.lastEnd = this.startOf(day + 1);
    }
    return this.lastDay;
  }

  /** The first instant of a local day. */
  startOf(day: number): number {
    let start = this.starts.get(day);
    if (start === undefined) {
      start = this.findStart(day);
      if (this.starts.size >= MOST_CACHED) this.starts.clear();
      this.starts.set(day, start);
    }
    return start;
  }

  private findStart(day: number): number {
    const midnight = day * DAY;
    let before = midnight - DAY;
    let after = midnight + DAY;
    const offsetBefore = this.offset(before);
    const offsetAfter = this.offset(after);
    if (offsetBefore === offsetAfter) return midnight - offsetBefore;
    while (after - before > 1000) {
      const middle = Math.floor((before + after) / 2000) * 1000;
      if (this.offset(middle) === offsetBefore) before = middle;
      else after = middle;
    }
    const change = after;
    const byOldOffset = midnight - offsetBefore;
    return byOldOffset < change ? byOldOffset : Math.max(change, midnight - offsetAfter);
  }

  /** What local time is ahead of UTC by, in ms. */
  private offset(instant: number): number {
    let offset = this.offsets.get(instant);
    if (offset === undefined) {
      offset = this.findOffset(instant);
      if (this.offsets.size >= FEW_CACHED) this.offsets.clear();
      this.offsets.set(instant, offset);
    }
    return offset;
  }

  private findOffset(instant: number): number {
    const second = Math.floor(instant / 1000) * 1000;
    const parts: Record<string, string> = {};
    for (const { type, value } of this.format.formatToParts(second)) parts[type] = value;
    const year = parts.era?.startsWith('B') ? 1 - Number(parts.year) : Number(parts.year);
    const local = Date.UTC(
      2000,
      Number(parts.month) - 1,
      Number(parts.day),
      Number(parts.hour),
      Number(parts.minute),
      Number(parts.second),
    );
    // Date.UTC reads years below 100 as 19xx, so the year is set apart.
    return new Date(local).setUTCFullYear(year, Number(parts.month) - 1, Number(parts.day)) - second;
  }
}

/** Year and month (1–12) of a day. */
export function monthOf(day: number): { year: number; month: number } {
  const date = new Date(day * DAY);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1 };
}

/** The day that a month begins with; months beyond 12 count into the next years. */
export function firstOfMonth(year: number, month: number): number {
  return new Date(0).setUTCFullYear(year, month - 1, 1) / DAY;
}
