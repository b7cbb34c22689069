/** A folder as one file, in the format that every `tar` reads (ustar, POSIX.1-1988), without compression. */
import { closeSync, fsyncSync, mkdirSync, openSync, readSync, statSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';

const BLOCK = 512;
const PIECE = 1 << 20;
/** Octal digits of a size; a larger one is written in binary, as GNU tar does. */
const OCTAL = 11;
const NAME = 100;
const SIZE = 124;
const CHECK = 148;
const TYPE = 156;
const MAGIC = 257;

/**
 * @param names paths inside the folder, with `/`, at most 100 letters
 * @throws where the file is there already
 */
export function packTar(folder: string, names: readonly string[], path: string): void {
  const target = openSync(path, 'wx', 0o600);
  try {
    for (const name of names) {
      const from = join(folder, name);
      const { size, mtimeMs } = statSync(from);
      writeSync(target, headerOf(name, size, Math.floor(mtimeMs / 1000)));
      copyBytes(openSync(from, 'r'), target, size);
      writeSync(target, new Uint8Array(padding(size)));
    }
    writeSync(target, new Uint8Array(2 * BLOCK));
    fsyncSync(target);
  } finally {
    closeSync(target);
  }
}

/**
 * @param isWanted names of files; one that is not is an error
 * @throws Error where the file is no such archive, was cut short, or has what is not wanted
 */
export function unpackTar(path: string, folder: string, isWanted: (name: string) => boolean): void {
  const source = openSync(path, 'r');
  try {
    const { size: all } = statSync(path);
    const header = Buffer.alloc(BLOCK);
    for (let at = 0; ; ) {
      if (readSync(source, header, 0, BLOCK, at) < BLOCK) throw new Error('it was cut short');
      if (header.every((byte) => byte === 0)) return;
      const { name, size } = readHeader(header);
      if (!isWanted(name)) throw new Error(`it has a file "${name.slice(0, 100)}", which no backup has`);
      at += BLOCK;
      if (at + size > all) throw new Error('it was cut short');
      mkdirSync(dirname(join(folder, name)), { recursive: true, mode: 0o700 });
      const target = openSync(join(folder, name), 'wx', 0o600);
      copyBytes(source, target, size, at);
      closeSync(target);
      at += size + padding(size);
    }
  } finally {
    closeSync(source);
  }
}

/** @param at where to begin; left out: at the beginning, and the source is closed afterwards */
function copyBytes(source: number, target: number, size: number, at?: number): void {
  const piece = Buffer.alloc(Math.min(PIECE, size));
  try {
    for (let done = 0; done < size; ) {
      const read = readSync(source, piece, 0, Math.min(piece.length, size - done), (at ?? 0) + done);
      if (read === 0) throw new Error('a file became shorter while it was copied');
      for (let written = 0; written < read; ) written += writeSync(target, piece, written, read - written);
      done += read;
    }
  } finally {
    if (at === undefined) closeSync(source);
  }
}

const padding = (size: number) => (BLOCK - (size % BLOCK)) % BLOCK;

function headerOf(name: string, size: number, seconds: number): Buffer {
  if (Buffer.byteLength(name) > NAME) throw new Error(`${name}: the name is too long for an archive.`);
  const header = Buffer.alloc(BLOCK);
  const octal = (value: number, at: number, digits: number) =>
    header.write(value.toString(8).padStart(digits, '0'), at);
  header.write(name, 0);
  octal(0o600, 100, 7);
  octal(0, 108, 7);
  octal(0, 116, 7);
  if (size < 8 ** OCTAL) octal(size, SIZE, OCTAL);
  else {
    header[SIZE] = 0x80;
    header.writeBigUInt64BE(BigInt(size), SIZE + 4);
  }
  octal(seconds, 136, OCTAL);
  header.write('0', TYPE);
  header.write('ustar\u000000', MAGIC, 'latin1');
  header.write(`${sumOf(header).toString(8).padStart(6, '0')}\0 `, CHECK, 'latin1');
  return header;
}

function readHeader(header: Buffer): { name: string; size: number } {
  const stated = Number.parseInt(header.toString('latin1', CHECK, CHECK + 6), 8);
  const isFile = header[TYPE] === 0x30 || header[TYPE] === 0;
  if (stated !== sumOf(header) || !isFile) throw new Error('it is no archive that Naru wrote');
  const end = header.indexOf(0);
  return {
    name: header.toString('utf8', 0, Math.min(end < 0 ? NAME : end, NAME)),
    size:
      header[SIZE] === 0x80
        ? Number(header.readBigUInt64BE(SIZE + 4))
        : Number.parseInt(header.toString('latin1', SIZE, SIZE + OCTAL), 8),
  };
}

/** With spaces where the sum itself stands. */
function sumOf(header: Buffer): number {
  let sum = 0;
  for (let i = 0; i < BLOCK; i++) sum += i >= CHECK && i < CHECK + 8 ? 32 : header[i];
  return sum;
}
