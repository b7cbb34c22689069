import fc from 'fast-check';
import { expect, it } from 'vitest';
import { timeText as anyTimeText } from '../../../test/fuzz/random-lines.ts';
import { parseTime } from './event-time.ts';

const RFC_3339 = /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:[Zz]|([+-])(\d\d):(\d\d))$/;

/** The same by way of a pattern and `Date`, which knows the calendar. */
function timeByDate(text: string): number {
  const parts = RFC_3339.exec(text);
  if (!parts) return Number.NaN;
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map(Number);
  const ms = Number((parts[7] ?? '').slice(0, 3).padEnd(3, '0'));
  const offset = (Number(parts[9] ?? 0) * 60 + Number(parts[10] ?? 0)) * (parts[8] === '-' ? -1 : 1);
  const isInDay = hour < 24 && minute < 60 && second <= 60;
  if (!isInDay || Number(parts[9] ?? 0) > 23 || Number(parts[10] ?? 0) > 59) return Number.NaN;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return Number.NaN;
  return date.getTime() + ((hour * 60 + minute) * 60 + second) * 1000 + ms - offset * 60_000;
}

it('reads times as the calendar of Date has them, from the year 0 to 9999', () => {
  const year = fc.integer({ min: 0, max: 9999 }).map((each) => String(each).padStart(4, '0'));
  const two = (most: number) =>
    fc.integer({ min: 0, max: most }).map((each) => String(each).padStart(2, '0'));
  const date = fc.tuple(year, two(13), two(32)).map((parts) => parts.join('-'));
  const clock = fc.tuple(two(24), two(60), two(61)).map((parts) => parts.join(':'));
  const fraction = fc.oneof(
    fc.constant(''),
    fc.nat(999_999).map((digits) => `.${digits}`),
  );
  const offset = fc.oneof(
    fc.constantFrom('Z', 'z', ''),
    fc.tuple(fc.constantFrom('+', '-'), two(24), two(60)).map(([sign, h, m]) => `${sign}${h}:${m}`),
  );
  const written = fc.tuple(date, fc.constantFrom('T', 't'), clock, fraction, offset);
  fc.assert(
    fc.property(
      written.map((parts) => parts.join('')),
      (text) => {
        expect(parseTime(text)).toBe(timeByDate(text));
      },
    ),
    { numRuns: 5000 },
  );
});

it('takes and refuses what the pattern of RFC 3339 does', () => {
  fc.assert(
    fc.property(anyTimeText, (text) => {
      expect(parseTime(text)).toBe(timeByDate(text));
    }),
    { numRuns: 3000 },
  );
});
