/** Where `naru run` writes its matches: a file, or standard output, whose reader may be slow. */
import { once } from 'node:events';
import { closeSync, openSync, writeSync } from 'node:fs';
import { CommandError } from './load-flow.ts';
import { standardOutput } from './standard-output.ts';

export interface MatchSink {
  /** Takes bytes that are only good during the call. */
  write(bytes: Uint8Array): void;
  /** Waits where the reader is behind, so that output never piles up in memory. */
  settle(): Promise<void> | undefined;
  close(): void;
}

export function matchSink(path: string): MatchSink {
  return path === '-' ? standardSink() : fileSink(path);
}

function standardSink(): MatchSink {
  let pieces: Uint8Array[] = [];
  return {
    write: (bytes) => pieces.push(new Uint8Array(bytes)),
    settle() {
      if (pieces.length === 0) return undefined;
      const ready = Buffer.concat(pieces);
      pieces = [];
      const sink = standardOutput();
      return sink.write(ready) ? undefined : once(sink, 'drain').then(() => undefined);
    },
    close() {},
  };
}

function fileSink(path: string): MatchSink {
  let file: number;
  try {
    file = openSync(path, 'w');
  } catch (error) {
    throw new CommandError([
      `${path}: the file can't be written (${(error as NodeJS.ErrnoException).code}).`,
    ]);
  }
  return {
    write(bytes) {
      for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
    },
    settle: () => undefined,
    close: () => closeSync(file),
  };
}
