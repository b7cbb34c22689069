/** Reads the text of a flow file, and says where it stops being JSON. */
import type { Fault } from '../../nodes/kit/fault.ts';
import { firstBadPlace } from './json-place.ts';
import { LIMITS } from './limits.ts';

/** The text as a value, or the fault with its line and column. */
export function parseFlowText(text: string): { readonly value: unknown } | { readonly fault: Fault } {
  if (new TextEncoder().encode(text).length > LIMITS.bytes)
    return {
      fault: {
        severity: 'error',
        code: 'too-large',
        message: {
          ko: '파일이 1 MiB보다 큽니다. 흐름을 나누거나 시험을 줄이세요.',
          en: 'The file is larger than 1 MiB. Split the flow, or shorten its tests.',
        },
      },
    };
  const body = text.startsWith('\uFEFF') ? text.slice(1) : text;
  try {
    return { value: JSON.parse(body) };
  } catch {
    const { line, column } = lineAndColumn(body, firstBadPlace(body));
    return {
      fault: {
        severity: 'error',
        code: 'not-json',
        message: {
          ko: `JSON이 아닙니다. ${line}번째 줄 ${column}번째 글자를 확인하세요.`,
          en: `This is no JSON. Look at line ${line}, column ${column}.`,
        },
      },
    };
  }
}

function lineAndColumn(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split(/\r\n|\r|\n/);
  return { line: before.length, column: before[before.length - 1].length + 1 };
}
