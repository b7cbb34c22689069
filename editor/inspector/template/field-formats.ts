/** How a field is shown in a text, chosen in words; what stands in the text is a filter of the template. */
import { type FieldType, lastName } from '../../../nodes/kit/field.ts';
import type { Text } from '../../../nodes/kit/text.ts';

export interface FieldFormat {
  /** As it is written behind the `|`; '' for none. */
  readonly filters: string;
  readonly label: Text;
  readonly fits: readonly FieldType[];
}

const ANY: readonly FieldType[] = ['number', 'string', 'boolean', 'time', 'object', 'list', 'unknown'];
const NUMBER: readonly FieldType[] = ['number', 'unknown'];
const TIME: readonly FieldType[] = ['time', 'string', 'unknown'];
const TEXT: readonly FieldType[] = ['string', 'unknown'];
const LIST: readonly FieldType[] = ['list', 'unknown'];

export const FIELD_FORMATS: readonly FieldFormat[] = [
  { filters: '', label: { ko: '그대로', en: 'As it is' }, fits: ANY },
  {
    filters: 'number',
    label: { ko: '천 단위 쉼표 (1,234,567)', en: 'With separators (1,234,567)' },
    fits: NUMBER,
  },
  {
    filters: 'round | number',
    label: { ko: '반올림하고 쉼표 (1,235)', en: 'Rounded, with separators (1,235)' },
    fits: NUMBER,
  },
  { filters: 'round: 1', label: { ko: '소수 첫째 자리까지 (3.1)', en: 'One decimal (3.1)' }, fits: NUMBER },
  {
    filters: 'date: "%Y-%m-%d %H:%M"',
    label: { ko: '날짜와 시각 (2026-03-02 09:00)', en: 'Date and time (2026-03-02 09:00)' },
    fits: TIME,
  },
  { filters: 'date: "%Y-%m-%d"', label: { ko: '날짜 (2026-03-02)', en: 'Date (2026-03-02)' }, fits: TIME },
  {
    filters: 'date: "%-m월 %-d일"',
    label: { ko: '날짜 (3월 2일)', en: 'Date in Korean (3월 2일)' },
    fits: TIME,
  },
  { filters: 'date: "%H:%M"', label: { ko: '시각 (09:00)', en: 'Time (09:00)' }, fits: TIME },
  { filters: 'default: "없음"', label: { ko: '비어 있으면 ‘없음’', en: '“없음” where empty' }, fits: ANY },
  { filters: 'default: "-"', label: { ko: '비어 있으면 ‘-’', en: '“-” where empty' }, fits: ANY },
  { filters: 'truncate: 20', label: { ko: '20자까지만', en: 'At most 20 letters' }, fits: TEXT },
  { filters: 'join: ", "', label: { ko: '쉼표로 이어서', en: 'Joined by commas' }, fits: LIST },
  { filters: 'size', label: { ko: '몇 개인지', en: 'How many' }, fits: LIST },
  {
    filters: 'json',
    label: { ko: 'JSON 값 (글자는 따옴표 포함)', en: 'A JSON value (texts in quotes)' },
    fits: ANY,
  },
];

/** The formats for a field; what only JSON needs is for JSON. */
export function formatsOf(type: FieldType, path: string, inJson: boolean): readonly FieldFormat[] {
  const known = path === '$time' ? 'time' : type;
  const fitting = FIELD_FORMATS.filter(
    ({ fits, filters }) => fits.includes(known) && (filters !== 'json' || inJson),
  );
  // Most texts are no times: last, where they are offered at all.
  if (known !== 'string' || looksLikeTime(path)) return fitting;
  return fitting.filter(({ filters }) => !filters.startsWith('date'));
}

function looksLikeTime(path: string): boolean {
  return /(time|date|at|on|start|end|day)$/i.test(lastName(path)) || /일시?$|시각$|날짜$/.test(path);
}

/** Whether two chains of filters are the same, however blanks and quotes are written. */
export function sameFilters(a: string, b: string): boolean {
  const plain = (text: string) => text.replace(/'/g, '"').replace(/\s+/g, '');
  return plain(a) === plain(b);
}
