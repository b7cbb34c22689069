/** The built server on one home, killed as a power cut would, and started again. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** `NARU_MAIN`: another build than the one in dist/. */
export const MAIN =
  process.env.NARU_MAIN ?? fileURLToPath(new URL('../../dist/runtime/main.js', import.meta.url));
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
    if (!existsSync(MAIN)) throw new Error('dist/ is missing: run `npm run build` before this.');
    const began = performance.now();
    const child = spawn(process.execPath, ['--enable-source-maps', MAIN], {
      env: {
        ...process.env,
        NODE_ENV: 'production',
        PORT: '0',
        HOST: '127.0.0.1',
        NARU_HOME: this.home,
        ...this.env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    this.ready = this.readyOf(child, began);
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

  private readyOf(child: ChildProcess, began: number): Promise<string> {
    return new Promise((resolve, reject) => {
      let text = '';
      const late = setTimeout(() => reject(new Error(`Naru does not start:\n${text}`)), PATIENCE);
      for (const stream of [child.stdout, child.stderr])
        stream?.setEncoding('utf8').on('data', (piece: string) => {
          text += piece;
          this.printed += piece;
          const address = /http:\/\/\S+:\d+/.exec(text);
          if (!address) return;
          clearTimeout(late);
          this.starts.push(performance.now() - began);
          resolve(address[0]);
        });
      child.once('close', (code, signal) => {
        clearTimeout(late);
        if (this.child === child) this.ended(code, signal);
        reject(new Error(`Naru ended with ${code ?? signal}:\n${text}`));
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
