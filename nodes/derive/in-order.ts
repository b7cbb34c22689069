/**
 * What a derive node would add to one event, for whoever tries it while it is written. The engine does the same from its
 * columns (operator.ts): in order, a later one may use an earlier one, and one that fails is null.
 */
import { firstName, valueAt } from '../kit/field.ts';
import type { Text } from '../kit/text.ts';
import { compileExpression } from './expression.ts';
import { asExpressionError } from './expression-values.ts';

export interface Derivation {
  readonly name: string;
  readonly expression: string;
}

export type Outcome = { readonly value: unknown } | { readonly failure: Text };

/**
 * @param read gives the event's value at a path, or undefined; `$time` in epoch ms
 * @returns what came of each, in their order
 */
export function deriveInOrder(
  fields: readonly Derivation[],
  read: (path: string) => unknown,
): readonly Outcome[] {
  const values: Record<string, unknown> = Object.create(null);
  const readHere = (path: string): unknown => {
    return Object.hasOwn(values, firstName(path)) ? valueAt(values, path) : read(path);
  };
  return fields.map(({ name, expression }) => {
    const outcome = outcomeOf(expression, readHere);
    if (name !== '') values[name] = 'value' in outcome ? outcome.value : null;
    return outcome;
  });
}

function outcomeOf(expression: string, read: (path: string) => unknown): Outcome {
  try {
    return { value: compileExpression(expression).evaluate(read) };
  } catch (error) {
    return { failure: asExpressionError(error).text };
  }
}

/** Reads an event's data by path. @param time epoch ms */
export function readerOf(
  data: Readonly<Record<string, unknown>>,
  envelope: {
    readonly type: string;
    readonly source: string;
    readonly id: string;
    readonly subject?: string;
  },
  time: number,
): (path: string) => unknown {
  const outside: Readonly<Record<string, unknown>> = {
    $time: time,
    $type: envelope.type,
    $source: envelope.source,
    $id: envelope.id,
    $subject: envelope.subject,
  };
  return (path) => (Object.hasOwn(outside, path) ? outside[path] : valueAt(data, path));
}
