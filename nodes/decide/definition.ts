/** decide: a decision table; the first row that holds adds its answers (SPEC §4, DMN hit policy FIRST). */
import { z } from 'zod';
import { ALWAYS } from '../kit/condition.ts';
import { conditionFieldFaults, conditionSchema } from '../kit/condition-check.ts';
import { conditionInWords, valueInWords } from '../kit/condition-words.ts';
import { defineNode } from '../kit/define-node.ts';
import { type FieldInfo, type FieldType, isName } from '../kit/field.ts';
import { UNKNOWN_FIELDS, unionFields, withFields } from '../kit/field-set.ts';
import { ELSE, IN, OUT } from '../kit/handles.ts';
import { rowOf, rowsOf } from '../kit/lenient.ts';
import { namedValuesSchema } from '../kit/schema.ts';
import { tellDecide } from './tell.ts';

const schema = z.looseObject({
  rules: z.array(z.looseObject({ when: conditionSchema, set: namedValuesSchema })),
});
export type DecideConfig = z.infer<typeof schema>;

/** The fields that some row may add, with the values that it may give them. */
function fieldsSet(config: DecideConfig): FieldInfo[] {
  const values = new Map<string, unknown[]>();
  for (const rule of rowsOf(config.rules))
    for (const [name, value] of Object.entries(rowOf(rule.set))) {
      if (!isName(name)) continue;
      const known = values.get(name);
      if (known) known.push(value);
      else values.set(name, [value]);
    }
  return [...values].map(([path, list]) => {
    const types = new Set(list.map(typeOfValue));
    const type = types.size === 1 ? [...types][0] : 'unknown';
    const scalars = [...new Set(list.filter(isScalar))];
    return { path, type, ...(scalars.length === new Set(list).size && { values: scalars }) };
  });
}

function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function typeOfValue(value: unknown): FieldType {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return typeof value as FieldType;
  if (Array.isArray(value)) return 'list';
  return value === null ? 'unknown' : 'object';
}

export const decideDefinition = defineNode<'decide', DecideConfig>({
  kind: 'decide',
  category: 'logic',
  icon: 'IconTable',
  label: { ko: '판단표', en: 'Decision table' },
  help: {
    ko: '위에서부터 처음 맞는 줄의 값을 이벤트에 붙입니다.',
    en: 'Adds the values of the first row, from the top, that fits.',
  },
  schema,
  defaults: () => ({ rules: [{ when: ALWAYS, set: {} }] }),
  form: [
    {
      path: 'rules',
      control: 'decision-table',
      label: { ko: '판단 줄', en: 'Rows' },
      help: {
        ko: '위에서부터 차례로 보고, 처음 맞는 줄 하나만 씁니다. 맞는 줄이 없으면 ‘그 밖’으로 나갑니다.',
        en: 'Looked at from the top; only the first that fits is used. If none fits, the event leaves by “else”.',
      },
      addLabel: { ko: '줄 추가', en: 'Add a row' },
      newRow: () => ({ when: ALWAYS, set: {} }),
      fields: [
        {
          path: 'when',
          control: 'condition',
          label: { ko: '이럴 때', en: 'When' },
          help: { ko: '조건이 없으면 언제나 맞습니다.', en: 'Without a rule it always fits.' },
        },
        {
          path: 'set',
          control: 'record',
          label: { ko: '붙일 값', en: 'Then set' },
          help: {
            ko: '이벤트에 붙일 항목의 이름과 값을 적으세요. 이름은 영문자, 숫자, 밑줄로 씁니다.',
            en: 'Names and values that the event gets. Names are letters, digits and underscores.',
          },
          addLabel: { ko: '값 추가', en: 'Add a value' },
        },
      ],
    },
  ],
  inputs: () => [IN],
  outputs: () => [{ ...OUT, label: { ko: '정해짐', en: 'decided' } }, ELSE],
  outputFields: (config, { inputs }) => {
    const fields = inputs.in ?? UNKNOWN_FIELDS;
    // A row adds its own names only, so what stood under the names of other rows may still be there
    const perRow = rowsOf(config.rules).map((rule) => {
      const own = Object.keys(rowOf(rule.set)).filter(isName);
      return withFields(
        fields,
        fieldsSet({ rules: [rule] } as unknown as DecideConfig),
        own.filter((name) => isScalar(rowOf(rule.set)[name])),
      );
    });
    const union = perRow.length > 0 ? unionFields(perRow) : fields;
    const added = new Map(fieldsSet(config).map((info) => [info.path, info]));
    const before = new Set(fields.fields.map((info) => info.path));
    const named = union.fields.map((info) => (before.has(info.path) ? info : (added.get(info.path) ?? info)));
    return { out: { ...union, fields: named }, else: fields };
  },
  check: (config, { inputs }) =>
    rowsOf(config.rules).flatMap((rule, i) =>
      conditionFieldFaults(rule.when, inputs.in ?? UNKNOWN_FIELDS, `rules.${i}.when`),
    ),
  describe: (config, language, surroundings) => {
    const rules = rowsOf(config.rules);
    const names = fieldsSet(config).map((info) => info.path);
    if (rules.length === 1) {
      const when = conditionInWords(rules[0].when, language, surroundings);
      const set = Object.entries(rowOf(rules[0].set)).filter(([, value]) => isScalar(value));
      const then = set.map(([name, value]) => `${name} = ${valueInWords(value, language)}`).join(', ');
      return [when, then].filter(Boolean).join(' → ');
    }
    const rows = language === 'ko' ? `${rules.length}줄` : `${rules.length} rows`;
    return names.length > 0 ? `${rows} → ${names.slice(0, 4).join(', ')}` : rows;
  },
  tell: tellDecide,
});
