/** What is wrong with one member of a request, as a sentence: the schema's own words are for programmers, and English. */

import type { z } from 'zod';
import { korean } from '../../nodes/kit/korean.ts';
import type { Text } from '../../nodes/kit/text.ts';

type Issue = z.core.$ZodIssue;

/** @param place of the member, joined by dots; '' for the whole */
export function memberText(place: string, issue: Issue): Text {
  const said = issueText(issue);
  const shown = place.slice(0, 200);
  return {
    ko: shown ? `‘${shown}’: ${said.ko}` : `본문: ${said.ko}`,
    en: shown ? `“${shown}”: ${said.en}` : `The body: ${said.en}`,
  };
}

const KINDS: Readonly<Record<string, Text>> = {
  string: { ko: '글자', en: 'a text' },
  number: { ko: '숫자', en: 'a number' },
  int: { ko: '정수', en: 'a whole number' },
  boolean: { ko: 'true 또는 false', en: 'true or false' },
  object: { ko: '{ } 형태', en: 'an object in { }' },
  record: { ko: '{ } 형태', en: 'an object in { }' },
  array: { ko: '[ ] 형태', en: 'a list in [ ]' },
};

function issueText(issue: Issue): Text {
  if (issue.code === 'invalid_type') return typeText(issue.expected, issue.input === undefined);
  if (issue.code === 'invalid_value') {
    const values = issue.values.map(String).join(', ').slice(0, 300);
    return { ko: `다음 가운데 하나여야 합니다: ${values}.`, en: `It must be one of ${values}.` };
  }
  if (issue.code === 'too_small')
    return {
      ko: `너무 작거나 짧습니다. 최소 ${issue.minimum}입니다.`,
      en: `It is too small or too short; the least is ${issue.minimum}.`,
    };
  if (issue.code === 'too_big')
    return {
      ko: `너무 크거나 깁니다. 최대 ${issue.maximum}입니다.`,
      en: `It is too large or too long; the most is ${issue.maximum}.`,
    };
  return { ko: '값이 올바르지 않습니다.', en: 'This value is not right.' };
}

function typeText(expected: string, missing: boolean): Text {
  const kind = KINDS[expected];
  if (!kind) return { ko: '값의 종류가 맞지 않습니다.', en: 'This is not the right kind of value.' };
  if (missing)
    return {
      ko: korean`값이 없습니다. ${kind.ko}(으)로 넣어 주세요.`,
      en: `It is missing. Give it as ${kind.en}.`,
    };
  return { ko: `값의 종류가 맞지 않습니다. ${kind.ko}여야 합니다.`, en: `It must be ${kind.en}.` };
}
