/** How a column's texts are read, by what is known of its field. */
import type { FieldInfo } from '../../../nodes/kit/field.ts';
import { type Language, localize } from '../../../nodes/kit/text.ts';
import type { Reading, WhenColumn } from './table-columns.ts';

const PERCENT = /pct|percent|퍼센트|백분율|%|율$|률$/i;

/** Fields that count in percents: 30% is 30 there. */
function countsPercents(path: string, info: FieldInfo | undefined, language: Language): boolean {
  return PERCENT.test(path) || PERCENT.test(localize(info?.label, language));
}

export function readingOf(fields: readonly FieldInfo[], language: Language): Reading {
  const byPath = new Map(fields.map((info) => [info.path, info]));
  return {
    language,
    of: ({ field, operator }: WhenColumn) => {
      const info = byPath.get(field);
      const isTime = field === '$time' || field.endsWith('.$time');
      return {
        field,
        operator,
        type: isTime ? 'number' : (info?.type ?? 'unknown'),
        percentIsWhole: countsPercents(field, info, language),
      };
    },
    percentIsWhole: (name) => countsPercents(name, byPath.get(name), language),
  };
}
