/** What goes wrong with an expression: while it is read, or with the event at hand. */
import type { Text } from '../kit/text.ts';

/** The only thing that reading or evaluating an expression throws. `message` is the English sentence. */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError';
  readonly text: Text;

  constructor(text: Text) {
    super(text.en);
    this.text = text;
  }
}

export function fail(ko: string, en: string): never {
  throw new ExpressionError({ ko, en });
}

/** A name or text as part of a message, cut to a readable length. */
export function quoted(text: string): string {
  return `“${text.length > 40 ? `${text.slice(0, 40)}…` : text}”`;
}
