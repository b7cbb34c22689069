/** How a rule compares, in the words that stand beside its field and its value, so that it reads as a sentence. */
import type { Operator } from '../../../nodes/kit/condition.ts';
import { type Particle, particleAfter } from '../../../nodes/kit/korean.ts';
import type { Language } from '../../../nodes/kit/text.ts';

/** Before the value: amount [is at least] 300. */
const ENGLISH: Readonly<Record<Operator, string>> = {
  '=': 'is',
  '!=': 'is not',
  '<': 'is less than',
  '<=': 'is at most',
  '>': 'is more than',
  '>=': 'is at least',
  in: 'is one of',
  notIn: 'is none of',
  between: 'is between',
  notBetween: 'is not between',
  contains: 'contains',
  doesNotContain: 'does not contain',
  beginsWith: 'begins with',
  endsWith: 'ends with',
  null: 'is missing',
  notNull: 'is there',
};

/** Behind the value, and the particle that the value takes: 금액이 300만 [이상]; 채널이 web[과 같음]. */
const KOREAN: Readonly<Record<Operator, readonly [words: string, particle?: Particle]>> = {
  '=': ['같음', '과'],
  '!=': ['다름', '과'],
  '<': ['미만'],
  '<=': ['이하'],
  '>': ['초과'],
  '>=': ['이상'],
  in: ['중 하나'],
  notIn: ['모두 아님'],
  between: ['사이(끝 포함)'],
  notBetween: ['범위 밖'],
  contains: ['포함', '을'],
  doesNotContain: ['포함 안 함', '을'],
  beginsWith: ['시작', '으로'],
  endsWith: ['끝남', '으로'],
  null: ['값 없음'],
  notNull: ['값 있음'],
};
/** Behind another field: 보험료[보다 작음]. */
const KOREAN_THAN: Partial<Record<Operator, string>> = {
  '<': '보다 작음',
  '<=': '보다 작거나 같음',
  '>': '보다 큼',
  '>=': '보다 크거나 같음',
};

/**
 * @param value what it is compared with, as it is read; left out where there is none yet
 * @param isField it is another field
 */
export function operatorWords(operator: string, language: Language, value?: string, isField = false): string {
  if (!Object.hasOwn(ENGLISH, operator)) return operator;
  const known = operator as Operator;
  if (language === 'en') return ENGLISH[known];
  const than = isField ? KOREAN_THAN[known] : undefined;
  if (than) return than;
  const [words, particle] = KOREAN[known];
  if (!particle) return words;
  // ‘으로 시작’ says what it is also where nothing stands before it.
  if (!value) return particle === '으로' ? `(으)로 ${words}` : words;
  return `${particleAfter(value, particle)} ${words}`;
}
