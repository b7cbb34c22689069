/** Strings and white space, sixteen bytes at a time. Every line ends in a line feed, which ends whatever is open. */

const QUOTE: i32 = 34;
const BACKSLASH: i32 = 92;

/** After `stringEnd`: the inside holds bytes beyond ASCII; it holds escapes. */
export let hasHigh: bool = false;
export let hasEscapes: bool = false;
/** Whether any string since `forgetHighs` held bytes beyond ASCII. */
export let anyHigh: bool = false;
export function forgetHighs(): void {
  anyHigh = false;
}

/** The address of the quote that ends the string whose inside begins at `at`, or -1 where it is none. */
export function stringEnd(at: i32): i32 {
  let high: i32 = 0;
  let escapes = false;
  while (true) {
    const bytes = v128.load(at);
    const special = v128.or(
      v128.or(i8x16.eq(bytes, i8x16.splat(34)), i8x16.eq(bytes, i8x16.splat(92))),
      i8x16.lt_u(bytes, i8x16.splat(32)),
    );
    const stops = i8x16.bitmask(special);
    const highs = i8x16.bitmask(bytes);
    if (stops === 0) {
      high |= highs;
      at += 16;
      continue;
    }
    const first = ctz(stops);
    high |= highs & ((1 << first) - 1);
    at += first;
    const byte = load<u8>(at) as i32;
    if (byte === QUOTE) {
      hasHigh = high !== 0;
      if (hasHigh) anyHigh = true;
      hasEscapes = escapes;
      return at;
    }
    if (byte !== BACKSLASH) return -1;
    escapes = true;
    at = afterEscape(at);
    if (at < 0) return -1;
  }
}

/** Where the escape that begins at `at` ends, or -1 where it is none. */
function afterEscape(at: i32): i32 {
  switch (load<u8>(at + 1) as i32) {
    case 34:
    case 92:
    case 47:
    case 98:
    case 102:
    case 110:
    case 114:
    case 116:
      return at + 2;
    case 117:
      for (let i = at + 2; i < at + 6; i++) if (!isHex(load<u8>(i) as i32)) return -1;
      return at + 6;
    default:
      return -1;
  }
}

function isHex(byte: i32): bool {
  const small = byte | 32;
  return (byte >= 48 && byte <= 57) || (small >= 97 && small <= 102);
}

/** Passes over white space inside a line: the line feed stays, since it ends the event. */
export function space(at: i32): i32 {
  return (load<u8>(at) as i32) > 32 ? at : pastSpace(at);
}

function pastSpace(at: i32): i32 {
  while (true) {
    const byte = load<u8>(at) as i32;
    if (byte !== 32 && byte !== 9 && byte !== 13) return at;
    at++;
  }
}

/** The address of the line feed at or after `at`. */
export function lineEnd(at: i32): i32 {
  while (true) {
    const stops = i8x16.bitmask(i8x16.eq(v128.load(at), i8x16.splat(10)));
    if (stops !== 0) return at + ctz(stops);
    at += 16;
  }
}

/** Whether bytes are UTF-8 (Unicode 16, table 3-7: shortest forms, no surrogates, nothing above U+10FFFF). */
export function isUtf8(at: i32, end: i32): bool {
  while (at < end) {
    const first = load<u8>(at) as i32;
    if (first < 0x80) {
      at++;
      continue;
    }
    let more = 1;
    let low = 0x80;
    let top = 0xbf;
    if (first >= 0xc2 && first <= 0xdf) more = 1;
    else if (first >= 0xe0 && first <= 0xef) {
      more = 2;
      if (first === 0xe0) low = 0xa0;
      if (first === 0xed) top = 0x9f;
    } else if (first >= 0xf0 && first <= 0xf4) {
      more = 3;
      if (first === 0xf0) low = 0x90;
      if (first === 0xf4) top = 0x8f;
    } else return false;
    if (at + more >= end) return false;
    const second = load<u8>(at + 1) as i32;
    if (second < low || second > top) return false;
    for (let i = 2; i <= more; i++) if (((load<u8>(at + i) as i32) & 0xc0) !== 0x80) return false;
    at += more + 1;
  }
  return true;
}

/** The hash of a text; `hashBytes` of kernel/symbols.ts is the same. */
export function hashOf(at: i32, end: i32, seed: i32): i32 {
  let hash: i32 = seed ^ (end - at);
  for (; at + 4 <= end; at += 4) {
    hash = (hash ^ load<i32>(at)) * 0x9e3779b1;
    hash ^= hash >>> 15;
  }
  const rest = end - at;
  if (rest > 0) {
    hash = (hash ^ (load<i32>(at) & ((1 << (rest << 3)) - 1))) * 0x9e3779b1;
    hash ^= hash >>> 15;
  }
  hash = (hash ^ (hash >>> 16)) * 0x85ebca6b;
  return hash ^ (hash >>> 13);
}

export function sameBytes(left: i32, right: i32, length: i32): bool {
  while (length >= 16) {
    if (i8x16.bitmask(i8x16.eq(v128.load(left), v128.load(right))) !== 0xffff) return false;
    left += 16;
    right += 16;
    length -= 16;
  }
  const mask = (1 << length) - 1;
  return (i8x16.bitmask(i8x16.eq(v128.load(left), v128.load(right))) & mask) === mask;
}
