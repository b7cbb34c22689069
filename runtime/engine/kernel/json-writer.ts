/**
 * JSON as bytes, written into a stretch of the row memory, so that what was read is copied as it lies there. What does
 * not fit is handed on in pieces, which may end anywhere.
 *
 * Where another thread writes it out, what stays in the memory is not even copied: only what lies nowhere else is written
 * here, and the other thread is told the pieces of both (scan/line-feed.ts).
 */
import { timeText } from '../scan/event-time.ts';
import { INTEGER_BYTES, isShortInteger, writeInteger } from './integer-bytes.ts';
import type { KeptBytes, RowMemory } from './row-memory.ts';
import { OUTPUT_ROOM, ROOM_PIECES, ROOM_TEXT } from './row-memory.ts';
import type { Symbols } from './symbols.ts';
import { hasFourDigitYear, TIME_BYTES, TimeBytes } from './time-bytes.ts';

const QUOTE = 34;
const BACKSLASH = 92;
const COMMA = 44;
const COLON = 58;
/** Text that is longer is encoded by the platform, which begins slowly and goes fast. */
const SHORT = 64;
/** Copying fewer bytes one by one is faster than asking for it. */
const FEW = 12;
/** Bytes that a UTF-16 code unit takes in UTF-8, at most. */
const WIDEST = 3;

/** Texts as bytes by id: symbols, or texts that are only kept. */
export type TextBytes = Pick<Symbols, 'bytes' | 'start' | 'end' | 'text'>;

/** Rooms that are handed over to another thread, one after the other. */
export interface LineRooms {
  /** The address of the one to fill: ROOM_PIECES, then ROOM_TEXT. */
  readonly room: number;
  /** Hands it over with so many pieces; another one is the one to fill then. */
  handOver(pieces: number): void;
}

/** Words of a piece of text, the piece behind it and the text behind that: what there has to be room for. */
const WORDS_AHEAD = 6;

export class JsonWriter {
  private readonly bytes: Buffer;
  /** The same bytes, handed on as what `slice` copies: a Buffer's does not. */
  private readonly memory: Uint8Array;
  private start: number;
  private end: number;
  private readonly onBytes: (bytes: Uint8Array) => void;
  private readonly rooms: LineRooms | undefined;
  private readonly words: Int32Array;
  /** Addresses between which bytes stay where they are until another thread has copied them. */
  private readonly staysFrom: number;
  private readonly staysTo: number;
  /** The next word for a piece and those where the room's begin and end; from where on text is no piece yet. */
  private pieceAt = 0;
  private firstPiece = 0;
  private lastPiece = 0;
  private textFrom = 0;
  private at: number;
  private readonly times = new TimeBytes();

  /**
   * @param onBytes takes what was written; the bytes are only good during the call
   * @param start the address of OUTPUT_ROOM bytes to write into
   * @param rooms where pieces go instead, for another thread
   */
  constructor(
    memory: RowMemory,
    onBytes: (bytes: Uint8Array) => void,
    start = memory.output,
    rooms?: LineRooms,
  ) {
    this.bytes = Buffer.from(memory.bytes.buffer);
    this.memory = memory.bytes;
    this.start = start;
    this.end = start + OUTPUT_ROOM;
    this.at = this.start;
    this.onBytes = onBytes;
    this.rooms = rooms;
    this.words = new Int32Array(memory.bytes.buffer);
    this.staysFrom = rooms ? memory.input : 0;
    this.staysTo = rooms ? memory.stayingEnd : 0;
    if (rooms) this.enter(rooms.room);
  }

  private enter(room: number): void {
    this.firstPiece = room / 4;
    this.lastPiece = (room + ROOM_PIECES) / 4 - WORDS_AHEAD;
    this.pieceAt = this.firstPiece;
    this.start = room + ROOM_PIECES;
    this.end = this.start + ROOM_TEXT;
    this.at = this.start;
    this.textFrom = this.start;
  }

  /** Forgets what was written and not handed on. */
  discard(): void {
    this.at = this.start;
  }

  /** Hands on what was written. */
  flush(): void {
    if (this.rooms) {
      this.handOver(this.rooms);
      return;
    }
    if (this.at === this.start) return;
    const written = this.memory.subarray(this.start, this.at);
    this.at = this.start;
    this.onBytes(written);
  }

  private handOver(rooms: LineRooms): void {
    this.endText();
    const words = this.pieceAt - this.firstPiece;
    if (words === 0) return;
    rooms.handOver(words / 2);
    this.enter(rooms.room);
  }

  /** Makes a piece of the text that is none yet. */
  private endText(): void {
    const { textFrom, at } = this;
    if (at === textFrom) return;
    this.words[this.pieceAt++] = textFrom;
    this.words[this.pieceAt++] = at - textFrom;
    this.textFrom = at;
  }

  /** Hands on bytes for which there is no room. */
  private handOn(source: Uint8Array): void {
    if (!this.rooms) {
      this.onBytes(source);
      return;
    }
    for (let from = 0; from < source.length; from += ROOM_TEXT) {
      const part = source.subarray(from, from + ROOM_TEXT);
      this.flush();
      this.bytes.set(part, this.at);
      this.at += part.length;
    }
  }

  /** Sees to room for so many bytes; false where there can never be so much. */
  private makeRoom(length: number): boolean {
    if (this.end - this.at >= length) return true;
    this.flush();
    return length <= this.end - this.start;
  }

  byte(byte: number): void {
    if (this.at === this.end) this.flush();
    this.bytes[this.at++] = byte;
  }

  /** Bytes of the row memory itself. */
  copy(start: number, end: number): void {
    const length = end - start;
    if (length > FEW && start >= this.staysFrom && end <= this.staysTo) {
      if (this.pieceAt > this.lastPiece) this.flush();
      this.endText();
      this.words[this.pieceAt++] = start;
      this.words[this.pieceAt++] = length;
      return;
    }
    if (!this.makeRoom(length)) {
      this.handOn(this.memory.subarray(start, end));
      return;
    }
    const { bytes } = this;
    if (length > FEW) bytes.copyWithin(this.at, start, end);
    else for (let i = 0; i < length; i++) bytes[this.at + i] = bytes[start + i];
    this.at += length;
  }

  /** Bytes that are written again and again. */
  kept({ bytes, address }: KeptBytes): void {
    if (address > 0) this.copy(address, address + bytes.length);
    else this.bytesOf(bytes);
  }

  /** Bytes from anywhere else. */
  bytesOf(source: Uint8Array): void {
    if (!this.makeRoom(source.length)) {
      this.handOn(source);
      return;
    }
    if (source.length > FEW) this.bytes.set(source, this.at);
    else for (let i = 0; i < source.length; i++) this.bytes[this.at + i] = source[i];
    this.at += source.length;
  }

  /** Text that is JSON already. */
  json(text: string): void {
    if (!this.makeRoom(text.length * WIDEST)) {
      this.handOn(Buffer.from(text));
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

  /** A text that is kept as bytes, in quotation marks. */
  textOf(texts: TextBytes, id: number): void {
    const source = texts.bytes;
    const start = texts.start(id);
    const end = texts.end(id);
    if (end - start > SHORT || !this.makeRoom(end - start + 2)) {
      this.text(texts.text(id));
      return;
    }
    const { bytes } = this;
    let { at } = this;
    bytes[at++] = QUOTE;
    for (let i = start; i < end; i++) {
      const byte = source[i];
      if (byte < 32 || byte > 126 || byte === QUOTE || byte === BACKSLASH) {
        this.text(texts.text(id));
        return;
      }
      bytes[at++] = byte;
    }
    bytes[at++] = QUOTE;
    this.at = at;
  }

  number(value: number): void {
    if (!isShortInteger(value)) {
      this.json(JSON.stringify(value));
      return;
    }
    this.makeRoom(INTEGER_BYTES);
    this.at = writeInteger(value, this.bytes, this.at);
  }

  /** A member's name and colon, after a comma where it is not the first. */
  name(name: string, isFirst: boolean): void {
    if (!isFirst) this.byte(COMMA);
    this.text(name);
    this.byte(COLON);
  }

  /** What stands between an object's braces; false where that is nothing. */
  members(object: Readonly<Record<string, unknown>>): boolean {
    const json = JSON.stringify(object);
    this.json(json.slice(1, -1));
    return json.length > 2;
  }

  /** Any value that JSON knows. */
  value(value: unknown): void {
    if (typeof value === 'number') this.number(value);
    else if (typeof value === 'string') this.text(value);
    else this.json(JSON.stringify(value) ?? 'null');
  }

  /** A time in UTC with three decimals and Z (SPEC §5), without quotation marks. */
  time(ms: number): void {
    if (!hasFourDigitYear(ms)) {
      this.json(timeText(ms));
      return;
    }
    this.makeRoom(TIME_BYTES);
    this.times.write(ms, this.bytes, this.at);
    this.at += TIME_BYTES;
  }
}
