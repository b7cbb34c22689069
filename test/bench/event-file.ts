/** Keeps generated events in the temp folder, so that the next run begins at once. */
import { closeSync, existsSync, mkdirSync, openSync, renameSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EventFileOptions, eventLines } from './generate-events.ts';

/** Raised with every change of what a generator or a simulation writes. */
const FORMAT = 2;

/** The path of a generated file, which is written where it is not there yet. */
export function eventFile(options: EventFileOptions, folder?: string): string {
  const { events, keys, seed } = options;
  return keptFile(`${events}-events-${keys}-keys-seed-${seed}`, () => eventLines(options), folder);
}

/** The path of the file with these lines, which is written where it is not there yet. */
export function keptFile(
  name: string,
  lines: () => Iterable<string>,
  folder = join(tmpdir(), 'naru-bench'),
): string {
  const path = join(folder, `v${FORMAT}-${name}.ndjson`);
  if (!existsSync(path)) {
    mkdirSync(folder, { recursive: true });
    const fresh = `${path}.${process.pid}`;
    writeLines(fresh, lines());
    renameSync(fresh, path);
  }
  return path;
}

export function bytesOf(path: string): number {
  return statSync(path).size;
}

/** Writes lines in pieces of about a megabyte. */
export function writeLines(path: string, lines: Iterable<string>): void {
  const file = openSync(path, 'w');
  try {
    let piece = '';
    for (const line of lines) {
      piece += `${line}\n`;
      if (piece.length > 1 << 20) {
        writeSync(file, piece);
        piece = '';
      }
    }
    writeSync(file, piece);
  } finally {
    closeSync(file);
  }
}
