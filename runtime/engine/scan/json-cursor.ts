/**
 * A place in the bytes of one JSON text, and how to pass over what stands there: strictly by RFC 8259, so that what is
 * passed over is what `JSON.parse` would take. False means that it is not, or that the cursor does not care to know.
 */
import { isUtf8 } from 'node:buffer';
import { BOOLEAN, DEEPEST, NULL } from '../kernel/row-layout.ts';

export const QUOTE = 34;
export const COMMA = 44;
export const COLON = 58;
export const OPEN_BRACE = 123;
export const CLOSE_BRACE = 125;
export const OPEN_BRACKET = 91;
const BACKSLASH = 92;
const CLOSE_BRACKET = 93;
const MINUS = 45;
export const NEWLINE = 10;

/** Inside of a string: plain ASCII; with other characters; with escapes. */
export const PLAIN = 0;
export const NOT_ASCII = 1;
export const ESCAPED = 2;

const POWERS = Array.from({ length: 23 }, (_, exponent) => 10 ** exponent);

export class JsonCursor {
  protected bytes: Uint8Array = new Uint8Array(0);
  protected at = 0;
  protected end = 0;
  /** After `string`: its inside begins here and ends at `at - 1`. */
  protected stringStart = 0;
  protected stringCoded = PLAIN;
  /** After `number(true)`. */
  protected numberValue = 0;
  /** After `literal`: NULL or BOOLEAN. */
  protected literalTag = NULL;
  protected literalValue = 0;

  /**
   * Passes over a string. `stringStart` and `at - 1` then hold its inside; `stringCoded` says of what
   * it is made.
   */
  protected string(): boolean {
    const bytes = this.bytes;
    const end = this.end;
    let at = this.at + 1;
    this.stringStart = at;
    let coded = PLAIN;
    for (; at < end; at++) {
      const byte = bytes[at];
      if (byte === QUOTE) {
        this.at = at + 1;
        this.stringCoded = coded;
        return true;
      }
      if (byte < 32) return false;
      if (byte === BACKSLASH) {
        coded = ESCAPED;
        at = passEscape(bytes, at);
        if (at < 0) return false;
      } else if (byte > 127 && coded === PLAIN) coded = NOT_ASCII;
    }
    return false;
  }

  /** Whether the string that was passed over last is UTF-8. */
  protected isStringUtf8(): boolean {
    return isUtf8(this.bytes.subarray(this.stringStart, this.at - 1));
  }

  /** @param wanted whether `numberValue` is asked for */
  protected number(wanted: boolean): boolean {
    const bytes = this.bytes;
    const start = this.at;
    let at = start;
    if (bytes[at] === MINUS) at++;
    const firstDigit = at;
    let value = 0;
    while (bytes[at] >= 48 && bytes[at] <= 57) value = value * 10 + bytes[at++] - 48;
    if (at === firstDigit || (bytes[firstDigit] === 48 && at - firstDigit > 1)) return false;
    let digits = at - firstDigit;
    let decimals = 0;
    if (bytes[at] === 46) {
      const firstDecimal = ++at;
      while (bytes[at] >= 48 && bytes[at] <= 57) value = value * 10 + bytes[at++] - 48;
      decimals = at - firstDecimal;
      if (decimals === 0) return false;
      digits += decimals;
    }
    const afterDigits = at;
    if ((bytes[at] | 32) === 101) {
      at++;
      if (bytes[at] === MINUS || bytes[at] === 43) at++;
      const firstExponent = at;
      while (bytes[at] >= 48 && bytes[at] <= 57) at++;
      if (at === firstExponent) return false;
    }
    if (at > this.end) return false;
    this.at = at;
    if (!wanted) return true;
    // Both parts are exact doubles, so the quotient is the number that the text names, correctly rounded.
    if (digits <= 15 && at === afterDigits)
      this.numberValue = (bytes[start] === MINUS ? -value : value) / POWERS[decimals];
    else this.numberValue = Number(asciiText(bytes, start, at));
    return true;
  }

  /** true, false or null. */
  protected literal(): boolean {
    const bytes = this.bytes;
    const at = this.at;
    if (bytes[at] === 116 && bytes[at + 1] === 114 && bytes[at + 2] === 117 && bytes[at + 3] === 101) {
      this.literalTag = BOOLEAN;
      this.literalValue = 1;
      this.at = at + 4;
    } else if (bytes[at] === 110 && bytes[at + 1] === 117 && bytes[at + 2] === 108 && bytes[at + 3] === 108) {
      this.literalTag = NULL;
      this.at = at + 4;
    } else if (
      bytes[at] === 102 &&
      bytes[at + 1] === 97 &&
      bytes[at + 2] === 108 &&
      bytes[at + 3] === 115 &&
      bytes[at + 4] === 101
    ) {
      this.literalTag = BOOLEAN;
      this.literalValue = 0;
      this.at = at + 5;
    } else return false;
    return this.at <= this.end;
  }

  protected isNumber(first: number): boolean {
    return first === MINUS || (first >= 48 && first <= 57);
  }

  /** Passes over a value that nobody reads, checking that it is one. */
  protected skip(depth: number): boolean {
    const first = this.bytes[this.at];
    if (first === QUOTE) return this.string();
    if (first === OPEN_BRACE || first === OPEN_BRACKET)
      return depth < DEEPEST && this.skipNested(first, depth + 1);
    return this.isNumber(first) ? this.number(false) : this.literal();
  }

  private skipNested(open: number, depth: number): boolean {
    const bytes = this.bytes;
    const close = open === OPEN_BRACE ? CLOSE_BRACE : CLOSE_BRACKET;
    this.at++;
    this.space();
    if (bytes[this.at] === close) {
      this.at++;
      return true;
    }
    for (;;) {
      if (open === OPEN_BRACE) {
        if (bytes[this.at] !== QUOTE || !this.string()) return false;
        this.space();
        if (bytes[this.at++] !== COLON) return false;
        this.space();
      }
      if (!this.skip(depth)) return false;
      this.space();
      const next = bytes[this.at++];
      if (next === close) return true;
      if (next !== COMMA) return false;
      this.space();
    }
  }

  /** White space; the line's end stops it, since a block may hold the next event behind it. */
  protected space(): void {
    const bytes = this.bytes;
    let at = this.at;
    while (at < this.end && bytes[at] <= 32 && (bytes[at] === 32 || bytes[at] === 9 || bytes[at] === 13))
      at++;
    this.at = at;
  }
}

/** Where the escape that begins at `at` ends, or -1 where it is none. */
function passEscape(bytes: Uint8Array, at: number): number {
  switch (bytes[at + 1]) {
    case QUOTE:
    case BACKSLASH:
    case 47:
    case 98:
    case 102:
    case 110:
    case 114:
    case 116:
      return at + 1;
    case 117:
      for (let i = at + 2; i < at + 6; i++) if (!isHex(bytes[i])) return -1;
      return at + 5;
    default:
      return -1;
  }
}

function isHex(byte: number): boolean {
  return (byte >= 48 && byte <= 57) || ((byte | 32) >= 97 && (byte | 32) <= 102);
}

function asciiText(bytes: Uint8Array, start: number, end: number): string {
  let text = '';
  for (let i = start; i < end; i++) text += String.fromCharCode(bytes[i]);
  return text;
}
