/** A duration as the number and the unit that a person wrote. */
import { type DurationUnit, durationParts, isoDuration, parseDuration } from '../../../nodes/kit/duration.ts';

const SINGLE = /^P(?:(\d+(?:\.\d+)?)([WD])|T(\d+(?:\.\d+)?)([HMS]))$/;
const UNIT_OF: Readonly<Record<string, DurationUnit>> = {
  W: 'weeks',
  D: 'days',
  H: 'hours',
  M: 'minutes',
  S: 'seconds',
};

/**
 * Number and unit as they are written where there is one of each (`PT24H` stays 24 hours), else in the largest unit
 * in which it is a whole number. Undefined where the text is no duration.
 */
export function writtenParts(text: string): { value: number; unit: DurationUnit } | undefined {
  const ms = parseDuration(text);
  if (ms === undefined) return undefined;
  const single = SINGLE.exec(text);
  if (!single) return durationParts(ms);
  return { value: Number(single[1] ?? single[3]), unit: UNIT_OF[single[2] ?? single[4]] };
}

/** The ISO text of a number and a unit; undefined where that is no duration (negative, too long). */
export function durationText(value: number, unit: DurationUnit): string | undefined {
  const text = isoDuration(value, unit);
  return parseDuration(text) === undefined ? undefined : text;
}
