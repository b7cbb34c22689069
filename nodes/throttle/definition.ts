/** throttle: lets only so many events of a key pass in a span of time (SPEC §4). */
import { z } from 'zod';
import { fieldsInWords } from '../kit/condition-words.ts';
import { defineNode } from '../kit/define-node.ts';
import { durationInWords, durationSchema } from '../kit/duration.ts';
import { UNKNOWN_FIELDS } from '../kit/field-set.ts';
import { IN } from '../kit/handles.ts';
import { keyFaults } from '../kit/key.ts';
import { textOf, textsOf } from '../kit/lenient.ts';
import { keySchema } from '../kit/schema.ts';
import { tellThrottle } from './tell.ts';

const schema = z.looseObject({
  key: keySchema,
  /** Default 1. */
  max: z.number().int().min(1).optional(),
  per: durationSchema(),
});
export type ThrottleConfig = z.infer<typeof schema>;

export const throttleDefinition = defineNode<'throttle', ThrottleConfig>({
  kind: 'throttle',
  category: 'logic',
  icon: 'IconHourglass',
  label: { ko: '횟수 제한', en: 'Throttle' },
  help: {
    ko: '같은 대상에게 정한 기간에 정한 횟수까지만 통과시킵니다.',
    en: 'Lets only so many events of the same key pass in a span of time.',
  },
  schema,
  defaults: () => ({ key: [], max: 1, per: 'P1D' }),
  form: [
    {
      path: 'key',
      control: 'fields',
      label: { ko: '나눠 셀 기준', en: 'For each' },
      help: {
        ko: '고객 번호처럼 따로 셀 기준을 고르세요. 비워 두면 모두 함께 셉니다.',
        en: 'What is counted apart, such as the customer number. If empty, all are counted together.',
      },
    },
    {
      path: 'max',
      control: 'number',
      min: 1,
      label: { ko: '최대 횟수', en: 'At most' },
      help: { ko: '기간 안에 통과시킬 최대 횟수입니다.', en: 'How many may pass within the time.' },
    },
    {
      path: 'per',
      control: 'duration',
      required: true,
      label: { ko: '기간', en: 'Within' },
      help: {
        ko: '이 기간 동안 통과한 이벤트를 셉니다.',
        en: 'Events that passed within this time are counted.',
      },
    },
  ],
  inputs: () => [IN],
  outputs: () => [
    { id: 'pass', label: { ko: '통과', en: 'pass' } },
    { id: 'held', label: { ko: '막음', en: 'held' } },
  ],
  outputFields: (_, { inputs }) => {
    const fields = inputs.in ?? UNKNOWN_FIELDS;
    return { pass: fields, held: fields };
  },
  check: (config, { inputs }) => keyFaults(config.key, inputs.in ?? UNKNOWN_FIELDS, 'key', true),
  describe: (config, language, surroundings) => {
    const max = typeof config.max === 'number' ? config.max : 1;
    const per = durationInWords(textOf(config.per), language);
    const key = fieldsInWords(textsOf(config.key), language, surroundings);
    if (language === 'ko') return [key && `${key}별`, `${per}에 최대 ${max}번`].filter(Boolean).join(' · ');
    return [`at most ${max} in ${per}`, key && `per ${key}`].filter(Boolean).join(' · ');
  },
  tell: tellThrottle,
});
