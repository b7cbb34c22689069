/**
 * ISO 8601 durations of fixed length (SPEC §2): weeks, days of 24 h, hours, minutes, seconds. Months and years
 * have no fixed length and are refused; the `calendar` window serves where a month is meant.
 */

import { z } from 'zod';
import { korean } from './korean.ts';
import type { Language, Text } from './text.ts';

const PATTERN =
  /^P(?:(\d+(?:\.\d+)?)W)?(?:(\d+(?:\.\d+)?)D)?(?:T(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
export const WEEK = 7 * DAY;
const UNITS = [WEEK, DAY, HOUR, MINUTE, SECOND];

/** Longest duration taken, in ms (about 285 years): sums with an event time stay exact integers. */
export const LONGEST = 9e12;

/**
 * Milliseconds of a duration, or `undefined` where the text is none.
 *
 * @example parseDuration('PT1H30M') // 5_400_000
 */
export function parseDuration(text: string): number | undefined {
  const parts = PATTERN.exec(text);
  if (!parts || text === 'P' || text.endsWith('T')) return undefined;
  let total = 0;
  for (let i = 0; i < UNITS.length; i++) {
    const part = parts[i + 1];
    if (part !== undefined) total += Number(part) * UNITS[i];
  }
  const ms = Math.round(total);
  return ms <= LONGEST ? ms : undefined;
}

const MONTH_OR_YEAR = /^P[\d.]*[YM]|^P.*\d[YM].*(?:T|$)/;

/** Why a text is no duration that Naru takes, or `undefined` where it is one. */
export function durationProblem(text: string, zeroAllowed = false): Text | undefined {
  const ms = parseDuration(text);
  if (ms === undefined) {
    if (MONTH_OR_YEAR.test(text.split('T')[0]))
      return {
        ko: `기간 ‘${text}’에는 달이나 해를 쓸 수 없습니다. 길이가 일정하지 않기 때문입니다. 일 단위로 쓰거나 달력 구간을 사용하세요.`,
        en: `The duration “${text}” has months or years, whose length varies. Use days, or a calendar window.`,
      };
    return {
      ko: korean`‘${text}’은(는) 기간이 아닙니다. P3D(3일), PT1H30M(1시간 30분)처럼 쓰세요.`,
      en: `“${text}” is no duration. Write it like P3D (3 days) or PT1H30M (1 hour 30 minutes).`,
    };
  }
  if (ms === 0 && !zeroAllowed)
    return { ko: '기간은 0보다 길어야 합니다.', en: 'The duration must be longer than zero.' };
  return undefined;
}

/** Zod schema of a duration text; the message is the English sentence (validate.ts gives both languages). */
export function durationSchema(zeroAllowed = false) {
  return z.string().superRefine((text, context) => {
    const problem = durationProblem(text, zeroAllowed);
    if (problem)
      context.addIssue({ code: 'custom', message: problem.en, params: { text: problem, code: 'duration' } });
  });
}

export type DurationUnit = 'weeks' | 'days' | 'hours' | 'minutes' | 'seconds';
export const DURATION_UNITS: readonly { unit: DurationUnit; ms: number; letter: string; label: Text }[] = [
  { unit: 'weeks', ms: WEEK, letter: 'W', label: { ko: '주', en: 'weeks' } },
  { unit: 'days', ms: DAY, letter: 'D', label: { ko: '일', en: 'days' } },
  { unit: 'hours', ms: HOUR, letter: 'H', label: { ko: '시간', en: 'hours' } },
  { unit: 'minutes', ms: MINUTE, letter: 'M', label: { ko: '분', en: 'minutes' } },
  { unit: 'seconds', ms: SECOND, letter: 'S', label: { ko: '초', en: 'seconds' } },
];

/** The largest unit (days before weeks) in which the duration is a whole number, else seconds: for a form. */
export function durationParts(ms: number): { value: number; unit: DurationUnit } {
  for (const { unit, ms: length } of DURATION_UNITS)
    if (unit !== 'weeks' && ms >= length && ms % length === 0) return { value: ms / length, unit };
  return { value: ms / SECOND, unit: 'seconds' };
}

/** The ISO text of a number and a unit. @example isoDuration(3, 'days') // 'P3D' */
export function isoDuration(value: number, unit: DurationUnit): string {
  const { letter } = DURATION_UNITS.find((each) => each.unit === unit)!;
  return letter === 'W' || letter === 'D' ? `P${value}${letter}` : `PT${value}${letter}`;
}

/** In words. @example durationInWords('PT90M', 'ko') // '1시간 30분' */
export function durationInWords(text: string, language: Language): string {
  let rest = parseDuration(text);
  if (rest === undefined) return text;
  const words: string[] = [];
  for (const { unit, ms, label } of DURATION_UNITS) {
    if (unit === 'weeks') continue;
    const n = unit === 'seconds' ? rest / SECOND : Math.floor(rest / ms);
    if (n === 0) continue;
    rest -= n * ms;
    words.push(language === 'ko' ? `${n}${label.ko}` : `${n} ${n === 1 ? label.en.slice(0, -1) : label.en}`);
  }
  return words.join(' ') || (language === 'ko' ? '0초' : '0 seconds');
}
