/** Times as text, written as bytes: the same as `timeText`, without a text in between. */

const MINUS = 45;
const COLON = 58;
const POINT = 46;
const ZERO = 48;
const CAPITAL_T = 84;
const CAPITAL_Z = 90;
const DAY = 86_400_000;
const YEAR_0 = -62_167_219_200_000;
const YEAR_10000 = Date.UTC(10_000, 0, 1);
const DATE_BYTES = '2026-01-01'.length;
export const TIME_BYTES = '2026-01-01T00:00:00.000Z'.length;

/** Only those can be written here. */
export function hasFourDigitYear(ms: number): boolean {
  return ms >= YEAR_0 && ms < YEAR_10000;
}

export class TimeBytes {
  /** The date that was written last: most times are of the same day as the one before. */
  private day = Number.NaN;
  private readonly dayText = new Uint8Array(DATE_BYTES);

  /** Writes TIME_BYTES: a time in UTC with three decimals and Z. */
  write(ms: number, bytes: Uint8Array, begin: number): void {
    const days = Math.floor(ms / DAY);
    let at = begin;
    if (days !== this.day) {
      this.date(days, bytes, at);
      this.dayText.set(bytes.subarray(at, at + DATE_BYTES));
      this.day = days;
    } else for (let i = 0; i < DATE_BYTES; i++) bytes[at + i] = this.dayText[i];
    at += DATE_BYTES;
    bytes[at++] = CAPITAL_T;
    const inDay = ms - days * DAY;
    const second = Math.floor(inDay / 1000);
    const minute = Math.floor(second / 60);
    const hour = Math.floor(minute / 60);
    at = two(bytes, at, hour);
    bytes[at++] = COLON;
    at = two(bytes, at, minute - hour * 60);
    bytes[at++] = COLON;
    at = two(bytes, at, second - minute * 60);
    bytes[at++] = POINT;
    const fraction = inDay - second * 1000;
    const tenths = Math.floor(fraction / 100);
    bytes[at++] = ZERO + tenths;
    at = two(bytes, at, fraction - tenths * 100);
    bytes[at] = CAPITAL_Z;
  }

  /** The date so many days after 1970-01-01 (H. Hinnant, as in scan/event-time.ts). */
  private date(days: number, bytes: Uint8Array, begin: number): void {
    const shifted = days + 719_468;
    const era = Math.floor(shifted / 146_097);
    const dayOfEra = shifted - era * 146_097;
    const yearOfEra = Math.floor(
      (dayOfEra -
        Math.floor(dayOfEra / 1460) +
        Math.floor(dayOfEra / 36_524) -
        Math.floor(dayOfEra / 146_096)) /
        365,
    );
    const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
    const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
    const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
    const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
    const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
    const century = Math.floor(year / 100);
    let at = two(bytes, begin, century);
    at = two(bytes, at, year - century * 100);
    bytes[at++] = MINUS;
    at = two(bytes, at, month);
    bytes[at++] = MINUS;
    two(bytes, at, day);
  }
}

function two(bytes: Uint8Array, at: number, value: number): number {
  const tens = Math.floor(value / 10);
  bytes[at] = ZERO + tens;
  bytes[at + 1] = ZERO + value - tens * 10;
  return at + 2;
}
