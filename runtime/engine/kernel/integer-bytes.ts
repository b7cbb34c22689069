/** Whole numbers of 32 bits as text, written as bytes: the same as JSON has it, without a text in between. */

const MINUS = 45;
const ZERO = 48;
/** Bytes that one takes at most. */
export const INTEGER_BYTES = 11;

/** Only those can be written here. */
export function isShortInteger(value: number): boolean {
  return Number.isInteger(value) && value < 2 ** 31 && value > -(2 ** 31) && !Object.is(value, -0);
}

/** Returns where the number ends. */
export function writeInteger(value: number, bytes: Uint8Array, begin: number): number {
  let at = begin;
  let rest = value;
  if (rest < 0) {
    bytes[at++] = MINUS;
    rest = -rest;
  }
  let digits = 1;
  for (let power = 10; power <= rest; power *= 10) digits++;
  for (let i = at + digits - 1; i >= at; i--) {
    const next = Math.floor(rest / 10);
    bytes[i] = ZERO + rest - next * 10;
    rest = next;
  }
  return at + digits;
}
