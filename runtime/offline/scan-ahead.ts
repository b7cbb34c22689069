/** The thread that scans a file ahead, its rows as they come to the engine, and the matches that it writes. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import type { ColumnEngine } from '../engine/engine.ts';
import type { BlockResult } from '../engine/engine-types.ts';
import { WORTH_WAKING } from '../engine/scan/feed.ts';
import type { HandedLines } from '../engine/scan/line-feed.ts';

/** Smaller files are through before a thread has started. */
const WORTH_A_THREAD = 1 << 23;
/** How long the engine waits in one go; in between it hears what became of the thread. */
const PATIENCE_MS = 100;
/** The built program of the thread, beside the command line. */
const PROGRAM = join(import.meta.dirname, 'scan-worker.js');

export class ScanThread {
  private readonly file: number;
  private readonly thread: Worker;
  private failure: Error | undefined;

  private constructor(file: number, thread: Worker) {
    this.file = file;
    this.thread = thread;
    thread.on('error', (error) => {
      this.failure = error;
    });
  }

  /**
   * Starts a thread for a file that is worth it; it waits until `rows` is called.
   * @param file descriptor of a regular file; its owner closes it
   * @param size of the file, in bytes
   * @param program path of the built thread; without it there is none
   */
  static start(file: number, size: number, program = PROGRAM): ScanThread | undefined {
    if (size < WORTH_A_THREAD || !existsSync(program)) return undefined;
    // Loaded only here: a short run does without. (Not by `import()`, which a script with a code cache can't.)
    const { Worker } = process.getBuiltinModule('node:worker_threads');
    return new ScanThread(file, new Worker(program));
  }

  /**
   * Works off the whole file. The engine must be fed (`isFed`) and have its flows; `finish` must follow where it hands over
   * lines, whatever happens.
   * @param out descriptor of the file that the thread writes those to
   */
  async *rows(engine: ColumnEngine, out?: number): AsyncGenerator<BlockResult> {
    this.thread.postMessage({ feed: engine.feed, file: this.file, out });
    for (;;) {
      while (!engine.waitForRows(PATIENCE_MS)) await this.breathe();
      const result = engine.pushScanned();
      if (!result) return;
      yield result;
    }
  }

  /** Has the thread write what is still to be written. */
  async finish(lines: HandedLines): Promise<void> {
    lines.close(WORTH_WAKING);
    while (!lines.isThrough(PATIENCE_MS)) await this.breathe();
    lines.expectWritten();
  }

  /** Hears what became of the thread. */
  private async breathe(): Promise<void> {
    await new Promise(setImmediate);
    if (this.failure) throw this.failure;
  }

  async stop(): Promise<void> {
    await this.thread.terminate();
  }
}
