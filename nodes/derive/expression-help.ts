/**
 * What can be written in an expression, told to people: each function and macro that the engine has
 * (expression-functions.ts, expression-macros.ts, `has`) and each operator, with one line of help and an example.
 */
import type { FieldType } from '../kit/field.ts';
import type { Text } from '../kit/text.ts';
import { FUNCTIONS, METHODS } from './expression-functions.ts';
import { MACROS } from './expression-macros.ts';
import type { HelpLine } from './help-line.ts';
import { FUNCTION_LINES } from './help-of-functions.ts';
import { LIST, METHOD_LINES } from './help-of-methods.ts';
import { MACRO_LINES, OPERATOR_LINES } from './help-of-operators.ts';

export interface ExpressionWord {
  /** As it is written: `round`, `contains`, `+`. */
  readonly name: string;
  /** A method and a macro come after a dot: `name.contains("…")`. */
  readonly kind: 'function' | 'method' | 'macro' | 'operator';
  /** What a method may be asked of. */
  readonly of?: readonly FieldType[];
  readonly signature: Text;
  readonly help: Text;
  /** Needs no field; can be evaluated as it stands. */
  readonly example: string;
}

function word(
  name: string,
  kind: ExpressionWord['kind'],
  line: HelpLine,
  of?: readonly FieldType[],
): ExpressionWord {
  const [signatureKo, signatureEn, ko, en, example] = line;
  return {
    name,
    kind,
    ...(of && { of }),
    signature: { ko: signatureKo, en: signatureEn },
    help: { ko, en },
    example,
  };
}

/** Of what the engine has, what is told here; a test holds the two together. */
function told<Told>(names: Iterable<string>, lines: Readonly<Record<string, Told>>): [string, Told][] {
  const order = Object.keys(lines);
  return [...names]
    .filter((name) => Object.hasOwn(lines, name))
    .sort((a, b) => order.indexOf(a) - order.indexOf(b))
    .map((name) => [name, lines[name]]);
}

/** Functions first, the most used before the others; then what comes after a dot; then operators. */
export const EXPRESSION_WORDS: readonly ExpressionWord[] = [
  ...told([...FUNCTIONS.keys(), 'has'], FUNCTION_LINES).map(([name, line]) => word(name, 'function', line)),
  ...told(METHODS.keys(), METHOD_LINES).map(([name, [of, ...line]]) => word(name, 'method', line, of)),
  ...told(MACROS, MACRO_LINES).map(([name, line]) => word(name, 'macro', line, LIST)),
  ...Object.entries(OPERATOR_LINES).map(([name, line]) => word(name, 'operator', line)),
];
