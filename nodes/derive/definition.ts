/** derive: works out new fields from those of the event, by CEL expressions (SPEC §4). */
import { z } from 'zod';
import { defineNode } from '../kit/define-node.ts';
import { type FieldInfo, isName } from '../kit/field.ts';
import { UNKNOWN_FIELDS, withFields } from '../kit/field-set.ts';
import { IN, OUT } from '../kit/handles.ts';
import { rowsOf, textOf } from '../kit/lenient.ts';
import { filledText, nameSchema } from '../kit/schema.ts';
import { tellDerive } from './tell.ts';

const schema = z.looseObject({
  fields: z.array(z.looseObject({ name: nameSchema, expression: filledText })),
});
export type DeriveConfig = z.infer<typeof schema>;

function fieldsAdded(config: DeriveConfig): FieldInfo[] {
  const names = rowsOf(config.fields).map((field) => textOf(field.name));
  return [...new Set(names)].filter(isName).map((path) => ({ path, type: 'unknown' }));
}

export const deriveDefinition = defineNode<'derive', DeriveConfig>({
  kind: 'derive',
  category: 'enrich',
  icon: 'IconMathFunction',
  label: { ko: '계산해 붙이기', en: 'Derive' },
  help: {
    ko: '이벤트의 항목으로 계산한 값을 새 항목으로 붙입니다.',
    en: 'Adds fields that are worked out from those of the event.',
  },
  schema,
  defaults: () => ({ fields: [{ name: '', expression: '' }] }),
  form: [
    {
      path: 'fields',
      control: 'list',
      label: { ko: '새 항목', en: 'New fields' },
      help: {
        ko: '위에서부터 차례로 계산합니다. 아래 식에서 위의 항목을 쓸 수 있습니다.',
        en: 'Worked out from the top; a later one may use an earlier one.',
      },
      addLabel: { ko: '항목 추가', en: 'Add a field' },
      newRow: () => ({ name: '', expression: '' }),
      fields: [
        { path: 'name', control: 'name', required: true, label: { ko: '이름', en: 'Name' } },
        {
          path: 'expression',
          control: 'expression',
          required: true,
          label: { ko: '식', en: 'Expression' },
          help: {
            ko: '예: amount * 0.1, premium > 500000 ? "높음" : "보통". 항목 이름을 그대로 씁니다.',
            en: 'Such as amount * 0.1, or premium > 500000 ? "high" : "normal". Fields are written by their names.',
          },
        },
      ],
    },
  ],
  inputs: () => [IN],
  outputs: () => [OUT],
  outputFields: (config, { inputs }) => ({
    out: withFields(inputs.in ?? UNKNOWN_FIELDS, fieldsAdded(config)),
  }),
  // What an expression says is read apart: deep-checks.ts.
  check: () => [],
  describe: (config) =>
    rowsOf(config.fields)
      .filter((field) => textOf(field.name) !== '')
      .slice(0, 3)
      .map((field) => `${textOf(field.name)} = ${textOf(field.expression).slice(0, 60)}`)
      .join(', '),
  tell: tellDerive,
});
