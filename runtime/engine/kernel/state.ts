/**
 * The state of the engine as a row of items, to be written to a file and read back: numbers, small JSON values, and the
 * used part of typed arrays. Each part begins with its name and the version of its layout (`beginPart`, `openPart`), so
 * that a later engine can read what an earlier one wrote, and nobody takes one thing for another.
 *
 * Layout of an item: what it is and how many elements it has (4 bytes each), then the elements, filled up to a multiple
 * of eight bytes; numbers as the machine has them (little-endian everywhere that Node runs).
 */
import { fill, type Text } from '../../../nodes/kit/text.ts';

export interface StateWriter {
  number(value: number): void;
  /** Small things only. */
  json(value: unknown): void;
  /** The first `used` elements, copied now. */
  array(values: StateArray, used: number): void;
  /**
   * Bytes that are never written again where they lie (append-only): not copied, read later by whoever writes the file.
   * @param done called when they have been read, so that their memory may be used for something else
   */
  frozen(values: Uint8Array, used: number, done?: () => void): void;
}

/** Reads in the order of writing. Arrays are fresh ones, of exact length. */
export interface StateReader {
  /** @throws StateFault where the next item is of another type, or the data ends; so do the others */
  number(): number;
  json(): unknown;
  float64(): Float64Array<ArrayBuffer>;
  int32(): Int32Array<ArrayBuffer>;
  uint32(): Uint32Array<ArrayBuffer>;
  uint8(): Uint8Array<ArrayBuffer>;
  int8(): Int8Array<ArrayBuffer>;
}

export type StateArray = Float64Array | Int32Array | Uint32Array | Uint8Array | Int8Array;

/** State that can't be read: damaged, or written by a version that is not known here. */
export class StateFault extends Error {
  override readonly name = 'StateFault';
  readonly text: Text;

  constructor(text: Text, options?: ErrorOptions) {
    super(text.en, options);
    this.text = text;
  }
}

const CUT_SHORT: Text = {
  ko: '저장된 상태가 중간에 끊겼습니다.',
  en: 'The saved state was cut short.',
};
const WRONG_ITEM: Text = {
  ko: '저장된 상태가 손상되었습니다: 있어야 할 값이 그 자리에 없습니다.',
  en: 'The saved state is damaged: something else lies where a value should be.',
};
const WRONG_PART: Text = {
  ko: "저장된 상태가 손상되었습니다: '{expected}'이(가) 있어야 할 자리에 다른 내용이 있습니다.",
  en: "The saved state is damaged: something else lies where '{expected}' should be.",
};
const UNKNOWN_VERSION: Text = {
  ko: "저장된 상태의 '{part}' 부분이 이 버전에서 읽을 수 없는 형식({version})입니다. 더 새로운 버전에서 저장한 것입니다.",
  en: "The part '{part}' of the saved state has the layout {version}, which this version can’t read: a newer one wrote it.",
};
const NOT_FITTING: Text = {
  ko: '저장된 상태가 손상되었습니다: 서로 맞아야 할 값이 맞지 않습니다.',
  en: 'The saved state is damaged: values that must fit each other do not.',
};

/** Begins a part. */
export function beginPart(out: StateWriter, name: string, version: number): void {
  out.json([name, version]);
}

/**
 * Reads the beginning of a part; returns the version of its layout.
 * @param newest the newest version that is known here; they count from 1
 */
export function openPart(from: StateReader, name: string, newest: number): number {
  const head = from.json();
  if (!Array.isArray(head) || head[0] !== name) throw new StateFault(fill(WRONG_PART, { expected: name }));
  const version: unknown = head[1];
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1 || version > newest)
    throw new StateFault(fill(UNKNOWN_VERSION, { part: name, version: String(version) }));
  return version;
}

/** @throws StateFault where values that must fit each other do not */
export function expectFit(fits: boolean): void {
  if (!fits) throw new StateFault(NOT_FITTING);
}

/** The array, where it has as many elements as it must have. */
export function ofLength<T extends StateArray>(values: T, length: number): T {
  expectFit(values.length === length);
  return values;
}

const NUMBER = 1;
const JSON_TEXT = 2;
const FLOAT64 = 3;
const INT32 = 4;
const UINT32 = 5;
const UINT8 = 6;
const INT8 = 7;

const HEAD_BYTES = 8;
const ALIGNMENT = 8;
const CHUNK = 4 * 1024 * 1024;
/** Fewer bytes are copied, rather than made a piece of their own. */
const FEW_BYTES = 1 << 16;
const TOUCHED_AT_A_TIME = 1 << 20;
const PAGE = 4096;

function typeOf(values: StateArray): number {
  if (values instanceof Float64Array) return FLOAT64;
  if (values instanceof Int32Array) return INT32;
  if (values instanceof Uint32Array) return UINT32;
  return values instanceof Uint8Array ? UINT8 : INT8;
}

const padding = (bytes: number) => -bytes & (ALIGNMENT - 1);

const encoder = new TextEncoder();

/**
 * A copy of the state in memory. Memory that was never used costs thirty times as much as the copying itself, so the
 * owner has it made and touched beforehand, bit by bit:
 *
 * @example
 * const copy = new StateCopy(engine.stateBytes());
 * while (copy.touchNext()) await othersTurn();
 * engine.save(copy);
 * for (const piece of copy.pieces()) await file.write(piece);
 */
export class StateCopy implements StateWriter {
  private readonly wanted: number;
  private readonly chunks: Uint8Array[] = [];
  /** Of all chunks, one behind the other. */
  private touched = 0;
  /** The chunk that is written, from where its bytes are not in a piece yet, and up to where it is written. */
  private chunk = -1;
  private pieceStart = 0;
  private at = 0;
  private readonly list: Uint8Array[] = [];
  private done: (() => void)[] = [];
  private readonly head = new Uint32Array(2);
  private readonly headBytes = new Uint8Array(this.head.buffer);
  private readonly one = new Float64Array(1);

  /** @param bytes how much there will be, about; what is missing is made while copying, which takes its time */
  constructor(bytes = 0) {
    this.wanted = bytes;
  }

  /** Makes and touches one more megabyte; false where there is enough. */
  touchNext(): boolean {
    if (this.touched >= this.wanted) return false;
    const index = Math.floor(this.touched / CHUNK);
    if (index === this.chunks.length) this.chunks.push(new Uint8Array(CHUNK));
    const chunk = this.chunks[index];
    const start = this.touched - index * CHUNK;
    for (let at = start; at < start + TOUCHED_AT_A_TIME; at += PAGE) chunk[at] = 0;
    this.touched += TOUCHED_AT_A_TIME;
    return this.touched < this.wanted;
  }

  number(value: number): void {
    this.one[0] = value;
    this.item(NUMBER, 1, this.one);
  }

  json(value: unknown): void {
    const bytes = encoder.encode(JSON.stringify(value));
    this.item(JSON_TEXT, bytes.length, bytes);
  }

  array(values: StateArray, used: number): void {
    this.item(typeOf(values), used, values);
  }

  frozen(values: Uint8Array, used: number, done?: () => void): void {
    if (used <= FEW_BYTES) {
      this.array(values, used);
      done?.();
      return;
    }
    this.writeHead(UINT8, used);
    this.closePiece();
    this.list.push(values.subarray(0, used));
    if (done) this.done.push(done);
    this.pad(used);
  }

  /** What was written, in order. The last one has been read when the next one after it is asked for. */
  *pieces(): Generator<Uint8Array, void, undefined> {
    this.closePiece();
    try {
      yield* this.list;
    } finally {
      this.letGo();
    }
  }

  /** Nobody will read what was frozen (any more). */
  letGo(): void {
    const { done } = this;
    this.done = [];
    for (const each of done) each();
  }

  /** Bytes of all pieces. */
  get size(): number {
    this.closePiece();
    return this.list.reduce((sum, { length }) => sum + length, 0);
  }

  private item(type: number, count: number, values: StateArray): void {
    this.writeHead(type, count);
    const bytes = count * values.BYTES_PER_ELEMENT;
    this.copy(new Uint8Array(values.buffer, values.byteOffset, bytes));
    this.pad(bytes);
  }

  private writeHead(type: number, count: number): void {
    this.head[0] = type;
    this.head[1] = count;
    this.copy(this.headBytes);
  }

  private pad(bytes: number): void {
    if (padding(bytes) > 0) this.copy(ZEROS.subarray(0, padding(bytes)));
  }

  private copy(bytes: Uint8Array): void {
    for (let from = 0; from < bytes.length; ) {
      if (this.chunk < 0 || this.at === CHUNK) this.nextChunk();
      const length = Math.min(bytes.length - from, CHUNK - this.at);
      this.chunks[this.chunk].set(bytes.subarray(from, from + length), this.at);
      this.at += length;
      from += length;
    }
  }

  private nextChunk(): void {
    this.closePiece();
    this.chunk++;
    if (this.chunk === this.chunks.length) this.chunks.push(new Uint8Array(CHUNK));
    this.pieceStart = 0;
    this.at = 0;
  }

  private closePiece(): void {
    if (this.at === this.pieceStart) return;
    this.list.push(this.chunks[this.chunk].subarray(this.pieceStart, this.at));
    this.pieceStart = this.at;
  }
}

const ZEROS = new Uint8Array(ALIGNMENT);

/** Only counts how many bytes a copy will take. */
export class StateMeter implements StateWriter {
  bytes = 0;

  number(): void {
    this.bytes += HEAD_BYTES + 8;
  }

  json(value: unknown): void {
    // Whatever the characters, and the padding.
    this.bytes += HEAD_BYTES + JSON.stringify(value).length * 3 + ALIGNMENT;
  }

  array(values: StateArray, used: number): void {
    const bytes = used * values.BYTES_PER_ELEMENT;
    this.bytes += HEAD_BYTES + bytes + padding(bytes);
  }

  frozen(_values: Uint8Array, used: number, done?: () => void): void {
    this.bytes += HEAD_BYTES + ALIGNMENT + (used <= FEW_BYTES ? used : 0);
    done?.();
  }
}

/** Reads the bytes that a copy's pieces are together. */
export class StateBytes implements StateReader {
  private readonly bytes: Uint8Array;
  private readonly view: DataView;
  private at = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  /** Everything has been read. */
  get isAtEnd(): boolean {
    return this.at === this.bytes.length;
  }

  number(): number {
    const values = this.read(NUMBER, Float64Array);
    expectFit(values.length === 1);
    return values[0];
  }

  json(): unknown {
    const bytes = this.read(JSON_TEXT, Uint8Array);
    try {
      return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown;
    } catch (error) {
      throw new StateFault(WRONG_ITEM, { cause: error });
    }
  }

  float64(): Float64Array<ArrayBuffer> {
    return this.read(FLOAT64, Float64Array);
  }

  int32(): Int32Array<ArrayBuffer> {
    return this.read(INT32, Int32Array);
  }

  uint32(): Uint32Array<ArrayBuffer> {
    return this.read(UINT32, Uint32Array);
  }

  uint8(): Uint8Array<ArrayBuffer> {
    return this.read(UINT8, Uint8Array);
  }

  int8(): Int8Array<ArrayBuffer> {
    return this.read(INT8, Int8Array);
  }

  private read<T extends StateArray & { readonly buffer: ArrayBuffer }>(
    type: number,
    ofType: { new (length: number): T; readonly BYTES_PER_ELEMENT: number },
  ): T {
    const start = this.at + HEAD_BYTES;
    if (start > this.bytes.length) throw new StateFault(CUT_SHORT);
    if (this.view.getUint32(this.at, true) !== type) throw new StateFault(WRONG_ITEM);
    const count = this.view.getUint32(this.at + 4, true);
    const length = count * ofType.BYTES_PER_ELEMENT;
    const end = start + length + padding(length);
    if (end > this.bytes.length) throw new StateFault(CUT_SHORT);
    const values = new ofType(count);
    new Uint8Array(values.buffer).set(this.bytes.subarray(start, start + length));
    this.at = end;
    return values;
  }
}
