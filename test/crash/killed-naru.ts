/** The built server on one home, killed as a power cut would, and started again. */
import type { ChildProcess } from 'node:child_process';
import { addressIn, spawnNaru } from '../spawned-naru.ts';

/** Ms after which a start has failed. */
const PATIENCE = 60_000;

export class KilledNaru {
  /** What all starts have printed. */
  printed = '';
  /** Ms from the start of a process to its address, of each start that came so far. */
  readonly starts: number[] = [];
  /** SIGKILLs so far. */
  kills = 0;
  private child: ChildProcess | undefined;
  private ready: Promise<string> = Promise.reject(new Error('It was never started.'));

  constructor(
    private readonly home: string,
    private readonly env: Readonly<Record<string, string>>,
  ) {
    this.ready.catch(() => {});
  }

  /** Where it listens; waits while it starts. Ask each time: it is another after each start. */
  get address(): Promise<string> {
    return this.ready;
  }

  start(): void {
    const began = performance.now();
    const said = { text: '', heard: () => {} };
    const child = spawnNaru(this.home, this.env, (piece) => {
      said.text += piece;
      this.printed += piece;
      said.heard();
    });
    this.child = child;
    this.ready = this.readyOf(child, said, began);
    this.ready.catch(() => {});
  }

  /** Resolves when the process is gone. */
  async kill(signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): Promise<number | null> {
    const { child } = this;
    if (!child) return null;
    this.child = undefined;
    if (signal === 'SIGKILL') this.kills++;
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    const gone = new Promise<number | null>((resolve) => child.once('close', resolve));
    child.kill(signal);
    return gone;
  }

  private readyOf(
    child: ChildProcess,
    said: { readonly text: string; heard: () => void },
    began: number,
  ): Promise<string> {
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`Naru does not start:\n${said.text}`)), PATIENCE);
      said.heard = () => {
        const address = addressIn(said.text);
        if (address === undefined) return;
        said.heard = () => {};
        clearTimeout(late);
        this.starts.push(performance.now() - began);
        resolve(address);
      };
      child.once('close', (code, signal) => {
        clearTimeout(late);
        if (this.child === child) this.ended(code, signal);
        reject(new Error(`Naru ended with ${code ?? signal}:\n${said.text}`));
      });
    });
  }

  /** Nobody killed it: whoever asks for its address learns that. */
  private ended(code: number | null, signal: string | null): void {
    this.ready = Promise.reject(
      new EndedByItself(`Naru ended by itself with ${code ?? signal}:\n${this.printed}`),
    );
    this.ready.catch(() => {});
  }
}

/** That is a fault of the runtime, which no sending again mends. */
export class EndedByItself extends Error {
  override readonly name = 'EndedByItself';
}
