/** What an expression of a form gives on one event, with the rows above it applied first. */
import { deriveInOrder, type Outcome, readerOf } from '../../../nodes/derive/in-order.ts';
import { rowsOf, textOf } from '../../../nodes/kit/lenient.ts';
import type { TrialEvent } from '../../../runtime/wire/trial.ts';
import { type Config, getAt } from '../form/path-value.ts';

/** Where an expression stands: in which list, in which row, under which name. */
function rowPlace(path: string): { list: string; index: number; name: string } | undefined {
  const found = /^(.*)\.(\d+)\.([^.]+)$/.exec(path);
  return found ? { list: found[1], index: Number(found[2]), name: found[3] } : undefined;
}

/** @param source the expression as it is written now, which the settings may not have yet */
export function tryExpression(source: string, config: Config, path: string, event: TrialEvent): Outcome {
  const place = rowPlace(path);
  const above = place
    ? rowsOf(getAt(config, place.list))
        .slice(0, place.index)
        .map((row) => ({ name: textOf(row.name), expression: textOf(row[place.name]) }))
    : [];
  const read = readerOf(event.data, event, Date.parse(event.time));
  return deriveInOrder([...above, { name: '', expression: source }], read).at(-1)!;
}
