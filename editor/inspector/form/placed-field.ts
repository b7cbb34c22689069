/** How a field is put into a text: amounts and times as people read them, in JSON as its value. */
import type { FieldType } from '../../../nodes/kit/field.ts';
import { writtenInTemplate } from './written-path.ts';

/** What the text is that a field goes into. */
export type TextFor = 'people' | 'json' | 'machines';

/** @example placed('amount', 'number') // '{{amount | number}}' */
export function placed(path: string, filters: string): string {
  return `{{${writtenInTemplate(path)}${filters && ` | ${filters}`}}}`;
}

/** The filters that a field begins with; '' for none. */
export function firstFilters(path: string, type: FieldType, textFor: TextFor): string {
  if (textFor === 'json') return 'json';
  if (textFor === 'machines') return '';
  if (path === '$time' || type === 'time') return 'date: "%Y-%m-%d %H:%M"';
  if (type === 'number') return 'number';
  return type === 'list' ? 'join: ", "' : '';
}

const FOR_PEOPLE = ['title', 'text', 'subject', 'body', 'reason'];

/** @param path of the text inside an action's `params` */
export function textForOf(channel: string, path: string, json: boolean): TextFor {
  if (json) return 'json';
  return FOR_PEOPLE.includes(path) && channel !== 'webhook' && channel !== 'event' ? 'people' : 'machines';
}
