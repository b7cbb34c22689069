/**
 * A JSON body (one event, or an array of them) as lines, without parsing it: a walk over its bytes finds where each
 * element begins and ends. What is inside an element is the engine's to judge, so that one bad event does not take
 * the others with it.
 */
import { isUtf8 } from 'node:buffer';
import type { Text } from '../../nodes/kit/text.ts';
import { CONTROL_CHARACTER, EVENT_LIMIT, NOT_UTF8, TOO_LARGE } from './event-limits.ts';

export interface Lines {
  /** One element a line, in order; the refused ones are left blank. */
  readonly block: Uint8Array;
  /** Elements that are refused here already, by their index in the body. */
  readonly refused: readonly RefusedElement[];
}

interface RefusedElement {
  readonly index: number;
  readonly message: Text;
  /** Its beginning, where it is long. */
  readonly event: Uint8Array;
  /** Bytes of the whole. */
  readonly size: number;
}

/** Bytes of a refused element that are given, so that it can be kept. */
const SHOWN = 64 * 1024;

const LF = 10;
const CR = 13;
const SPACE = 32;
const TAB = 9;
const QUOTE = 34;
const COMMA = 44;
const OPEN_LIST = 91;
const BACKSLASH = 92;
const CLOSE_LIST = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;
const BOM = [0xef, 0xbb, 0xbf];

const isSpace = (byte: number) => byte === SPACE || byte === LF || byte === CR || byte === TAB;

/**
 * Rewrites the body in place (its bytes are used up) and gives it back as lines; undefined where it is no JSON value
 * or array at all: brackets or quotes that do not close, something after the end, a comma too many.
 *
 * A body that is neither object nor array is one line, which the engine refuses with its reason.
 */
export function jsonLines(body: Uint8Array): Lines | undefined {
  let start = BOM.every((byte, i) => body[i] === byte) ? 3 : 0;
  while (start < body.length && isSpace(body[start])) start++;
  if (start === body.length) return undefined;
  const walk = new Walk(body);
  if (body[start] !== OPEN_LIST) {
    const end = walk.element(start);
    return end === undefined || !walk.blankFrom(end)
      ? undefined
      : { block: body.subarray(start), refused: walk.refused };
  }
  body[start] = SPACE;
  const end = walk.elements(start + 1);
  return end === undefined || !walk.blankFrom(end)
    ? undefined
    : { block: body.subarray(start), refused: walk.refused };
}

class Walk {
  readonly refused: RefusedElement[] = [];
  private index = 0;

  /** Of the whole body; only where it is not, each element is looked at. */
  private readonly utf8: boolean;

  constructor(private readonly body: Uint8Array) {
    this.utf8 = isUtf8(body);
  }

  /** From after `[` to after `]`; commas and the bracket become line ends. */
  elements(from: number): number | undefined {
    const { body } = this;
    let at = this.skipSpace(from);
    if (body[at] === CLOSE_LIST) {
      body[at] = SPACE;
      return at + 1;
    }
    for (;;) {
      const end = this.element(at);
      if (end === undefined) return undefined;
      at = this.skipSpace(end);
      const closed = body[at] === CLOSE_LIST;
      if (!closed && body[at] !== COMMA) return undefined;
      body[at] = LF;
      if (closed) return at + 1;
      at = this.skipSpace(at + 1);
    }
  }

  /** Past one value; its line breaks become spaces. Nothing there, or never closed: undefined. */
  element(from: number): number | undefined {
    const { body } = this;
    let depth = 0;
    let raw = false;
    let at = from;
    for (; at < body.length; at++) {
      const byte = body[at];
      if (byte === QUOTE) {
        const end = this.text(at + 1);
        if (end === undefined) return undefined;
        raw ||= end < 0;
        at = Math.abs(end);
      } else if (byte === OPEN_OBJECT || byte === OPEN_LIST) depth++;
      else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) {
        if (depth === 0) break;
        depth--;
      } else if (byte === COMMA && depth === 0) break;
      else if (byte === LF || byte === CR) body[at] = SPACE;
    }
    if (depth > 0 || this.isBlank(from, at)) return undefined;
    if (at - from > EVENT_LIMIT) this.refuse(from, at, TOO_LARGE);
    else if (raw) this.refuse(from, at, CONTROL_CHARACTER);
    else if (!this.utf8 && !isUtf8(body.subarray(from, at))) this.refuse(from, at, NOT_UTF8);
    this.index++;
    return at;
  }

  blankFrom(from: number): boolean {
    return this.isBlank(from, this.body.length);
  }

  /** The place of the quote that ends a text; negative where a control character stands in it. */
  private text(from: number): number | undefined {
    const { body } = this;
    let raw = false;
    for (let at = from; at < body.length; at++) {
      const byte = body[at];
      if (byte === QUOTE) return raw ? -at : at;
      if (byte === BACKSLASH) at++;
      else if (byte < SPACE) raw = true;
    }
    return undefined;
  }

  private refuse(from: number, to: number, message: Text): void {
    this.refused.push({
      index: this.index,
      message,
      event: this.body.slice(from, Math.min(to, from + SHOWN)),
      size: to - from,
    });
    this.body.fill(SPACE, from, to);
  }

  private skipSpace(from: number): number {
    let at = from;
    while (at < this.body.length && isSpace(this.body[at])) at++;
    return at;
  }

  private isBlank(from: number, to: number): boolean {
    for (let at = from; at < to; at++) if (!isSpace(this.body[at])) return false;
    return true;
  }
}
