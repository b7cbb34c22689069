/** How one record lies on disk: a header that says what it is and checks itself, then the payload as it came. */
import { checksum } from './checksum.ts';

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
  bytes: Uint8Array,
  at: number,
  { kind, flags, now, length, check }: RecordHeader,
  { position, salt }: HeaderSeed,
): void {
  bytes.set(MAGIC, at);
  bytes[at + KIND] = kind;
  bytes[at + FLAGS] = flags;
  bytes[at + FLAGS + 1] = 0;
  bytes[at + FLAGS + 2] = 0;
  writeUint32(bytes, at + LENGTH, length);
  writeUint32(bytes, at + CHECK, check);
  time[0] = now;
  for (let i = 0; i < 8; i++) bytes[at + NOW + i] = timeBytes[i];
  const own = checksum(bytes, at, at + OWN_CHECK, seedOf(position, salt));
  writeUint32(bytes, at + OWN_CHECK, own);
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
  for (let i = 0; i < MAGIC.length; i++) if (bytes[at + i] !== MAGIC[i]) return undefined;
  const own = checksum(bytes, at, at + OWN_CHECK, seedOf(position, salt));
  if (own !== readUint32(bytes, at + OWN_CHECK)) return undefined;
  for (let i = 0; i < 8; i++) timeBytes[i] = bytes[at + NOW + i];
  return {
    kind: bytes[at + KIND],
    flags: bytes[at + FLAGS],
    now: time[0],
    length: readUint32(bytes, at + LENGTH),
    check: readUint32(bytes, at + CHECK),
  };
}

/** Numbers are written byte by byte, the lowest first: a view for each header would cost more than all the rest. */
const time = new Float64Array(1);
const timeBytes = new Uint8Array(time.buffer);

function writeUint32(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value;
  bytes[at + 1] = value >>> 8;
  bytes[at + 2] = value >>> 16;
  bytes[at + 3] = value >>> 24;
}

function readUint32(bytes: Uint8Array, at: number): number {
  return (bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24)) >>> 0;
}

/**
 * What the checksum of a header goes on from: a header is good at its own position only, so nothing that an event quotes,
 * or that was left on the disk by another file, passes for one.
 */
function seedOf(position: number, salt: number): number {
  const high = Math.floor(position / 2 ** 32);
  return (salt ^ position ^ Math.imul(high, 0x9e3779b1)) >>> 0;
}
