/** The small Zod schemas that all kinds share. Issues carry `params: {text, code}`: the sentence in both languages. */

import { z } from 'zod';
import { isName } from './field.ts';
import { korean } from './korean.ts';
import { isRow } from './lenient.ts';
import type { Text } from './text.ts';

/** A text that is checked by a function that says what is wrong with it. */
function checkedText(problem: (text: string) => { text: Text; code?: string } | undefined) {
  return z.string().superRefine((value, context) => {
    const found = problem(value);
    if (found) context.addIssue({ code: 'custom', message: found.text.en, params: found });
  });
}

const FILL_IN = { code: 'required', text: { ko: '값을 입력하세요.', en: 'Fill this in.' } };

/** A text that must not be empty. */
export const filledText = checkedText((value) => (value.trim() === '' ? FILL_IN : undefined));

/** A path to a field of an event. */
export const fieldPathSchema = checkedText((value) =>
  value === '' ? { code: 'required', text: { ko: '항목을 고르세요.', en: 'Choose a field.' } } : undefined,
);

/** A name that the flow gives (SPEC §2): a step, an aggregate, a field that is added. */
export const nameSchema = checkedText(nameProblem);

function nameProblem(value: string): { text: Text; code: string } | undefined {
  if (value === '') return { code: 'required', text: { ko: '이름을 입력하세요.', en: 'Give a name.' } };
  if (isName(value)) return undefined;
  return {
    code: 'name',
    text: {
      ko: korean`‘${value.slice(0, 80)}’은(는) 이름으로 쓸 수 없습니다. 영문자나 밑줄로 시작하고 영문자, 숫자, 밑줄만 64자까지 쓰세요.`,
      en: `“${value.slice(0, 80)}” can’t be a name. Begin with a letter or underscore; use letters, digits and underscores, 64 at most.`,
    },
  };
}

/** Values by names that the flow gives. Checked by hand, since Zod's record skips `__proto__` silently. */
export const namedValuesSchema = z.unknown().superRefine((value, context) => {
  if (!isRow(value)) {
    const text = { ko: '이름과 값의 묶음이어야 합니다.', en: 'This must be a map from names to values.' };
    return context.addIssue({ code: 'custom', message: text.en, params: { text, code: 'schema' } });
  }
  for (const name of Object.keys(value)) {
    const found = nameProblem(name);
    if (found) context.addIssue({ code: 'custom', path: [name], message: found.text.en, params: found });
  }
}) as unknown as z.ZodType<Readonly<Record<string, unknown>>>;

/** A key: the fields whose values belong together. */
export const keySchema = z.array(fieldPathSchema);
