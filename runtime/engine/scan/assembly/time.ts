/** RFC 3339 times as epoch milliseconds: the rules are those of ../event-time.ts, which says where they come from. */

let dateStart: u64 = 0;
let dateEnd: u16 = 0;
let dateMs: f64 = NaN;

function two(at: i32): i32 {
  const high = (load<u8>(at) as u32) - 48;
  const low = (load<u8>(at + 1) as u32) - 48;
  return high <= 9 && low <= 9 ? ((high * 10 + low) as i32) : 10000;
}

/** Epoch ms of the text at `at`..`end`, or NaN where it is no time with an offset. */
export function timeOf(at: i32, end: i32): f64 {
  if (end - at < 20 || (load<u8>(at + 10) | 32) !== 116) return NaN;
  if (load<u8>(at + 13) !== 58 || load<u8>(at + 16) !== 58) return NaN;
  // Events come in runs of the same day, so the last one is remembered.
  if (load<u64>(at) !== dateStart || load<u16>(at + 8) !== dateEnd || isNaN(dateMs)) {
    dateMs = dayOf(at);
    dateStart = load<u64>(at);
    dateEnd = load<u16>(at + 8);
  }
  const hour = two(at + 11);
  const minute = two(at + 14);
  const second = two(at + 17);
  if (hour > 23 || minute > 59 || second > 60) return NaN;
  let next = at + 19;
  let ms = 0;
  if (load<u8>(next) === 46) {
    const first = ++next;
    let weight = 100;
    for (; next < end; next++) {
      const digit = (load<u8>(next) as u32) - 48;
      if (digit > 9) break;
      ms += digit * weight;
      weight /= 10;
    }
    if (next === first) return NaN;
  }
  return dateMs + ((((hour * 60 + minute) * 60 + second) * 1000 + ms) as f64) - offsetAt(next, end);
}

/** Start of the day in ms, or NaN. */
function dayOf(at: i32): f64 {
  if (load<u8>(at + 4) !== 45 || load<u8>(at + 7) !== 45) return NaN;
  const year = two(at) * 100 + two(at + 2);
  const month = two(at + 5);
  const day = two(at + 8);
  if (year > 9999 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return NaN;
  return (daysFromCivil(year, month, day) as f64) * 86400000.0;
}

function daysFromCivil(year: i32, month: i32, day: i32): i32 {
  const y = month <= 2 ? year - 1 : year;
  // The year 0 before March belongs to the era before.
  const era = (y >= 0 ? y : y - 399) / 400;
  const yearOfEra = y - era * 400;
  const dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719468;
}

function daysInMonth(year: i32, month: i32): i32 {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** The offset in ms that ends the text, or NaN. */
function offsetAt(at: i32, end: i32): f64 {
  const sign = load<u8>(at) as i32;
  if ((sign | 32) === 122) return at + 1 === end ? 0 : NaN;
  if ((sign !== 43 && sign !== 45) || at + 6 !== end || load<u8>(at + 3) !== 58) return NaN;
  const hours = two(at + 1);
  const minutes = two(at + 4);
  if (hours > 23 || minutes > 59) return NaN;
  return ((sign === 43 ? 1 : -1) * (hours * 60 + minutes) * 60000) as f64;
}
