/** What a column is called at its head. */
import type { FieldInfo } from '../../../nodes/kit/field.ts';
import { type Language, localize } from '../../../nodes/kit/text.ts';
import { operatorWords } from '../condition/operator-words.ts';
import { SIGN_OF } from './condition-cell.ts';
import type { Column } from './table-columns.ts';

export interface ColumnWords {
  readonly name: string;
  /** How it compares, where that is more than "is". */
  readonly sign: string;
}

export function columnWords(
  column: Column,
  fields: readonly FieldInfo[],
  language: Language,
  t: (key: string) => string,
): ColumnWords {
  if (column.kind === 'advanced') return { name: t('advanced'), sign: '' };
  if (column.kind === 'set') return { name: column.name, sign: '' };
  const info = fields.find((each) => each.path === column.field);
  const sign = SIGN_OF[column.operator] ?? operatorWords(column.operator, language);
  return { name: localize(info?.label, language, column.field), sign };
}
