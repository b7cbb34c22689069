/** filter: parts the events for which a condition holds from the others (SPEC §4). */
import { z } from 'zod';
import { ALWAYS } from '../kit/condition.ts';
import { conditionFieldFaults, conditionSchema } from '../kit/condition-check.ts';
import { conditionInWords } from '../kit/condition-words.ts';
import { defineNode } from '../kit/define-node.ts';
import { UNKNOWN_FIELDS } from '../kit/field-set.ts';
import { ELSE, IN } from '../kit/handles.ts';
import { tellFilter } from './tell.ts';

const schema = z.looseObject({ where: conditionSchema });
export type FilterConfig = z.infer<typeof schema>;

export const filterDefinition = defineNode<'filter', FilterConfig>({
  kind: 'filter',
  category: 'logic',
  icon: 'IconFilter',
  label: { ko: '거르기', en: 'Filter' },
  help: {
    ko: '조건에 맞는 이벤트와 맞지 않는 이벤트를 나눕니다.',
    en: 'Parts the events that fit a condition from the others.',
  },
  schema,
  defaults: () => ({ where: ALWAYS }),
  form: [
    {
      path: 'where',
      control: 'condition',
      label: { ko: '조건', en: 'Condition' },
      help: {
        ko: '조건에 맞으면 ‘맞음’으로, 아니면 ‘그 밖’으로 나갑니다. 조건이 없으면 모두 맞습니다.',
        en: 'Events that fit leave by “match”, others by “else”. Without a rule every event fits.',
      },
    },
  ],
  inputs: () => [IN],
  outputs: () => [{ id: 'match', label: { ko: '맞음', en: 'match' } }, ELSE],
  outputFields: (_, { inputs }) => {
    const fields = inputs.in ?? UNKNOWN_FIELDS;
    return { match: fields, else: fields };
  },
  check: (config, { inputs }) => conditionFieldFaults(config.where, inputs.in ?? UNKNOWN_FIELDS, 'where'),
  describe: (config, language, surroundings) =>
    conditionInWords(config.where, language, surroundings) ||
    (language === 'ko' ? '모든 이벤트' : 'every event'),
  tell: tellFilter,
});
