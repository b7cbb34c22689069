/**
 * Names of fields that CEL's grammar does not take, but events have: `$time`, `고객번호`, `` `daily-limit` ``, `package`.
 * They are exchanged for plain names before the text is read, and back in the tree.
 */

export interface PlainNames {
  readonly text: string;
  /** The name that was written. */
  readonly original: (name: string) => string;
  /** The offset in the written text of an offset in `text`. */
  readonly offset: (place: number) => number;
}

const COMMENT = /\/\/[^\n]*/y;
const NUMBER = /(?:0[xX][0-9a-fA-F]+|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)[uU]?/y;
const NAME = /[$\p{L}_][$\p{L}\p{M}\p{N}_]*/uy;
const ESCAPED = /`([^`\n]{1,128})`/y;
const PLAIN = /^[A-Za-z_][A-Za-z0-9_]*$/;

const SYNTAX = new Set(['in', 'true', 'false', 'null']);
/** Words that CEL keeps for itself, but that may well be the name of a field. */
const RESERVED = new Set(
  'as break const continue else for function if import let loop package namespace return var void while prototype'.split(
    ' ',
  ),
);

export function plainNames(source: string): PlainNames {
  const stem = freeStem(source);
  const written: string[] = [];
  const cuts: { at: number; grown: number }[] = [];
  let text = '';
  let at = 0;
  const match = (pattern: RegExp) => {
    pattern.lastIndex = at;
    return pattern.exec(source);
  };
  const kept = () => stringAt(source, at) ?? match(COMMENT)?.[0] ?? match(NUMBER)?.[0];
  const put = (name: string, length: number) => {
    const known = written.indexOf(name);
    // The spaces keep it apart from what a typing slip may have put beside it
    const plain = ` ${stem}${known < 0 ? written.push(name) - 1 : known} `;
    text += plain;
    at += length;
    cuts.push({ at: text.length, grown: plain.length - length });
  };
  while (at < source.length) {
    const piece = kept();
    const escaped = piece === undefined ? match(ESCAPED) : null;
    const name = piece === undefined && !escaped ? match(NAME)?.[0] : undefined;
    if (escaped) put(escaped[1], escaped[0].length);
    else if (name !== undefined && mustBeExchanged(name, /\.\s*$/.test(text.slice(-50))))
      put(name, name.length);
    else {
      text += piece ?? name ?? source[at];
      at += (piece ?? name ?? source[at]).length;
    }
  }
  return {
    text,
    original: (name) => (name.startsWith(stem) ? (written[Number(name.slice(stem.length))] ?? name) : name),
    offset: (place) => cuts.reduce((offset, cut) => (cut.at <= place ? offset - cut.grown : offset), place),
  };
}

/** The string literal that begins here, with its prefix; a loop, since a pattern could be held up by a hostile text. */
function stringAt(source: string, at: number): string | undefined {
  const start = /[rRbB]/.test(source[at]) ? at + 1 : at;
  const quote = source[start];
  if (quote !== '"' && quote !== "'") return undefined;
  const mark = source.startsWith(quote.repeat(3), start) ? quote.repeat(3) : quote;
  let end = start + mark.length;
  while (end < source.length && !source.startsWith(mark, end)) end += source[end] === '\\' ? 2 : 1;
  return end < source.length ? source.slice(at, end + mark.length) : undefined;
}

function mustBeExchanged(name: string, afterDot: boolean): boolean {
  if (SYNTAX.has(name)) return afterDot;
  return !PLAIN.test(name) || RESERVED.has(name);
}

/** A beginning that no name of the text has. */
function freeStem(source: string): string {
  let stem = 'field_';
  while (source.includes(stem)) stem = `_${stem}`;
  return stem;
}
