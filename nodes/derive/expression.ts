/**
 * Expressions of a derive node: CEL (https://github.com/google/cel-spec) over the fields of an event.
 *
 * - Fields are written by their names: `amount * 0.1`, `store.city`. A field that is not there makes the expression fail,
 *   except under `has(store.city)` or `has(phone)`.
 * - The envelope is reached as everywhere in a flow: `$time`, `$type`, `$source`, `$id`, `$subject`. `$time` is a time:
 *   `$time.getHours("Asia/Seoul")`, `$time - timestamp(orderedAt) < duration("1h")`.
 * - Names that CEL's grammar does not take may be used all the same: `고객번호 == 1`, `package == "x"`, and in back
 *   quotes what has other signs in it: `` `daily-limit` ``.
 * - Numbers of an event are doubles; a number written without a decimal point is an int until it meets a double
 *   (`7 / 2` is 3, `amount / 2` is not cut). Ints are exact up to 2^53.
 * - Functions: size, string, int, double, bool, timestamp, duration, has; math.abs, ceil, floor, round, trunc, sign, sqrt,
 *   least, greatest; of text: startsWith, endsWith, contains, matches (RE2), indexOf, lastIndexOf, substring, replace,
 *   split, lowerAscii, upperAscii, trim; of lists: all, exists, exists_one, filter, map, join; of times and durations
 *   getFullYear … getMilliseconds. For people who know a spreadsheet also abs, ceil, floor, min, max, round(x, digits).
 *
 * The library only reads the text; the tree is compiled here, by what compile.ts allows.
 */
import { Environment, ParseError } from '@marcbachmann/cel-js';
import type { Text } from '../kit/text.ts';
import { Compiler, type Scope } from './expression-compile.ts';
import { fail } from './expression-error.ts';
import { plainNames } from './expression-names.ts';
import { asExpressionError, BUDGET, toJson } from './expression-values.ts';

export { ExpressionError } from './expression-error.ts';

/** Longest expression, in characters. */
export const LONGEST_SOURCE = 4096;

export interface CompiledExpression {
  /** The field paths that it reads (`amount`, `store.city`, `$time`), each once. */
  readonly reads: readonly string[];
  /**
   * The result as a JSON value.
   *
   * @param read gives the value at a path, or undefined where there is none; `$time` in epoch milliseconds
   * @throws ExpressionError where it can't be worked out
   */
  readonly evaluate: (read: (path: string) => unknown) => unknown;
}

let made: Environment | undefined;

/** Made for the first expression: a flow without any does not wait for it. */
function environment(): Environment {
  made ??= new Environment({
    limits: {
      maxAstNodes: 2000,
      maxDepth: 100,
      maxListElements: 500,
      maxMapEntries: 500,
      maxCallArguments: 32,
    },
  });
  return made;
}

/**
 * Compiles an expression.
 *
 * @throws ExpressionError where the text is no expression, or uses what is not allowed
 * @example compileExpression('amount * 2').evaluate((path) => event.data[path])
 */
export function compileExpression(source: string): CompiledExpression {
  try {
    return compile(source);
  } catch (error) {
    throw asExpressionError(error);
  }
}

function compile(source: string): CompiledExpression {
  if (source.trim() === '') fail('식을 입력하세요.', 'Write an expression.');
  if (source.length > LONGEST_SOURCE)
    fail(
      `식은 ${LONGEST_SOURCE}자까지만 쓸 수 있습니다. 여러 항목으로 나누세요.`,
      `An expression has at most ${LONGEST_SOURCE} characters. Split it into several fields.`,
    );
  const names = plainNames(source);
  const compiler = new Compiler(names.original);
  const { run } = compiler.compile(treeOf(names.text, names.offset));
  return {
    reads: [...compiler.reads],
    evaluate: (read) => {
      const scope: Scope = { read, left: BUDGET, variables: [] };
      try {
        return toJson(run(scope), scope);
      } catch (error) {
        throw asExpressionError(error);
      }
    },
  };
}

function treeOf(text: string, offset: (place: number) => number) {
  try {
    return environment().parse(text).ast;
  } catch (error) {
    const place = placeOf(error);
    if (place === undefined) return fail('식을 읽을 수 없습니다.', "The expression can't be read.");
    if (error instanceof ParseError && error.code === 'limit_exceeded')
      return fail(
        '식이 너무 큽니다. 여러 항목으로 나누세요.',
        'The expression is too large. Split it into several fields.',
      );
    const column = offset(place) + 1;
    return fail(
      `식을 읽을 수 없습니다. ${column}번째 글자 근처를 확인하세요.`,
      `The expression can’t be read. Look near character ${column}.`,
    );
  }
}

/** The library's errors carry the place of the fault. */
function placeOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('range' in error)) return undefined;
  const { range } = error;
  if (typeof range !== 'object' || range === null || !('start' in range)) return undefined;
  return typeof range.start === 'number' ? range.start : undefined;
}

/** What is wrong with an expression, or undefined where it can be compiled. */
export function checkExpression(source: string): Text | undefined {
  try {
    compileExpression(source);
    return undefined;
  } catch (error) {
    return asExpressionError(error).text;
  }
}
