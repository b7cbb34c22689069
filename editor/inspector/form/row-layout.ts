/** How the inputs of a list's row share its width. */
import type { Control, FormField } from '../../../nodes/kit/define-node.ts';

const WIDE: readonly Control[] = [
  'textarea',
  'template',
  'expression',
  'switch',
  'duration',
  'field',
  'fields',
  'column',
  'condition',
  'list',
  'record',
  'decision-table',
  'event-type',
];

/** Whether each input takes the whole width: large ones, and small ones without a small one beside them. */
export function widthsOf(parts: readonly FormField[]): boolean[] {
  const wide = parts.map((part) => WIDE.includes(part.control));
  for (let i = 0; i < parts.length; i++) {
    if (wide[i]) continue;
    if (i + 1 < parts.length && !wide[i + 1]) i++;
    else wide[i] = true;
  }
  return wide;
}
