/**
 * What a derive node would add to one event, for whoever tries it while it is written. The engine does the same from its
 * columns (operator.ts): in order, a later one may use an earlier one, and one that fails is null.
 */
import { isRow } from '../kit/lenient.ts';
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
  const values = new Map<string, unknown>();
  const readHere = (path: string): unknown => {
    const [first, ...rest] = path.split('.');
    return values.has(first) ? within(values.get(first), rest) : read(path);
  };
  return fields.map(({ name, expression }) => {
    const outcome = outcomeOf(expression, readHere);
    if (name !== '') values.set(name, 'value' in outcome ? outcome.value : null);
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

/** What lies at these names inside a value; a path does not go into lists (SPEC §1). */
function within(value: unknown, steps: readonly string[]): unknown {
  let here = value;
  for (const step of steps) {
    if (!isRow(here) || !Object.hasOwn(here, step)) return undefined;
    here = here[step];
  }
  return here;
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
  return (path) => (Object.hasOwn(outside, path) ? outside[path] : within(data, path.split('.')));
}
