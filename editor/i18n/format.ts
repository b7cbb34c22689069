/** Numbers and times as the reader's language writes them. */
import type { Language } from '../../nodes/kit/text.ts';
import { useLanguage } from './setup.ts';

export interface Formats {
  /** Whole, with separators up to 99,999, and then short: `12.3만`, `123K`. For counters with little room. */
  count(value: number): string;
  /** Whole, with separators. */
  whole(value: number): string;
  /** With at most six decimals. */
  decimal(value: number): string;
  /** Events a second, at most three figures. */
  rate(value: number): string;
  /** Date and time to the second. Takes ISO text or epoch ms. */
  dateTime(value: string | number, timeZone?: string): string;
  /** Day and time to the minute, without the year. */
  dayTime(value: string | number, timeZone?: string): string;
  /** Month and day, in words. */
  day(value: string | number): string;
  /** Time of day to the second. */
  time(value: string | number, timeZone?: string): string;
  /** "3 minutes ago". */
  ago(value: string | number, now: number): string;
}

const LOCALES: Record<Language, string> = { ko: 'ko-KR', en: 'en-GB' };
const JUST_NOW: Record<Language, string> = { ko: '방금', en: 'just now' };
const STEPS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

/** A formatter that never throws: what is no date is shown as it is. */
function dateFormat(locale: string, options: Intl.DateTimeFormatOptions) {
  const byZone = new Map<string | undefined, Intl.DateTimeFormat>();
  return (value: string | number, timeZone?: string): string => {
    const date = new Date(value);
    if (Number.isNaN(date.getTime())) return String(value);
    let format = byZone.get(timeZone);
    if (!format) {
      try {
        format = new Intl.DateTimeFormat(locale, { ...options, ...(timeZone ? { timeZone } : {}) });
      } catch {
        format = new Intl.DateTimeFormat(locale, options);
      }
      byZone.set(timeZone, format);
    }
    return format.format(date);
  };
}

export function formatsFor(language: Language): Formats {
  const locale = LOCALES[language];
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const short = new Intl.NumberFormat(locale, { notation: 'compact', maximumSignificantDigits: 4 });
  const decimal = new Intl.NumberFormat(locale, { maximumFractionDigits: 6 });
  const tenths = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const clock = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const;
  const dateTime = dateFormat(locale, {
    year: 'numeric',
    month: language === 'ko' ? '2-digit' : 'short',
    day: '2-digit',
    ...clock,
  });
  const rate = (value: number) =>
    value < 10 ? tenths.format(value) : value < 10_000 ? whole.format(value) : short.format(value);
  return {
    count: (value) => (value < 100_000 ? whole.format(value) : short.format(value)),
    whole: (value) => whole.format(value),
    decimal: (value) => decimal.format(value),
    rate,
    dateTime,
    dayTime: dateFormat(locale, {
      month: language === 'ko' ? '2-digit' : 'short',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    }),
    day: dateFormat(locale, { month: 'long', day: 'numeric' }),
    time: dateFormat(locale, clock),
    ago(value, now) {
      const then = new Date(value).getTime();
      if (Number.isNaN(then)) return String(value);
      const past = now - then;
      // Older than a week: the date says more than "43 days ago".
      if (past > 7 * 86_400_000) return dateTime(then).split(/,? \d\d:/)[0];
      for (const [unit, ms] of STEPS) if (past >= ms) return relative.format(-Math.floor(past / ms), unit);
      return JUST_NOW[language];
    },
  };
}

const known = new Map<Language, Formats>();

/** The formats of the reader's language: the same object for all who ask, since making one costs more than using it. */
export function useFormats(): Formats {
  const language = useLanguage();
  let formats = known.get(language);
  if (!formats) {
    formats = formatsFor(language);
    known.set(language, formats);
  }
  return formats;
}
