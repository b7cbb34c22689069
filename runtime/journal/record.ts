/** How one record lies on disk: a header that says what it is and checks itself, then the payload as it came. */
import { crc32 } from 'node:zlib';

/** What a record holds. The numbers stand on disk. */
export const RECORD_KINDS = {
  events: 1,
  tick: 2,
  settle: 3,
  deploy: 4,
  remove: 5,
  table: 6,
  mark: 7,
} as const;

export interface RecordInput {
  readonly kind: number;
  /** Epoch ms that the engine's call was given. */
  readonly now: number;
  /** 0 … 255, for whoever writes the record. Default 0. */
  readonly flags?: number;
  readonly payload: Uint8Array;
}

export interface RecordHeader {
  readonly kind: number;
  readonly flags: number;
  readonly now: number;
  readonly length: number;
  /** Checksum of the payload. */
  readonly check: number;
}

/**
 * A line feed, a name and a version. Since it begins with a line feed, an event at the end of a payload that lacks its
 * own ends there all the same, so an event is read back without knowing where its record ends.
 */
export const MAGIC = Uint8Array.from([10, 78, 74, 1]);
const MAGIC_NUMBER = 0x014a4e0a;

/** Bytes of a header: magic, kind, flags, two of zero, length, check of the payload, now, check of the header. */
export const HEADER = 28;
const KIND = 4;
const FLAGS = 5;
const LENGTH = 8;
const CHECK = 12;
const NOW = 16;
const OWN_CHECK = 24;

/** The largest payload: what is read back has to fit into one buffer. */
export const LARGEST_PAYLOAD = 2 ** 30;

/** Writes the header of a record that begins at `position`. `check` is that of the payload. */
export function writeHeader(
  target: DataView,
  at: number,
  { kind, flags, now, length, check }: RecordHeader,
  { position, salt }: HeaderSeed,
): void {
  target.setUint32(at, MAGIC_NUMBER, true);
  target.setUint8(at + KIND, kind);
  target.setUint8(at + FLAGS, flags);
  target.setUint16(at + FLAGS + 1, 0);
  target.setUint32(at + LENGTH, length, true);
  target.setUint32(at + CHECK, check, true);
  target.setFloat64(at + NOW, now, true);
  const bytes = new Uint8Array(target.buffer, target.byteOffset + at, OWN_CHECK);
  target.setUint32(at + OWN_CHECK, crc32(bytes, seedOf(position, salt)), true);
}

export interface HeaderSeed {
  readonly position: number;
  /** Stands in the segment's name, so that nobody who sends events can make bytes that pass for a record. */
  readonly salt: number;
}

/** The header at `at`; undefined where there is none that is whole and belongs to this position. */
export function readHeader(
  bytes: Uint8Array,
  at: number,
  { position, salt }: HeaderSeed,
): RecordHeader | undefined {
  if (at < 0 || at + HEADER > bytes.length) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, HEADER);
  if (view.getUint32(0, true) !== MAGIC_NUMBER) return undefined;
  const own = crc32(bytes.subarray(at, at + OWN_CHECK), seedOf(position, salt));
  if (own !== view.getUint32(OWN_CHECK, true)) return undefined;
  return {
    kind: view.getUint8(KIND),
    flags: view.getUint8(FLAGS),
    now: view.getFloat64(NOW, true),
    length: view.getUint32(LENGTH, true),
    check: view.getUint32(CHECK, true),
  };
}

/** A header holds good at its own position only: what an older file left on the disk, or an event quotes, does not. */
function seedOf(position: number, salt: number): number {
  const high = Math.floor(position / 2 ** 32);
  return (salt ^ position ^ Math.imul(high, 0x9e3779b1)) >>> 0;
}
