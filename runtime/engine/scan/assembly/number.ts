/** Numbers by RFC 8259, and the value of those that are exact. */
import { powersAt } from './memory.ts';

/** After `numberEnd`: the value, where `isExact`; else the text has to be read by JavaScript. */
export let numberValue: f64 = 0;
export let isExact: bool = false;

function digitAt(at: i32): u32 {
  return (load<u8>(at) as u32) - 48;
}

/** Where the number that begins at `at` ends, or -1 where it is none. */
export function numberEnd(at: i32): i32 {
  const isNegative = load<u8>(at) === 45;
  if (isNegative) at++;
  const firstDigit = at;
  let value: u64 = 0;
  let digit = digitAt(at);
  while (digit <= 9) {
    value = value * 10 + digit;
    digit = digitAt(++at);
  }
  let digits = at - firstDigit;
  if (digits === 0 || (digits > 1 && load<u8>(firstDigit) === 48)) return -1;
  let decimals = 0;
  if (load<u8>(at) === 46) {
    const firstDecimal = ++at;
    digit = digitAt(at);
    while (digit <= 9) {
      value = value * 10 + digit;
      digit = digitAt(++at);
    }
    decimals = at - firstDecimal;
    if (decimals === 0) return -1;
    digits += decimals;
  }
  isExact = digits <= 15;
  if (((load<u8>(at) as i32) | 32) === 101) {
    at = exponentEnd(at + 1);
    isExact = false;
  }
  if (isExact) {
    // Both parts are exact doubles, so the quotient is the number that the text names, correctly rounded.
    const size = decimals === 0 ? (value as f64) : (value as f64) / load<f64>(powersAt + (decimals << 3));
    numberValue = isNegative ? -size : size;
  }
  return at;
}

function exponentEnd(at: i32): i32 {
  const sign = load<u8>(at);
  if (sign === 43 || sign === 45) at++;
  const first = at;
  while (digitAt(at) <= 9) at++;
  return at === first ? -1 : at;
}
