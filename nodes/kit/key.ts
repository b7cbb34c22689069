/** Keys: the fields whose values belong together (SPEC §4 "Keys"). */

import type { Fault } from './fault.ts';
import type { FieldSet } from './field.ts';
import { fieldFault, typeOf } from './field-set.ts';
import { korean } from './korean.ts';
import { textsOf } from './lenient.ts';

/**
 * Faults of a key against the fields that arrive.
 *
 * @param emptyIsOdd hint where the key is empty, because then everybody's events are taken together
 */
export function keyFaults(key: unknown, fields: FieldSet, at: string, emptyIsOdd = false): Fault[] {
  const paths = textsOf(key);
  if (paths.length === 0 && emptyIsOdd && Array.isArray(key))
    return [
      {
        severity: 'hint',
        code: 'empty-key',
        field: at,
        message: {
          ko: '기준 항목이 없어서 모든 대상의 이벤트를 한데 봅니다. 고객 번호 같은 항목을 고르세요.',
          en: 'Without a key everybody’s events are taken together. Choose a field such as the customer number.',
        },
      },
    ];
  return paths.flatMap((path, i) => {
    const fault = fieldFault(fields, path, `${at}.${i}`) ?? shapeFault(path, fields, `${at}.${i}`);
    return fault ? [fault] : [];
  });
}

function shapeFault(path: string, fields: FieldSet, field: string): Fault | undefined {
  const type = typeOf(fields, path);
  if (type !== 'object' && type !== 'list') return undefined;
  return {
    severity: 'hint',
    code: 'key-not-plain',
    field,
    message: {
      ko: korean`‘${path}’은(는) 값 하나가 아니라 묶음이어서 기준으로 쓸 수 없습니다. 글자나 숫자 항목을 고르세요.`,
      en: `“${path}” is no single value, so it can’t be a key. Choose a field with text or a number.`,
    },
  };
}
