/** The built server as `npm start` runs it, in a home of its own and on a port that is free. */
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addressIn, spawnNaru } from '../spawned-naru.ts';

export interface RunningNaru {
  /** Without a slash at its end. */
  readonly address: string;
  /** `NARU_HOME`: flows/ and data/. */
  readonly home: string;
  /** What it has printed so far. */
  printed(): string;
  /** Stops it as Ctrl+C does. Its home stays, unless it was made here. */
  stop(): Promise<void>;
}

/**
 * @param options env: more of the environment, such as `NARU_TOKEN`; home: a home that is there already
 * @throws Error with what it printed, where it does not start
 */
export async function startNaru(
  options: { readonly env?: Readonly<Record<string, string>>; readonly home?: string } = {},
): Promise<RunningNaru> {
  const home = options.home ?? mkdtempSync(join(tmpdir(), 'naru-home-'));
  const printed = { text: '' };
  const child = spawnNaru(home, options.env ?? {}, (piece) => {
    printed.text += piece;
  });
  const stop = async () => {
    await ended(child);
    if (!options.home) rmSync(home, { recursive: true, force: true });
  };
  try {
    return { address: await addressOf(child, printed), home, printed: () => printed.text, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The address that a server prints. @throws Error with what it printed, where it ends before that */
export function addressOf(child: ChildProcess, printed: { readonly text: string }): Promise<string> {
  return new Promise((resolve, reject) => {
    const look = () => {
      const address = addressIn(printed.text);
      if (address !== undefined) resolve(address);
    };
    child.stdout?.on('data', look);
    child.once('error', reject);
    child.once('close', (code) => reject(new Error(`Naru ended with ${code}:\n${printed.text}`)));
  });
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('close', () => resolve());
    child.kill('SIGINT');
  });
}
