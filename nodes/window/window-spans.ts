/**
 * The windows of fixed place that an instant lies in (SPEC §4 window.kind): tumbling, hopping, calendar. By local clock
 * time where the lengths are multiples of a day, else from the epoch.
 */
import { parseDuration } from '../kit/duration.ts';
import type { WindowConfig } from './definition.ts';
import { firstOfMonth, LocalDays, monthOf } from './local-days.ts';

const DAY = 86_400_000;

/** Calls back with [start, end) of each window that holds the instant, in order of their start. */
export type Spans = (instant: number, take: (start: number, end: number) => void) => void;

export function spansOf(shape: WindowConfig['window'], timezone: string): Spans {
  switch (shape.kind) {
    case 'tumbling': {
      const size = parseDuration(shape.size)!;
      return size % DAY === 0
        ? hoppingDays(size / DAY, size / DAY, new LocalDays(timezone))
        : hopping(size, size);
    }
    case 'hopping': {
      const size = parseDuration(shape.size)!;
      const every = parseDuration(shape.every)!;
      const byDay = size % DAY === 0 && every % DAY === 0;
      return byDay ? hoppingDays(size / DAY, every / DAY, new LocalDays(timezone)) : hopping(size, every);
    }
    case 'calendar':
      return calendar(shape.unit, new LocalDays(timezone));
    default:
      throw new Error(`A ${shape.kind} window has no fixed place.`);
  }
}

function hopping(size: number, every: number): Spans {
  return (instant, take) => {
    const first = (Math.floor((instant - size) / every) + 1) * every;
    for (let start = first; start <= instant; start += every) take(start, start + size);
  };
}

function hoppingDays(size: number, every: number, days: LocalDays): Spans {
  return (instant, take) => {
    const day = days.dayOf(instant);
    const first = (Math.floor((day - size) / every) + 1) * every;
    for (let start = first; start <= day; start += every)
      take(days.startOf(start), days.startOf(start + size));
  };
}

function calendar(unit: 'day' | 'week' | 'month', days: LocalDays): Spans {
  return (instant, take) => {
    const day = days.dayOf(instant);
    if (unit === 'day') take(days.startOf(day), days.startOf(day + 1));
    else if (unit === 'week') {
      // Day 0 was a Thursday; weeks begin on Monday.
      const monday = Math.floor((day + 3) / 7) * 7 - 3;
      take(days.startOf(monday), days.startOf(monday + 7));
    } else {
      const { year, month } = monthOf(day);
      take(days.startOf(firstOfMonth(year, month)), days.startOf(firstOfMonth(year, month + 1)));
    }
  };
}
