/**
 * The way of events into the live engine: hands over blocks, adds up what became of them, and says the place of each
 * one that was refused. It waits, and with it the sender, while the deliveries that earlier blocks caused are
 * being written down; the engine itself never waits.
 */
import { isUtf8 } from 'node:buffer';
import type { Text } from '../../nodes/kit/text.ts';
import type { BlockResult } from '../engine/engine-types.ts';
import type { IngestResult } from '../wire/rest.ts';
import { BLOCK_SIZE, NOT_UTF8, PROBLEMS_LISTED, TOO_LARGE } from './event-limits.ts';
import type { Lines } from './json-lines.ts';
import type { LineBlock } from './line-blocks.ts';
import type { RefusedLog } from './refused-log.ts';

export interface IntakeOptions {
  readonly push: (block: Uint8Array) => Promise<BlockResult>;
  /** Resolves when there is room for what a block may cause. */
  readonly room: () => Promise<void>;
  readonly refused: RefusedLog;
  /** Sees each block that went in: for the tail that the page shows. */
  readonly onBlock: (block: Uint8Array) => void;
}

export interface IntakeTotals {
  accepted: number;
  refused: number;
  duplicates: number;
}

export interface Intake {
  readonly totals: Readonly<IntakeTotals>;
  /** One request, or one event of our own. */
  begin(): IntakeRequest;
}

export function createIntake(options: IntakeOptions): Intake {
  const totals: IntakeTotals = { accepted: 0, refused: 0, duplicates: 0 };
  return { totals, begin: () => new IntakeRequest(options, totals) };
}

const LF = 10;
const LINE_SHOWN = 8192;
/** Refused events of one request that are kept for the operator; a flood of them pushes out no more than that. */
const KEPT_OF_ONE = 200;
const decoder = new TextDecoder();

export class IntakeRequest {
  private readonly tally: IngestResult = { accepted: 0, duplicates: 0, refused: 0, problems: [] };
  /** Of the next event: its index, and the line on which it stands. */
  private index = 0;
  private line = 1;

  constructor(
    private readonly options: IntakeOptions,
    private readonly totals: IntakeTotals,
  ) {}

  /** A piece of a stream of lines. */
  async takeLines({ block, tooLong }: LineBlock): Promise<void> {
    if (tooLong) {
      this.refuse(TOO_LARGE, decoder.decode(block), { index: this.index++, line: this.line++ });
      return;
    }
    for (const { lines, utf8 } of runsOfLines(block)) {
      if (utf8) await this.takeUtf8Lines(lines);
      else this.refuse(NOT_UTF8, shown(lines), { index: this.index++, line: this.line++ });
    }
  }

  private async takeUtf8Lines(block: Uint8Array): Promise<void> {
    const result = await this.push(block);
    const texts = new LineReader(block);
    for (const { index, id, message } of result.refused) {
      const text = texts.read(index);
      this.refuse(message, text, { index: this.index + index, line: this.line + texts.line, id });
    }
    this.index += result.accepted + result.duplicates + result.refused.length;
    this.line += block[block.length - 1] === LF ? result.lines : result.lines - 1;
  }

  /** A body of one or more events, split into lines already. */
  async takeBody({ block, refused }: Lines): Promise<void> {
    let next = 0;
    const skipRefused = () => {
      while (refused[next]?.index === this.index) {
        this.refuse(refused[next].message, decoder.decode(refused[next].event), { index: this.index });
        next++;
        this.index++;
      }
    };
    skipRefused();
    for (const piece of pieces(block)) {
      const result = await this.push(piece);
      const texts = new LineReader(piece);
      const problems = new Map(result.refused.map((each) => [each.index, each]));
      const events = result.accepted + result.duplicates + result.refused.length;
      for (let i = 0; i < events; i++) {
        const problem = problems.get(i);
        if (problem) this.refuse(problem.message, texts.read(i), { index: this.index, id: problem.id });
        this.index++;
        skipRefused();
      }
      await theOthersTurn();
    }
  }

  /** An event that never became a line. */
  refuseEvent(message: Text, event: string): void {
    this.refuse(message, event, { index: this.index++ });
  }

  result(): IngestResult {
    return this.tally;
  }

  private async push(block: Uint8Array): Promise<BlockResult> {
    await this.options.room();
    const result = await this.options.push(block);
    this.tally.accepted += result.accepted;
    this.tally.duplicates += result.duplicates;
    this.totals.accepted += result.accepted;
    this.totals.duplicates += result.duplicates;
    if (result.accepted > 0) this.options.onBlock(block);
    return result;
  }

  private refuse(message: Text, event: string, place: { index: number; line?: number; id?: string }): void {
    this.tally.refused++;
    this.totals.refused++;
    if (this.tally.problems.length < PROBLEMS_LISTED) this.tally.problems.push({ ...place, message });
    if (this.tally.refused <= KEPT_OF_ONE)
      this.options.refused.add({
        reason: 'refused',
        message,
        event,
        ...(place.id !== undefined && { id: place.id }),
      });
  }
}

/** Where not all of a block is UTF-8: the lines that are, together as far as they follow each other, and each other one. */
function* runsOfLines(block: Uint8Array): Generator<{ lines: Uint8Array; utf8: boolean }> {
  if (isUtf8(block)) {
    yield { lines: block, utf8: true };
    return;
  }
  let run = 0;
  for (let at = 0; at < block.length; ) {
    const end = block.indexOf(LF, at);
    const next = end < 0 ? block.length : end + 1;
    const line = block.subarray(at, next);
    if (!isUtf8(line)) {
      if (at > run) yield { lines: block.subarray(run, at), utf8: true };
      yield { lines: line, utf8: false };
      run = next;
    }
    at = next;
  }
  if (run < block.length) yield { lines: block.subarray(run), utf8: true };
}

/** The beginning of a line, for a person. */
function shown(line: Uint8Array): string {
  return decoder.decode(line.subarray(0, LINE_SHOWN)).trimEnd();
}

/** A block in pieces of whole lines, so that others get their turn between them. */
function* pieces(block: Uint8Array): Generator<Uint8Array> {
  let from = 0;
  while (from < block.length) {
    const end = block.length - from <= BLOCK_SIZE ? -1 : block.indexOf(LF, from + BLOCK_SIZE);
    const to = end < 0 ? block.length : end + 1;
    yield block.subarray(from, to);
    from = to;
  }
}

/** Whatever else is due: other requests, the page's messages, timers. */
const theOthersTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Reads single lines of a block in ascending order, in one pass. */
class LineReader {
  /** Lines before the one that was read last, blank ones too. */
  line = -1;
  private at = 0;
  private index = -1;

  constructor(private readonly block: Uint8Array) {}

  /** The `index`-th line that is not blank; asked for in ascending order. Cut, where it is long. */
  read(index: number): string {
    const { block } = this;
    while (this.at < block.length) {
      const end = block.indexOf(LF, this.at);
      const stop = end < 0 ? block.length : end;
      const from = this.at;
      this.at = stop + 1;
      this.line++;
      if (!isBlank(block, from, stop) && ++this.index === index)
        return decoder.decode(block.subarray(from, Math.min(stop, from + LINE_SHOWN)));
    }
    return '';
  }
}

function isBlank(block: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (block[at] > 32) return false;
  return true;
}
