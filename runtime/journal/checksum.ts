/** CRC-32 of parts of a buffer; the same as `zlib.crc32`, without a view and a call into C++ for short ones. */
import { crc32 } from 'node:zlib';

/** Up to here a loop is faster. */
const SHORT = 256;

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** @param seed what the checksum goes on from */
export function checksum(bytes: Uint8Array, from: number, to: number, seed = 0): number {
  if (to - from > SHORT) {
    const part = new Uint8Array(bytes.buffer, bytes.byteOffset + from, to - from);
    return crc32(part, seed);
  }
  let value = ~seed;
  for (let i = from; i < to; i++) value = (value >>> 8) ^ TABLE[(value ^ bytes[i]) & 255];
  return ~value >>> 0;
}
