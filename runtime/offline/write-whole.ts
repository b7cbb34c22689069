import { writeSync } from 'node:fs';

/** Writes bytes to a file where it stands: the system may take only a part at a time. */
export function writeWhole(file: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
}
