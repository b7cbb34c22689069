/**
 * editor/inspector/expression: what helps a person to write an expression who has never written one: names offered while
 * he types, examples, and the result on an event.
 *
 * This file: where in an expression the caret stands, and what is being written there.
 */

export interface PlaceInExpression {
  /** The path that is being written: where it begins, and where what is taken instead of it ends. */
  readonly from: number;
  readonly to: number;
  /** What of it is written so far, without back quotes: `limits.dai`. */
  readonly typed: string;
  /** Its last name. */
  readonly stepFrom: number;
  readonly step: string;
  /** What stands before its last dot: a path, '' where it is something else (`(a + b).`); absent without a dot. */
  readonly receiver?: string;
  /** A value stands before it, so that an operator is due. */
  readonly afterValue: boolean;
}

interface Token {
  readonly kind: 'name' | 'value' | 'blank' | 'comment' | 'sign';
  readonly from: number;
  readonly to: number;
  /** Of a name: without its back quotes. */
  readonly text: string;
  /** A text, comment or back-quoted name that does not end before the caret. */
  readonly open?: boolean;
}

const PIECES: readonly [Token['kind'], RegExp][] = [
  ['blank', /\s+/y],
  ['comment', /\/\/[^\n]*/y],
  ['name', /[$\p{L}_][$\p{L}\p{M}\p{N}_]*/uy],
  ['value', /(?:0[xX][0-9a-fA-F]+|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)[uU]?/y],
];
const NAME_GOES_ON = /[$\p{L}\p{M}\p{N}_]*/uy;

/** What is being written at the caret; undefined inside a text, a number or a comment. */
export function placeInExpression(source: string, caret: number): PlaceInExpression | undefined {
  const tokens = tokensOf(source.slice(0, caret));
  const last = tokens.at(-1);
  if (last?.kind === 'comment' || (last?.kind === 'value' && (last.open || !isQuote(last.text[0]))))
    return undefined;
  const chain = chainAtEnd(tokens);
  const before = tokens.slice(0, tokens.length - chain.length);
  const names = chain.filter((token) => token.kind === 'name');
  const endsInDot = chain.at(-1)?.kind === 'sign';
  const from = chain[0]?.from ?? caret;
  const step = endsInDot ? undefined : names.at(-1);
  const steps = [...names.map((token) => token.text), ...(endsInDot ? [''] : [])];
  const rootless = chain[0]?.kind === 'sign';
  const valueBefore = before.findLast((token) => token.kind !== 'blank' && token.kind !== 'comment');
  return {
    from,
    to: step?.open ? closingQuote(source, caret) : endOfName(source, caret),
    typed: steps.join('.'),
    stepFrom: step?.from ?? caret,
    step: steps.at(-1) ?? '',
    ...(rootless ? { receiver: '' } : steps.length > 1 && { receiver: steps.slice(0, -1).join('.') }),
    afterValue: !rootless && valueBefore !== undefined && isValue(valueBefore),
  };
}

/** The names and dots without blanks between them that end the text: `limits` `.` `dai`. */
function chainAtEnd(tokens: readonly Token[]): readonly Token[] {
  let start = tokens.length;
  if (tokens[start - 1]?.kind === 'name') start--;
  while (tokens[start - 1]?.text === '.' && tokens[start - 1].kind === 'sign')
    start -= tokens[start - 2]?.kind === 'name' ? 2 : 1;
  return tokens.slice(start);
}

function isValue({ kind, text }: Token): boolean {
  if (kind === 'value') return true;
  if (kind === 'name') return text !== 'in';
  return text === ')' || text === ']' || text === '}';
}

function isQuote(sign: string | undefined): boolean {
  return sign === '"' || sign === "'";
}

function tokensOf(source: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < source.length) {
    const token = quotedAt(source, at) ?? pieceAt(source, at);
    tokens.push(token);
    at = token.to;
  }
  return tokens;
}

function pieceAt(source: string, at: number): Token {
  for (const [kind, pattern] of PIECES) {
    pattern.lastIndex = at;
    const text = pattern.exec(source)?.[0];
    if (text) return { kind, from: at, to: at + text.length, text };
  }
  return { kind: 'sign', from: at, to: at + 1, text: source[at] };
}

/** A text or a back-quoted name that begins here, to its end or to the end of what is written. */
function quotedAt(source: string, at: number): Token | undefined {
  const mark = source[at];
  if (mark !== '`' && !isQuote(mark)) return undefined;
  let end = at + 1;
  while (end < source.length && source[end] !== mark) end += source[end] === '\\' && mark !== '`' ? 2 : 1;
  const open = end >= source.length;
  const to = open ? source.length : end + 1;
  const inside = source.slice(at + 1, open ? to : end);
  if (mark === '`') return { kind: 'name', from: at, to, text: inside, ...(open && { open }) };
  return { kind: 'value', from: at, to, text: source.slice(at, to), ...(open && { open }) };
}

function endOfName(source: string, caret: number): number {
  NAME_GOES_ON.lastIndex = caret;
  return caret + (NAME_GOES_ON.exec(source)?.[0].length ?? 0);
}

/** Behind the back quote that ends the name around the caret, if one does before anything else begins. */
function closingQuote(source: string, caret: number): number {
  const rest = /^[^`\n()"']*`/.exec(source.slice(caret, caret + 130));
  return rest ? caret + rest[0].length : endOfName(source, caret);
}
