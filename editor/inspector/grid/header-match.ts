/** The first line of a pasted sheet: which column each header means. */
import { OPERATORS, type Operator } from '../../../nodes/kit/condition.ts';
import { type FieldInfo, isName } from '../../../nodes/kit/field.ts';
import { LANGUAGES, localize } from '../../../nodes/kit/text.ts';
import type { Cells } from './clipboard-table.ts';
import { SIGN_OF } from './condition-cell.ts';
import { type Column, columnId } from './table-columns.ts';

/** `when`: a condition on a field; `set`: a value that rows set; `none`: the column is left out. */
export type Meaning =
  | { readonly use: 'when'; readonly field: string; readonly operator: Operator }
  | { readonly use: 'set'; readonly name: string }
  | { readonly use: 'none' };

export interface HeaderMatch {
  readonly header: string;
  readonly meaning: Meaning;
  /** By its label, path or sign; else somebody must say. */
  readonly sure: boolean;
}

const SIGNS: readonly (readonly [RegExp, Operator])[] = [
  [/(?:>=|≥|이상|at least|from)$/i, '>='],
  [/(?:<=|≤|이하|at most|up to)$/i, '<='],
  [/(?:!=|<>|≠|아님|is not)$/i, '!='],
  [/(?:>|초과|more than)$/i, '>'],
  [/(?:<|미만|less than)$/i, '<'],
  [/(?:=|같음|equals)$/i, '='],
];
const OUTPUT = /^(?:→|->|=>)\s*/;

/** How a column is headed where a table is copied as a whole; `matchHeader` reads it back. */
export function headerText(column: Column): string {
  if (column.kind === 'set') return `→ ${column.name}`;
  if (column.kind === 'advanced') return '';
  return `${column.field} ${SIGN_OF[column.operator] ?? `(${column.operator})`}`;
}

export function matchHeader(header: string, fields: readonly FieldInfo[]): HeaderMatch {
  const text = header.trim();
  if (text === '') return { header, meaning: { use: 'none' }, sure: true };
  const output = text.replace(OUTPUT, '');
  if (output !== text && isName(output)) return { header, meaning: { use: 'set', name: output }, sure: true };
  const named = /^(.*)\((\w+)\)$/.exec(text);
  const operator = OPERATORS.find((each) => each === named?.[2]);
  const asIs = operator ? fieldNamed(named![1], fields) : fieldNamed(text, fields);
  if (asIs)
    return { header, meaning: { use: 'when', field: asIs.path, operator: operator ?? '=' }, sure: true };
  for (const [sign, each] of SIGNS) {
    const field = sign.test(text) ? fieldNamed(text.replace(sign, ''), fields) : undefined;
    if (field) return { header, meaning: { use: 'when', field: field.path, operator: each }, sure: true };
  }
  return { header, meaning: isName(text) ? { use: 'set', name: text } : { use: 'none' }, sure: false };
}

function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/[\s_]/g, '');
}

function fieldNamed(text: string, fields: readonly FieldInfo[]): FieldInfo | undefined {
  const wanted = plain(text);
  if (wanted === '') return undefined;
  return (
    fields.find((info) => plain(info.path) === wanted) ??
    fields.find((info) => LANGUAGES.some((language) => plain(localize(info.label, language)) === wanted))
  );
}

/** Columns and cells of a sheet whose first line heads it; columns that nobody uses are left out. */
export function fromSheet(
  cells: Cells,
  meanings: readonly Meaning[],
): { readonly columns: readonly Column[]; readonly cells: Cells } {
  const used = meanings.flatMap((meaning, i) => (meaning.use === 'none' ? [] : [{ meaning, i }]));
  // Conditions stand before what is set, as in the table.
  const ordered = [
    ...used.filter(({ meaning }) => meaning.use === 'when'),
    ...used.filter(({ meaning }) => meaning.use === 'set'),
  ];
  const columns = ordered.map(({ meaning }): Column => {
    const id = columnId();
    return meaning.use === 'when'
      ? { kind: 'when', id, field: meaning.field, operator: meaning.operator }
      : { kind: 'set', id, name: (meaning as Extract<Meaning, { use: 'set' }>).name };
  });
  return { columns, cells: cells.slice(1).map((row) => ordered.map(({ i }) => row[i] ?? '')) };
}
