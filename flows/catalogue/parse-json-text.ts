/** JSON that somebody pasted or chose as a file: its value, or where it stops being JSON. */
import type { Text } from '../../nodes/kit/text.ts';
import { firstBadPlace } from '../format/json-place.ts';
import { CATALOGUE_LIMITS } from './catalogue-limits.ts';

export type ParsedText = { readonly values: readonly unknown[] } | { readonly problem: Text };

/** @param form lines: several values, one a line, are taken as well */
export function parseJsonText(text: string, form: 'whole' | 'lines'): ParsedText {
  if (text.length > CATALOGUE_LIMITS.text) return { problem: TOO_LARGE };
  const body = (text.startsWith('\uFEFF') ? text.slice(1) : text).trim();
  if (body === '') return { problem: EMPTY };
  try {
    return { values: [JSON.parse(body)] };
  } catch {
    if (form === 'whole' || !/[\r\n]/.test(body)) return { problem: notJson(body, 1) };
  }
  const values: unknown[] = [];
  for (const [i, line] of body.split(/\r\n|\r|\n/).entries()) {
    if (line.trim() === '') continue;
    try {
      values.push(JSON.parse(line));
    } catch {
      // One value over several lines, with a mistake in it, begins with a line that is no value either.
      return { problem: values.length === 0 ? notJson(body, 1) : notJson(line, i + 1) };
    }
  }
  return { values };
}

function notJson(text: string, firstLine: number): Text {
  const before = text.slice(0, firstBadPlace(text)).split(/\r\n|\r|\n/);
  const line = before.length - 1 + firstLine;
  const column = before[before.length - 1].length + 1;
  return {
    ko: `JSON이 아닙니다. ${line}번째 줄 ${column}번째 글자를 확인하세요.`,
    en: `This is no JSON. Look at line ${line}, column ${column}.`,
  };
}

const EMPTY: Text = { ko: '내용이 없습니다.', en: 'There is nothing in it.' };
const TOO_LARGE: Text = {
  ko: '4 MiB보다 큽니다. 일부만 붙여넣으세요.',
  en: 'It is larger than 4 MiB. Paste a part of it.',
};
