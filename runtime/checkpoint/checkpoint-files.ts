/**
 * runtime/checkpoint: the engine's state on disk, so that a start reads it instead of working off everything that ever
 * happened. A checkpoint belongs to a position of the journal: it holds what came of all records before it.
 *
 * This file: the files. One is written beside the others and becomes one of them by its name (`commit`), so that half
 * of one is never taken for one; the newest three stay, since a damaged one falls back to the one before.
 *
 *     magic, head's length (4 bytes), head (JSON), state, CRC-32 of all that (4 bytes)
 */
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { z } from 'zod';
import { flushFolder } from '../store/atomic-write.ts';

/** Beside the state: what belongs to the room around the engine. */
export const checkpointHeadSchema = z.object({
  version: z.literal(1),
  /** Of the journal: the first record that is not in the state. */
  position: z.number().int().nonnegative(),
  /** The time that the engine was told last, epoch ms. */
  now: z.number(),
  /** The last settlement that the engine was told. */
  settlement: z.number().int().nonnegative(),
  /** Where the watermark is held after a stop, epoch ms. */
  heldAt: z.number().optional(),
  /** Bytes of what waits for that to end. */
  heldBytes: z.number().int().nonnegative().optional(),
  /** By name of a reference table: where its rows lie in the journal. */
  tables: z.record(z.string(), z.number()),
  /** What the journal keeps for the engine, by segment; the journal's own. */
  kept: z.unknown(),
});
export type CheckpointHead = z.infer<typeof checkpointHeadSchema>;

/** Why a checkpoint cannot be used; a sentence. */
export class CheckpointFault extends Error {
  override readonly name = 'CheckpointFault';
}

export interface CheckpointEntry {
  readonly path: string;
  readonly position: number;
}

export const CHECKPOINTS_KEPT = 3;

const MAGIC = Buffer.from('NARUCP01');
const LENGTH_BYTES = 4;
const CRC_BYTES = 4;
/** A head is small; a length beyond this was damaged. */
const LARGEST_HEAD = 64 * 1024 * 1024;
const NAME = /^([0-9a-f]{16})\.checkpoint$/;

const nameOf = (position: number) => `${position.toString(16).padStart(16, '0')}.checkpoint`;

/** The checkpoints of a folder, newest first. */
export async function listCheckpoints(folder: string): Promise<CheckpointEntry[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return names
    .flatMap((name) => {
      const position = NAME.exec(name)?.[1];
      return position === undefined
        ? []
        : [{ path: join(folder, name), position: Number.parseInt(position, 16) }];
    })
    .sort((a, b) => b.position - a.position);
}

/**
 * Writes a checkpoint beside the others and syncs it; it is none before `commitCheckpoint`. Between two pieces others
 * get their turn.
 *
 * @returns how many bytes it has
 */
export async function writeCheckpoint(
  folder: string,
  head: CheckpointHead,
  pieces: Iterable<Uint8Array>,
): Promise<number> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = await open(join(folder, `${nameOf(head.position)}.tmp`), 'w', 0o600);
  try {
    let crc = 0;
    let bytes = 0;
    const write = async (piece: Uint8Array) => {
      crc = crc32(piece, crc);
      bytes += piece.length;
      for (let at = 0; at < piece.length; ) {
        const { bytesWritten } = await file.write(piece, at, piece.length - at);
        at += bytesWritten;
      }
    };
    const text = Buffer.from(JSON.stringify(head));
    const length = Buffer.alloc(LENGTH_BYTES);
    length.writeUInt32LE(text.length);
    await write(Buffer.concat([MAGIC, length, text]));
    for (const piece of pieces) await write(piece);
    const end = Buffer.alloc(CRC_BYTES);
    end.writeUInt32LE(crc);
    await write(end);
    await file.sync();
    return bytes;
  } finally {
    await file.close();
  }
}

/** Makes what was written one of the checkpoints, and lets the oldest go beyond those that are kept. */
export async function commitCheckpoint(folder: string, position: number): Promise<void> {
  const path = join(folder, nameOf(position));
  await rename(`${path}.tmp`, path);
  await flushFolder(folder);
  const old = (await listCheckpoints(folder)).slice(CHECKPOINTS_KEPT);
  for (const entry of old) await rm(entry.path, { force: true });
}

/** What was begun and never became a checkpoint. */
export async function removeUnfinished(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names)
    if (name.endsWith('.checkpoint.tmp')) await rm(join(folder, name), { force: true });
}

/** @throws CheckpointFault where it is damaged or of a version that is not known */
export async function readCheckpoint(path: string): Promise<{ head: CheckpointHead; state: Uint8Array }> {
  const bytes = await readFile(path);
  const least = MAGIC.length + LENGTH_BYTES + CRC_BYTES;
  if (bytes.length < least) throw new CheckpointFault(`${path} has ${bytes.length} bytes: it was cut short.`);
  if (!bytes.subarray(0, MAGIC.length).equals(MAGIC))
    throw new CheckpointFault(`${path} does not begin like a checkpoint of this version.`);
  const end = bytes.length - CRC_BYTES;
  if (crc32(bytes.subarray(0, end)) !== bytes.readUInt32LE(end))
    throw new CheckpointFault(`${path} is damaged: its checksum does not fit.`);
  const length = bytes.readUInt32LE(MAGIC.length);
  const start = MAGIC.length + LENGTH_BYTES;
  if (length > LARGEST_HEAD || start + length > end)
    throw new CheckpointFault(`${path} has no readable head.`);
  return {
    head: headOf(path, bytes.toString('utf8', start, start + length)),
    state: bytes.subarray(start + length, end),
  };
}

function headOf(path: string, text: string): CheckpointHead {
  try {
    return checkpointHeadSchema.parse(JSON.parse(text));
  } catch (error) {
    throw new CheckpointFault(`The head of ${path} is not known here: ${String(error)}`);
  }
}
