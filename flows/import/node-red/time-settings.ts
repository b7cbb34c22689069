/** Lengths of time as Node-RED's nodes write them. */
import { parseDuration } from '../../../nodes/kit/duration.ts';

const UNITS: Readonly<Record<string, number>> = {
  ms: 1,
  milliseconds: 1,
  millisecond: 1,
  s: 1000,
  second: 1000,
  seconds: 1000,
  min: 60_000,
  minute: 60_000,
  minutes: 60_000,
  hr: 3_600_000,
  hour: 3_600_000,
  hours: 3_600_000,
  day: 86_400_000,
  days: 86_400_000,
};

/** A positive number, whatever it was written as. */
export function positive(value: unknown): number | undefined {
  const number = typeof value === 'object' ? Number.NaN : Number(value);
  return Number.isFinite(number) && number > 0 ? number : undefined;
}

/** The ISO text of a length of time, or `undefined` where it is none. @example isoOf('90', 's') // 'PT90S' */
export function isoOf(value: unknown, unit: unknown): string | undefined {
  const number = positive(value);
  const factor = typeof unit === 'string' && Object.hasOwn(UNITS, unit) ? UNITS[unit] : undefined;
  if (number === undefined || factor === undefined) return undefined;
  const ms = Math.max(1, Math.round(number * factor));
  const text = isoOfMs(ms);
  return parseDuration(text) === undefined ? undefined : text;
}

function isoOfMs(ms: number): string {
  if (ms % 86_400_000 === 0) return `P${ms / 86_400_000}D`;
  if (ms % 3_600_000 === 0) return `PT${ms / 3_600_000}H`;
  if (ms % 60_000 === 0) return `PT${ms / 60_000}M`;
  return `PT${ms / 1000}S`;
}
