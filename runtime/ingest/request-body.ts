/** The bytes of a request, unpacked where they came gzipped, and never more of them than allowed. */
import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { BATCH_LIMIT, UNPACK_RATIO } from './event-limits.ts';

/** Room is asked for so many bytes at a time, where nobody knows how many come. */
const MORE = 256 * 1024;

/** More than is taken: 413. */
export class BodyTooLarge extends Error {
  override readonly name = 'BodyTooLarge';
}

/** Packed in a way that is not known: 415. */
export class UnknownEncoding extends Error {
  override readonly name = 'UnknownEncoding';
  constructor(readonly encoding: string) {
    super(`unknown content encoding ${encoding}`);
  }
}

/** Broken off, or not the gzip that it says it is: 400. */
export class BrokenBody extends Error {
  override readonly name = 'BrokenBody';
}

/**
 * Hands over the body piece by piece, and waits for each (so the sender waits too).
 *
 * @throws UnknownEncoding, BrokenBody, BodyTooLarge where it unpacks to much more than came over the wire, and what
 * `take` throws
 */
export async function readPieces(
  request: IncomingMessage,
  take: (chunk: Buffer) => Promise<void> | void,
): Promise<void> {
  const encoding = (request.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  if (encoding !== 'identity' && encoding !== 'gzip' && encoding !== 'x-gzip')
    throw new UnknownEncoding(encoding);
  const source = encoding === 'identity' ? request : unpack(request);
  try {
    let size = 0;
    // What is not taken is read and let go, not cut off: else the sender never sees why he was refused.
    for await (const chunk of source.iterator({ destroyOnReturn: false })) {
      size += chunk.length;
      if (size > BATCH_LIMIT + UNPACK_RATIO * request.socket.bytesRead && source !== request)
        throw new BodyTooLarge('unpacks to too much');
      await take(chunk);
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code.startsWith('Z_') || code.startsWith('ERR_STREAM') || code === 'ECONNRESET')
      throw new BrokenBody('the body broke off or is not gzip');
    throw error;
  } finally {
    if (source !== request) {
      request.unpipe();
      source.destroy();
    }
    request.resume();
  }
}

function unpack(request: IncomingMessage): Readable {
  const unpacked = createGunzip();
  request.once('error', (error) => unpacked.destroy(error));
  return request.pipe(unpacked);
}

/**
 * The whole body. @throws as `readPieces`, BodyTooLarge beyond `limit` bytes, unpacked
 *
 * @param hold waits for room for so many bytes more, before they are kept
 */
export async function readWhole(
  request: IncomingMessage,
  limit: number,
  hold: (bytes: number) => Promise<void> | void = () => {},
): Promise<Uint8Array> {
  const said = Number(request.headers['content-length']);
  if (said > limit) throw new BodyTooLarge(`more than ${limit} bytes`);
  const chunks: Buffer[] = [];
  let size = 0;
  let room = 0;
  await readPieces(request, async (chunk) => {
    size += chunk.length;
    if (size > room) {
      // For what has come, and some of what is said to come: who only says it holds nothing.
      const more = Math.max(size - room, Math.min(MORE, said > size ? said - room : MORE));
      await hold(more);
      room += more;
    }
    if (size > limit) throw new BodyTooLarge(`more than ${limit} bytes`);
    chunks.push(chunk);
  });
  return Buffer.concat(chunks, size);
}
