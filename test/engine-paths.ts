/**
 * test: what crosses folders, and the whole held against what it must be.
 *
 * This file: the ways that events and matches may take through the engine: by which scanner, in what blocks, from memory or read
 * back from a file, as objects or as bytes. All give the same answers.
 */
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FlowFile } from '../flows/format/flow-file.ts';
import { ColumnEngine } from '../runtime/engine/engine.ts';
import type { Engine, EngineOptions, Tables } from '../runtime/engine/engine-types.ts';
import { timeText } from '../runtime/engine/scan/event-time.ts';
import { fileBlocks } from '../runtime/offline/file-blocks.ts';
import { FileLog } from '../runtime/offline/file-log.ts';
import type { MatchLine } from '../runtime/offline/run-offline.ts';
import type { FlowCounts } from '../runtime/wire/live.ts';
import { feedInTurns, type Turns } from './feed-in-turns.ts';

export interface EnginePath {
  readonly scanner: NonNullable<EngineOptions['scanner']>;
  /** How many lines the next block has. Not asked where a file is read. */
  readonly linesPerBlock: () => number;
  /** Matches are written as bytes, and parsed back. */
  readonly asLines: boolean;
  /**
   * Events lie in a file, and most of them are soon read back from it: white space makes them so long that few stay in
   * memory, and some too long to be looked at in a copy.
   */
  readonly fromFile: boolean;
  /** The file is scanned ahead, as another thread does it (WebAssembly only). */
  readonly fed?: Turns;
}

export interface PathRun {
  readonly flow: FlowFile;
  readonly lines: readonly string[];
  readonly tables?: Tables;
  /** Epoch ms. */
  readonly until?: number;
}

export interface PathOutcome {
  readonly matches: readonly MatchLine[];
  readonly refused: number;
  readonly counts: FlowCounts;
}

const encoder = new TextEncoder();
const PADDING = [0, 40_000, 70_000, 100_000].map((length) => ' '.repeat(length));
/** Less than two of the longest lines. */
const READ_AT_A_TIME = 150_000;

export function runOnPath({ flow, lines, tables, until }: PathRun, path: EnginePath): PathOutcome {
  const pieces: Buffer[] = [];
  const found: MatchLine[] = [];
  const file = path.fromFile ? new PaddedFile(lines) : undefined;
  const engine = new ColumnEngine(
    {
      mode: 'offline',
      scanner: path.scanner,
      recentBytes: 0,
      isFed: path.fed !== undefined,
      tables,
      until,
      ...(path.asLines
        ? { onMatchLines: (bytes) => pieces.push(Buffer.from(bytes)) }
        : {
            onMatch: ({ flow: id, node, time, key, data, causes }) =>
              found.push({ flow: id, node, time: timeText(time), key, data, causes }),
          }),
    },
    file?.log,
  );
  engine.deploy(flow);
  try {
    const refused = file ? file.readInto(engine, path.fed) : pushBlocks(engine, lines, path.linesPerBlock);
    engine.finish(until);
    const matches = path.asLines ? parsedLines(Buffer.concat(pieces).toString()) : found;
    return { matches, refused, counts: engine.counts(flow.id, 0)! };
  } finally {
    file?.dispose();
  }
}

function pushBlocks(engine: Engine, lines: readonly string[], linesPerBlock: () => number): number {
  let refused = 0;
  for (let at = 0; at < lines.length; ) {
    const next = at + linesPerBlock();
    refused += engine.push(encoder.encode(`${lines.slice(at, next).join('\n')}\n`), 0).refused.length;
    at = next;
  }
  return refused;
}

function parsedLines(text: string): MatchLine[] {
  const lines = text.split('\n');
  if (lines.pop() !== '') throw new Error('The last line of the matches does not end.');
  return lines.map((line) => JSON.parse(line) as MatchLine);
}

/** Lines in a file, with white space behind them. */
class PaddedFile {
  readonly log: FileLog;
  private readonly folder = mkdtempSync(join(tmpdir(), 'naru-path-'));
  private readonly file: number;

  constructor(lines: readonly string[]) {
    const path = join(this.folder, 'events.ndjson');
    writeFileSync(path, lines.map((line, i) => line + PADDING[i % PADDING.length]).join('\n'));
    this.file = openSync(path, 'r');
    this.log = new FileLog(this.file);
  }

  readInto(engine: ColumnEngine, fed: EnginePath['fed']): number {
    return fed ? this.feed(engine, fed) : this.push(engine);
  }

  private push(engine: Engine): number {
    let refused = 0;
    for (const { bytes, offset } of fileBlocks(this.file, READ_AT_A_TIME)) {
      this.log.moveTo(offset);
      refused += engine.push(bytes, 0).refused.length;
    }
    return refused;
  }

  private feed(engine: ColumnEngine, turns: Turns): number {
    let refused = 0;
    feedInTurns(engine, this.file, turns, (result) => {
      refused += result.refused.length;
    });
    return refused;
  }

  dispose(): void {
    closeSync(this.file);
    rmSync(this.folder, { recursive: true });
  }
}
