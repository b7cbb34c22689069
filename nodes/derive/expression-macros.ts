/** The macros of expressions: what is done once for each member of a list. */
import { truth } from './expression-access.ts';
import { ExpressionError, fail } from './expression-error.ts';
import { charge, LARGEST_LIST, type Meter } from './expression-values.ts';

export const MACROS = ['all', 'exists', 'exists_one', 'filter', 'map'] as const;
export type MacroName = (typeof MACROS)[number];

/**
 * Runs a macro over a list.
 *
 * @param body gives what the first or second expression of the macro makes of a member
 * @param bodies how many expressions it has
 */
export function iterate(
  name: MacroName,
  members: readonly unknown[],
  body: (value: unknown, at: number) => unknown,
  bodies: number,
  meter: Meter,
): unknown {
  switch (name) {
    case 'all':
      return quantified(members, (value) => truth(body(value, 0)), false, meter);
    case 'exists':
      return quantified(members, (value) => truth(body(value, 0)), true, meter);
    case 'exists_one':
      return members.filter((value) => truth(body(value, 0))).length === 1;
    case 'filter':
      return limited(members.filter((value) => truth(body(value, 0))));
    default:
      if (bodies === 1) return limited(members).map((value) => body(value, 0));
      return limited(members.filter((value) => truth(body(value, 0)))).map((value) => body(value, 1));
  }
}

/** `all` and `exists`: a member that decides wins over one that fails, as with `&&` and `||`. */
function quantified(
  members: readonly unknown[],
  holds: (value: unknown) => boolean,
  decisive: boolean,
  meter: Meter,
): boolean {
  let failed: ExpressionError | undefined;
  for (const value of members) {
    try {
      if (holds(value) === decisive) return decisive;
    } catch (error) {
      const forgiven = forgive(error, meter);
      failed ??= forgiven;
    }
  }
  if (failed) throw failed;
  return !decisive;
}

/** What may be outweighed by another side; that the budget is spent may not. Errors cost, since making them does. */
export function forgive(error: unknown, meter: Meter): ExpressionError {
  if (!(error instanceof ExpressionError) || meter.left < 0) throw error;
  charge(meter, 250);
  return error;
}

function limited(members: readonly unknown[]): readonly unknown[] {
  if (members.length > LARGEST_LIST) fail('목록이 너무 깁니다.', 'The list is too long.');
  return members;
}
