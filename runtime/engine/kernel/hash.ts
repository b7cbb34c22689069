/**
 * The hash of a text's bytes, four at a time (multiply and fold, with MurmurHash3's last mix). The block scanner in
 * WebAssembly computes the same (scan/assembly/text.ts), so a key is hashed once, where its bytes are read.
 */

/**
 * Another one in every process, so that nobody can prepare texts that all fall into one place of a table. Nobody gets
 * to see it, so it needs no cryptography, which would take longer to load than the engine.
 */
export const HASH_SEED = (Math.random() * 2 ** 32) | 0;

export function hashBytes(source: Uint8Array, start: number, end: number): number {
  let hash = HASH_SEED ^ (end - start);
  let at = start;
  for (; at + 4 <= end; at += 4)
    hash = mixed(
      hash ^ (source[at] | (source[at + 1] << 8) | (source[at + 2] << 16) | (source[at + 3] << 24)),
    );
  if (at < end) {
    let rest = 0;
    for (let shift = 0; at < end; at++, shift += 8) rest |= source[at] << shift;
    hash = mixed(hash ^ rest);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return hash ^ (hash >>> 13);
}

function mixed(word: number): number {
  const hash = Math.imul(word, 0x9e3779b1);
  return hash ^ (hash >>> 15);
}
