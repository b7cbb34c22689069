/**
 * The way of events into the live engine: hands over blocks, adds up what became of them, and says the place of each
 * one that was refused. It waits, and with it the sender, while there is too much under way; a sender whose events are
 * held here waits some seconds and is told then how many were taken, so that he can go on from there.
 *
 * What is held: bodies (BODIES_HELD, of all requests together), blocks on their way to the engine (UNDER_WAY), of a
 * stream one unfinished line, which counts among the bodies.
 */
import { isUtf8 } from 'node:buffer';
import type { Text } from '../../nodes/kit/text.ts';
import { type Clock, othersTurn } from '../clock.ts';
import type { BlockResult } from '../engine/engine-types.ts';
import { EngineLost, StorageTrouble } from '../host/engine-host.ts';
import type { BadEvents } from '../store/bad-events.ts';
import type { IngestResult } from '../wire/rest.ts';
import { BodyHold } from './body-hold.ts';
import { ByteGate, NoRoom, type Patience } from './byte-gate.ts';
import { BLOCK_SIZE, BODIES_HELD, NOT_UTF8, PROBLEMS_LISTED, TOO_LARGE, UNDER_WAY } from './event-limits.ts';
import type { Lines } from './json-lines.ts';
import type { LineBlock } from './line-blocks.ts';

export interface IntakeOptions {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly push: (block: Uint8Array) => Promise<BlockResult>;
  /** Resolves when there is room for what a block may cause. */
  readonly room: () => Promise<void>;
  /** Why nothing can be written down now: an error of the disk. */
  readonly trouble: () => string | undefined;
  readonly bad: Pick<BadEvents, 'add' | 'count'>;
  /** Sees each block that went in: for the tail that the page shows. */
  readonly onBlock: (block: Uint8Array) => void;
}

export interface IntakeTotals {
  accepted: number;
  refused: number;
  duplicates: number;
}

export interface RequestOptions {
  /** A stream is slowed by not being read, so it may wait longer. Default: `body`. */
  readonly patience?: Patience;
  /** What is refused is kept for the operator. Default: true. */
  readonly keepsRefused?: boolean;
  /** Waits for no room: what follows from deliveries would wait for deliveries. */
  readonly own?: boolean;
}

export interface Intake {
  readonly totals: Readonly<IntakeTotals>;
  /** What is held at the moment. */
  readonly usage: { readonly bodies: number; readonly underWay: number; readonly waiting: number };
  /** One request, or one event of our own. */
  begin(options?: RequestOptions): IntakeRequest;
  /** Room for the body of one request. */
  hold(): BodyHold;
}

export function createIntake(options: IntakeOptions): Intake {
  const { clock, signal, room, trouble } = options;
  const totals: IntakeTotals = { accepted: 0, refused: 0, duplicates: 0 };
  const closed = () => {
    const reason = trouble();
    return reason === undefined ? undefined : cannotStore(reason);
  };
  const gate = new ByteGate({ limit: UNDER_WAY, clock, signal, room, closed });
  // Events that follow from deliveries go round the line, so that it never waits for itself.
  const ownGate = new ByteGate({ limit: UNDER_WAY, clock, signal, closed });
  const bodies = new ByteGate({ limit: BODIES_HELD, clock, signal, closed });
  return {
    totals,
    get usage() {
      const waiting = gate.usage.waiting + ownGate.usage.waiting + bodies.usage.waiting;
      return { bodies: bodies.usage.bytes, underWay: gate.usage.bytes + ownGate.usage.bytes, waiting };
    },
    begin: (given = {}) => new IntakeRequest(options, given.own ? ownGate : gate, totals, given),
    hold: () => new BodyHold(bodies),
  };
}

const LF = 10;
/** Refused events of one request that are kept for the operator; a flood of them pushes out no more than that. */
const KEPT_OF_ONE = 500;
const decoder = new TextDecoder();

/** Where a sender goes on who was interrupted. */
export interface NextEvent {
  /** Of the first event that was not looked at, counted from 0. */
  readonly index: number;
}

interface Place {
  readonly index: number;
  readonly line?: number;
  readonly id?: string | undefined;
  /** It is not as it came: bytes that are no text, or headers. */
  readonly isChanged?: boolean;
  /** Bytes of the whole, where that is not here. */
  readonly size?: number;
}

export class IntakeRequest {
  private readonly tally: IngestResult = { accepted: 0, duplicates: 0, refused: 0, problems: [] };
  /** Of the next event: its index, and the line on which it stands. */
  private index = 0;
  private line = 1;

  constructor(
    private readonly options: IntakeOptions,
    private readonly gate: ByteGate,
    private readonly totals: IntakeTotals,
    private readonly given: RequestOptions,
  ) {}

  /** A piece of a stream of lines. */
  async takeLines({ block, tooLong, size }: LineBlock): Promise<void> {
    if (tooLong) {
      const place = { index: this.index++, line: this.line++, size: size ?? Number.MAX_SAFE_INTEGER };
      this.refuse(TOO_LARGE, decoder.decode(block), place);
      return;
    }
    for (const { lines, utf8 } of runsOfLines(block)) {
      if (utf8) await this.takeUtf8Lines(lines);
      else {
        const place = { index: this.index++, line: this.line++, isChanged: true };
        this.refuse(NOT_UTF8, decoder.decode(lines).trimEnd(), place);
      }
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
        const { message, event, size } = refused[next];
        const place = { index: this.index, size, isChanged: !isUtf8(event) };
        this.refuse(message, decoder.decode(event), place);
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
      await othersTurn();
    }
  }

  /** An event that never became a line. */
  refuseEvent(message: Text, event: string): void {
    this.refuse(message, event, { index: this.index++, isChanged: true });
  }

  result(): IngestResult {
    return this.tally;
  }

  /** Where the sender goes on. */
  next(): NextEvent {
    return { index: this.index };
  }

  private async push(block: Uint8Array): Promise<BlockResult> {
    await this.gate.take(block.length, this.given.patience ?? 'body');
    try {
      const result = await this.options.push(block);
      this.tally.accepted += result.accepted;
      this.tally.duplicates += result.duplicates;
      this.totals.accepted += result.accepted;
      this.totals.duplicates += result.duplicates;
      if (result.accepted > 0) this.options.onBlock(block);
      return result;
    } catch (error) {
      if (error instanceof StorageTrouble) throw cannotStore(error.message);
      if (error instanceof EngineLost) throw engineLost();
      throw error;
    } finally {
      this.gate.give(block.length);
    }
  }

  private refuse(message: Text, event: string, place: Place): void {
    const { index, line, id, size, isChanged = false } = place;
    const { bad } = this.options;
    this.tally.refused++;
    this.totals.refused++;
    if (this.tally.problems.length < PROBLEMS_LISTED)
      this.tally.problems.push({
        index,
        ...(line !== undefined && { line }),
        ...(id !== undefined && { id }),
        message,
      });
    if (this.given.keepsRefused === false) return;
    if (this.tally.refused > KEPT_OF_ONE) bad.count('refused', 1);
    else
      bad.add({
        reason: 'refused',
        message,
        event,
        whole: !isChanged,
        ...(id !== undefined && { id }),
        ...(size !== undefined && { size }),
      });
  }
}

function cannotStore(reason: string): NoRoom {
  const short = reason.slice(0, 200);
  return new NoRoom(
    503,
    'cannot-store',
    {
      ko: `이벤트를 디스크에 저장할 수 없어 지금은 받지 않습니다(${short}). 디스크의 여유 공간과 폴더의 권한을 확인하세요.`,
      en: `Events cannot be stored, so none are taken now (${short}). Check the space on the disk and the folder’s permissions.`,
    },
    10,
  );
}

function engineLost(): NoRoom {
  return new NoRoom(
    503,
    'engine-lost',
    {
      ko: '흐름 엔진이 멈춰서 다시 시작하고 있습니다. 남은 이벤트를 잠시 뒤에 다시 보내세요. 이미 받은 것은 중복으로 처리됩니다.',
      en: 'The engine stopped and is starting anew. Send what is left again in a moment; what is in already counts as a duplicate.',
    },
    1,
  );
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

/** Reads single lines of a block in ascending order, in one pass. */
class LineReader {
  /** Lines before the one that was read last, blank ones too. */
  line = -1;
  private at = 0;
  private index = -1;

  constructor(private readonly block: Uint8Array) {}

  /** The `index`-th line that is not blank; asked for in ascending order. */
  read(index: number): string {
    const { block } = this;
    while (this.at < block.length) {
      const end = block.indexOf(LF, this.at);
      const stop = end < 0 ? block.length : end;
      const from = this.at;
      this.at = stop + 1;
      this.line++;
      if (!isBlank(block, from, stop) && ++this.index === index)
        return decoder.decode(block.subarray(from, stop)).trimEnd();
    }
    return '';
  }
}

function isBlank(block: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (block[at] > 32) return false;
  return true;
}
