/** What an event may be called (SPEC §1: a non-empty text), as far as a person can still read and write it. */

import { FORBIDDEN_NAMES } from '../../nodes/kit/field.ts';
import { korean } from '../../nodes/kit/korean.ts';
import type { Text } from '../../nodes/kit/text.ts';
import { CATALOGUE_LIMITS } from './catalogue-limits.ts';

/** Invisible, or moving what stands beside them: such names look alike and are not. */
export const UNREADABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/u;

/** What is wrong with a type's name, or nothing. */
export function checkTypeName(name: unknown): Text | undefined {
  if (typeof name !== 'string' || name === '')
    return {
      ko: '이벤트 종류의 이름(type)을 적으세요. 예: bank.transaction.posted',
      en: 'Give the event type a name, such as bank.transaction.posted.',
    };
  if (name.length > CATALOGUE_LIMITS.typeName)
    return {
      ko: `이벤트 종류의 이름은 ${CATALOGUE_LIMITS.typeName}자까지 쓸 수 있습니다.`,
      en: `The name of an event type has at most ${CATALOGUE_LIMITS.typeName} characters.`,
    };
  if (name !== name.trim() || UNREADABLE.test(name))
    return {
      ko: '이벤트 종류의 이름 앞뒤에 빈칸을 두거나 보이지 않는 글자를 넣을 수 없습니다.',
      en: 'The name of an event type has no space around it, and no characters that cannot be seen.',
    };
  if (name.endsWith('.*') || name === '*')
    return {
      ko: '‘.*’로 끝나는 이름은 여러 종류를 함께 가리키는 말입니다. 종류 하나의 이름을 적으세요.',
      en: 'A name that ends in “.*” means several types. Give the name of one.',
    };
  // In an address it would mean the folder, or the one above.
  if (name === '.' || name === '..' || FORBIDDEN_NAMES.includes(name))
    return { ko: korean`‘${name}’은(는) 이름으로 쓸 수 없습니다.`, en: `“${name}” cannot be a name.` };
  return undefined;
}
