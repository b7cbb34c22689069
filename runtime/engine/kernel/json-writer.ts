/**
 * JSON as bytes, written into a stretch of the row memory, so that what was read is copied as it lies there. What does
 * not fit is handed on in pieces, which may end anywhere.
 */
import type { RowMemory } from './row-memory.ts';
import { OUTPUT_ROOM } from './row-memory.ts';

const QUOTE = 34;
const BACKSLASH = 92;
const COMMA = 44;
const MINUS = 45;
const COLON = 58;
const ZERO = 48;
/** Text that is longer is encoded by the platform, which begins slowly and goes fast. */
const SHORT = 64;
/** Copying fewer bytes one by one is faster than asking for it. */
const FEW = 24;
/** Bytes that a UTF-16 code unit takes in UTF-8, at most. */
const WIDEST = 3;

export class JsonWriter {
  private readonly bytes: Buffer;
  private readonly start: number;
  private readonly end: number;
  private readonly onBytes: (bytes: Uint8Array) => void;
  private at: number;

  /** @param onBytes takes what was written; the bytes are only good during the call */
  constructor(memory: RowMemory, onBytes: (bytes: Uint8Array) => void) {
    this.bytes = Buffer.from(memory.bytes.buffer);
    this.start = memory.output;
    this.end = memory.output + OUTPUT_ROOM;
    this.at = this.start;
    this.onBytes = onBytes;
  }

  /** Hands on what was written. */
  flush(): void {
    if (this.at === this.start) return;
    const written = this.bytes.subarray(this.start, this.at);
    this.at = this.start;
    this.onBytes(written);
  }

  /** Sees to room for so many bytes; false where there can never be so much. */
  private makeRoom(length: number): boolean {
    if (this.end - this.at >= length) return true;
    this.flush();
    return length <= OUTPUT_ROOM;
  }

  byte(byte: number): void {
    if (this.at === this.end) this.flush();
    this.bytes[this.at++] = byte;
  }

  /** Bytes of the row memory itself. */
  copy(start: number, end: number): void {
    const length = end - start;
    if (!this.makeRoom(length)) {
      this.onBytes(this.bytes.subarray(start, end));
      return;
    }
    const { bytes } = this;
    if (length > FEW) bytes.copyWithin(this.at, start, end);
    else for (let i = 0; i < length; i++) bytes[this.at + i] = bytes[start + i];
    this.at += length;
  }

  /** Bytes from anywhere else. */
  bytesOf(source: Uint8Array): void {
    if (!this.makeRoom(source.length)) {
      this.onBytes(source);
      return;
    }
    if (source.length > SHORT) this.bytes.set(source, this.at);
    else for (let i = 0; i < source.length; i++) this.bytes[this.at + i] = source[i];
    this.at += source.length;
  }

  /** Text that is JSON already. */
  json(text: string): void {
    if (!this.makeRoom(text.length * WIDEST)) {
      this.onBytes(Buffer.from(text));
      return;
    }
    if (text.length > SHORT) {
      this.at += this.bytes.write(text, this.at, 'utf8');
      return;
    }
    const begun = this.at;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code > 127) {
        this.at = begun + this.bytes.write(text, begun, 'utf8');
        return;
      }
      this.bytes[this.at++] = code;
    }
  }

  /** A text in quotation marks. */
  text(text: string): void {
    if (text.length > SHORT || !this.makeRoom(text.length + 2)) {
      this.json(JSON.stringify(text));
      return;
    }
    const { bytes } = this;
    let { at } = this;
    bytes[at++] = QUOTE;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code < 32 || code > 126 || code === QUOTE || code === BACKSLASH) {
        this.json(JSON.stringify(text));
        return;
      }
      bytes[at++] = code;
    }
    bytes[at++] = QUOTE;
    this.at = at;
  }

  number(value: number): void {
    if (Number.isInteger(value) && value < 2 ** 31 && value > -(2 ** 31) && !Object.is(value, -0))
      this.integer(value);
    else this.json(JSON.stringify(value));
  }

  private integer(value: number): void {
    this.makeRoom(11);
    const { bytes } = this;
    let rest = value;
    if (rest < 0) {
      bytes[this.at++] = MINUS;
      rest = -rest;
    }
    let digits = 1;
    for (let power = 10; power <= rest; power *= 10) digits++;
    for (let i = this.at + digits - 1; i >= this.at; i--) {
      const next = Math.floor(rest / 10);
      bytes[i] = ZERO + rest - next * 10;
      rest = next;
    }
    this.at += digits;
  }

  /** A member's name and colon, after a comma where it is not the first. */
  name(name: string, isFirst: boolean): void {
    if (!isFirst) this.byte(COMMA);
    this.text(name);
    this.byte(COLON);
  }

  /** Any value that JSON knows. */
  value(value: unknown): void {
    if (typeof value === 'number') this.number(value);
    else if (typeof value === 'string') this.text(value);
    else this.json(JSON.stringify(value) ?? 'null');
  }

  /** A time in UTC with three decimals and Z (SPEC §5), without quotation marks. */
  time(ms: number): void {
    const day = Math.floor(ms / DAY);
    if (day !== this.dayNumber) this.turnTo(day);
    if (this.dayText.length !== 11) {
      this.json(new Date(ms).toISOString());
      return;
    }
    this.makeRoom(24);
    const { bytes } = this;
    let { at } = this;
    for (let i = 0; i < 11; i++) bytes[at++] = this.dayText[i];
    const inDay = ms - day * DAY;
    const second = Math.floor(inDay / 1000);
    const minute = Math.floor(second / 60);
    const hour = Math.floor(minute / 60);
    at = this.two(at, hour);
    bytes[at++] = 58;
    at = this.two(at, minute - hour * 60);
    bytes[at++] = 58;
    at = this.two(at, second - minute * 60);
    bytes[at++] = 46;
    const fraction = inDay - second * 1000;
    const hundreds = Math.floor(fraction / 100);
    bytes[at++] = ZERO + hundreds;
    at = this.two(at, fraction - hundreds * 100);
    bytes[at++] = 90;
    this.at = at;
  }

  private two(at: number, value: number): number {
    const tens = Math.floor(value / 10);
    this.bytes[at] = ZERO + tens;
    this.bytes[at + 1] = ZERO + value - tens * 10;
    return at + 2;
  }

  /** The day that was written last, and its text up to the T: times come in runs of the same day. */
  private dayNumber = Number.NaN;
  private dayText: Uint8Array = new Uint8Array(0);

  private turnTo(day: number): void {
    this.dayNumber = day;
    this.dayText = Buffer.from(new Date(day * DAY).toISOString().replace(/T.*/, 'T'));
  }
}

const DAY = 86_400_000;

/** Writes an object's members; false where it has none. */
export function writeMembers(
  members: Readonly<Record<string, unknown>>,
  out: JsonWriter,
  isFirst: boolean,
): boolean {
  let first = isFirst;
  for (const name in members) {
    const value = members[name];
    // What JSON does not know is left out, as JSON.stringify leaves it out.
    if (value === undefined) continue;
    out.name(name, first);
    out.value(value);
    first = false;
  }
  return first !== isFirst;
}
