/** The questions of each pattern, as forms over the answers; and which of them still wait for an answer. */

import { channelOf, channels } from '../../../nodes/action/channels.ts';
import { actionDefinition } from '../../../nodes/action/definition.ts';
import type { FormField } from '../../../nodes/kit/define-node.ts';
import type { Fault } from '../../../nodes/kit/fault.ts';
import type { FieldSet } from '../../../nodes/kit/field.ts';
import { textOf } from '../../../nodes/kit/lenient.ts';
import type { Text } from '../../../nodes/kit/text.ts';
import {
  type Answers,
  channelNameOf,
  countOf,
  eventTypeOf,
  hasSecond,
  keyOf,
  type Pattern,
  paramsOf,
} from './answers.ts';

export interface Question {
  readonly title: Text;
  readonly fields: readonly FormField[];
}

const event = (path: string, label: Text, help?: Text): FormField => ({
  path: `${path}.eventType`,
  control: 'event-type',
  required: true,
  label,
  ...(help && { help }),
});

const condition = (path: 'first' | 'second', label: Text): FormField => ({
  path: `${path}.where`,
  control: 'condition',
  label,
  help: { ko: '모두 보려면 비워 두세요.', en: 'Leave it empty to take all of them.' },
  of: () => path,
  // Before the event is known there is nothing to choose from.
  when: (answers) => eventTypeOf(answers, path) !== '',
});

const key: FormField = {
  path: 'key',
  control: 'field',
  required: true,
  of: () => 'first',
  label: { ko: '누구의(무엇의) 일인지 알려 주는 항목', en: 'The field that tells whose it is' },
  help: {
    ko: '같은 값을 가진 이벤트끼리 함께 봅니다. 예: 고객 번호, 계좌 번호',
    en: 'Events with the same value belong together: the customer number, the account number.',
  },
};

const secondKey: FormField = {
  path: 'key2',
  control: 'field',
  of: () => 'second',
  label: { ko: '두 번째 이벤트에서는 이 항목', en: 'In the second event it is this field' },
  help: { ko: '이름이 같으면 비워 두세요.', en: 'Leave it empty where it has the same name.' },
  when: (answers) => eventTypeOf(answers, 'second') !== '' && textOf(answers.key) !== '',
};

const within = (label: Text): FormField => ({ path: 'within', control: 'duration', required: true, label });

const FIRST: Text = { ko: '어떤 일에서 시작하나요?', en: 'What does it begin with?' };
const WHOSE: Text = { ko: '누구의 일인가요?', en: 'Whose is it?' };
const HOW_LONG: Text = { ko: '얼마 안에?', en: 'Within how long?' };
const WHAT_TO_DO: Text = { ko: '그러면 무엇을 할까요?', en: 'What is done then?' };
const EVENT: Text = { ko: '이벤트', en: 'Event' };
const ONLY: Text = { ko: '이런 것만 (선택)', en: 'Only those for which (optional)' };

const act = (path: string) => `action.${path}`;

/** The form of the action node, moved to where the answers keep it; what most people never need stays away. */
const actionFields: readonly FormField[] = [
  ...actionDefinition.form
    .filter((field) => field.path === 'channel')
    .map((field) => ({ ...field, path: act('channel') })),
  ...Object.entries(channels).flatMap(([name, { form }]) =>
    form
      .filter((field) => !field.more)
      .map((field) => ({
        ...field,
        path: act(`params.${field.path}`),
        of: () => 'act',
        when: (answers: Answers) => channelNameOf(answers) === name,
      })),
  ),
];

const finally_: Question = { title: WHAT_TO_DO, fields: actionFields };

export const QUESTIONS: Readonly<Record<Pattern, readonly Question[]>> = {
  absence: [
    { title: FIRST, fields: [event('first', EVENT), condition('first', ONLY)] },
    {
      title: { ko: '그 뒤 무엇이 일어나지 않으면?', en: 'What should follow, but does not?' },
      fields: [event('second', EVENT), condition('second', ONLY)],
    },
    { title: WHOSE, fields: [key, secondKey] },
    { title: HOW_LONG, fields: [within({ ko: '기다리는 시간', en: 'How long to wait' })] },
    finally_,
  ],
  often: [
    {
      title: { ko: '어떤 일이 잦으면?', en: 'What happens too often?' },
      fields: [event('first', EVENT), condition('first', ONLY)],
    },
    { title: WHOSE, fields: [key] },
    {
      title: { ko: '얼마 동안 몇 번이면?', en: 'How many, within how long?' },
      fields: [
        {
          path: 'count',
          control: 'number',
          min: 1,
          required: true,
          label: { ko: '몇 번 이상', en: 'This many or more' },
        },
        within({ ko: '이 기간 동안', en: 'Within' }),
      ],
    },
    finally_,
  ],
  follow: [
    { title: FIRST, fields: [event('first', EVENT), condition('first', ONLY)] },
    {
      title: { ko: '그 뒤 무엇이 일어나면?', en: 'And what follows?' },
      fields: [event('second', EVENT), condition('second', ONLY)],
    },
    { title: WHOSE, fields: [key, secondKey] },
    {
      title: HOW_LONG,
      fields: [within({ ko: '두 일 사이의 최대 시간', en: 'The longest time between the two' })],
    },
    finally_,
  ],
  single: [
    {
      title: { ko: '어떤 일이 일어나면?', en: 'What happens?' },
      fields: [event('first', EVENT), condition('first', ONLY)],
    },
    {
      title: { ko: '너무 자주 하지 않으려면', en: 'So that it is not too often' },
      fields: [
        {
          path: 'limited',
          control: 'switch',
          label: { ko: '같은 대상에게는 한 번만', en: 'Only once for each' },
        },
        { ...key, when: (answers) => answers.limited === true },
        { ...within({ ko: '이 기간에', en: 'In this time' }), when: (answers) => answers.limited === true },
      ],
    },
    finally_,
  ],
};

const MISSING = {
  event: { ko: '이벤트를 고르세요.', en: 'Choose an event.' },
  key: { ko: '항목을 고르세요.', en: 'Choose a field.' },
  key2: {
    ko: '두 번째 이벤트에는 이 이름의 항목이 없습니다. 같은 뜻의 항목을 고르세요.',
    en: 'The second event has no field of this name. Choose the one that means the same.',
  },
  within: { ko: '시간을 입력하세요.', en: 'Give a time.' },
  count: { ko: '1 이상의 수를 입력하세요.', en: 'Give a number, 1 or more.' },
  param: { ko: '값을 입력하세요.', en: 'Fill this in.' },
} satisfies Record<string, Text>;

/** Whether the catalogue knows the events, and not this field of theirs. */
function lacks(set: FieldSet | undefined, path: string): boolean {
  if (!set || set.fields.length === 0 || path.startsWith('$')) return false;
  return !set.fields.some((info) => info.path === path);
}

/**
 * What has to be answered before the flow can be made, in the order of the questions.
 *
 * @param second the fields of the second event, as far as they are known
 */
export function missingAnswers(pattern: Pattern, answers: Answers, second?: FieldSet): Fault[] {
  const missing: Fault[] = [];
  const ask = (field: string, message: Text) =>
    missing.push({ severity: 'error', code: 'required', field, message });
  if (eventTypeOf(answers, 'first') === '') ask('first.eventType', MISSING.event);
  if (hasSecond(pattern) && eventTypeOf(answers, 'second') === '') ask('second.eventType', MISSING.event);
  const timed = pattern !== 'single' || answers.limited === true;
  if (timed && keyOf(answers, 'first') === '') ask('key', MISSING.key);
  else if (hasSecond(pattern) && lacks(second, keyOf(answers, 'second'))) ask('key2', MISSING.key2);
  if (pattern === 'often' && countOf(answers) === undefined) ask('count', MISSING.count);
  if (timed && textOf(answers.within) === '') ask('within', MISSING.within);
  for (const field of channelOf(channelNameOf(answers))?.form ?? [])
    if (field.required && textOf(paramsOf(answers)[field.path]).trim() === '')
      ask(act(`params.${field.path}`), MISSING.param);
  return missing;
}
