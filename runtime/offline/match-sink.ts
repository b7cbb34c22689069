/** Where `naru run` writes its matches: a file, or standard output, whose reader may be slow. */
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { CommandError } from './load-flow.ts';
import { standardOutput } from './standard-output.ts';
import { writeWhole } from './write-whole.ts';

export interface MatchSink {
  /** Takes bytes that are only good during the call. */
  write(bytes: Uint8Array): void;
  /** Waits where the reader is behind, so that output never piles up in memory. */
  settle(): Promise<void> | undefined;
  close(): void;
  /** Descriptor of the file, which another thread may write to in place of this. */
  readonly file: number | undefined;
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
    file: undefined,
  };
}

function fileSink(path: string): MatchSink {
  const orRefused = <T>(act: () => T): T => {
    try {
      return act();
    } catch (error) {
      throw unwritable(path, (error as NodeJS.ErrnoException).code);
    }
  };
  const file = orRefused(() => openSync(path, 'w'));
  return {
    write: (bytes) => orRefused(() => writeWhole(file, bytes)),
    settle: () => undefined,
    close: () => orRefused(() => closeSync(file)),
    file,
  };
}

/** @param code the system's name of the error */
export function unwritable(path: string, code: string | undefined): CommandError {
  return new CommandError([`${path}: the file can't be written (${code}).`]);
}
