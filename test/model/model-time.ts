import { Temporal } from 'temporal-polyfill';
import type { WindowShape } from './model-flow.ts';

/** A stretch of time [start, end) in epoch milliseconds. */
export interface Span {
  start: number;
  end: number;
}

const DAY = 86_400_000;

const DURATION =
  /^P(?:(\d+(?:\.\d+)?)W)?(?:(\d+(?:\.\d+)?)D)?(?:T(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;
const UNITS = [7 * DAY, DAY, 3_600_000, 60_000, 1000];

/** Milliseconds of an ISO 8601 duration of fixed length. */
export function parseDuration(text: string): number {
  const found = DURATION.exec(text);
  if (!found) throw new Error(`not a duration: ${text}`);
  return UNITS.reduce((sum, unit, index) => sum + Math.round(Number(found[index + 1] ?? 0) * unit), 0);
}

/** The spans of a tumbling, hopping or calendar window in which a time lies, in order of their start. */
export function spansAt(shape: WindowShape, time: number, zone: string): Span[] {
  switch (shape.kind) {
    case 'tumbling':
      return regularSpans(parseDuration(shape.size), parseDuration(shape.size), time, zone);
    case 'hopping':
      return regularSpans(parseDuration(shape.size), parseDuration(shape.every), time, zone);
    case 'calendar':
      return [calendarSpan(shape.unit, time, zone)];
    default:
      throw new Error(`a ${shape.kind} window has no fixed spans`);
  }
}

function regularSpans(size: number, every: number, time: number, zone: string): Span[] {
  const byDays = size % DAY === 0 && every % DAY === 0;
  // the instant at which the local clock of the zone shows that many milliseconds since 1970, or the epoch's own
  const instant = (local: number) =>
    byDays ? startOfDay(Temporal.PlainDate.from('1970-01-01').add({ days: local / DAY }), zone) : local;
  const local = byDays ? localMillis(time, zone) : time;
  const spans: Span[] = [];
  // two more on either side, since a clock change moves starts and ends
  for (let n = Math.floor((local - size) / every) - 2; n <= Math.floor(local / every) + 2; n += 1) {
    const span = { start: instant(n * every), end: instant(n * every + size) };
    if (span.start <= time && time < span.end) spans.push(span);
  }
  return spans;
}

function calendarSpan(unit: 'day' | 'week' | 'month', time: number, zone: string): Span {
  const date = localDate(time, zone);
  if (unit === 'day') return between(date, date.add({ days: 1 }), zone);
  if (unit === 'month') return between(date.with({ day: 1 }), date.with({ day: 1 }).add({ months: 1 }), zone);
  const monday = date.subtract({ days: date.dayOfWeek - 1 });
  return between(monday, monday.add({ days: 7 }), zone);
}

const between = (from: Temporal.PlainDate, to: Temporal.PlainDate, zone: string): Span => ({
  start: startOfDay(from, zone),
  end: startOfDay(to, zone),
});

/** The first instant of a local day: 00:00, the earlier of two, or the end of the gap that swallows it. */
function startOfDay(date: Temporal.PlainDate, zone: string): number {
  return date.toZonedDateTime(zone).epochMilliseconds;
}

function localDate(time: number, zone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(time).toZonedDateTimeISO(zone).toPlainDate();
}

/** What the local clock shows, as milliseconds since its own 1970-01-01T00:00. */
function localMillis(time: number, zone: string): number {
  return time + Temporal.Instant.fromEpochMilliseconds(time).toZonedDateTimeISO(zone).offsetNanoseconds / 1e6;
}
