/** lookup: brings the row of a reference table that belongs to an event (SPEC §4). */
import { z } from 'zod';
import { conditionFieldFaults, conditionSchema } from '../kit/condition-check.ts';
import { fieldLabel } from '../kit/condition-words.ts';
import { defineNode, type NodeContext, type Surroundings, type TableInfo } from '../kit/define-node.ts';
import type { Fault } from '../kit/fault.ts';
import { type FieldInfo, type FieldSet, isName } from '../kit/field.ts';
import { fieldFault, nearestName, nestedField, UNKNOWN_FIELDS, withFields } from '../kit/field-set.ts';
import { IN } from '../kit/handles.ts';
import { korean, withParticle } from '../kit/korean.ts';
import { isRow, rowOf, rowsOf, textOf } from '../kit/lenient.ts';
import { fieldPathSchema, filledText, nameSchema } from '../kit/schema.ts';
import { localize } from '../kit/text.ts';
import { lookupForm } from './lookup-form.ts';
import { tellLookup } from './tell.ts';

const nearestSchema = z.looseObject({
  lat: fieldPathSchema,
  lon: fieldPathSchema,
  latColumn: filledText,
  lonColumn: filledText,
  /** Metres. */
  within: z.number().nonnegative().optional(),
  where: conditionSchema.optional(),
});

const schema = z.looseObject({
  table: filledText,
  into: nameSchema,
  on: z
    .array(z.looseObject({ field: fieldPathSchema, column: filledText }))
    .min(1)
    .optional(),
  nearest: nearestSchema.optional(),
});
export type LookupConfig = z.infer<typeof schema>;

function tableOf(config: LookupConfig, surroundings: Surroundings): TableInfo | undefined {
  return surroundings.tables?.find((table) => table.name === textOf(config.table));
}

/** What a found row puts under `into`. */
function rowFields(
  config: LookupConfig,
  surroundings: Surroundings,
): { fields: FieldInfo[]; closedUnder: string[] } {
  const into = textOf(config.into);
  if (!isName(into)) return { fields: [], closedUnder: [] };
  const table = tableOf(config, surroundings);
  const fields: FieldInfo[] = [{ path: into, type: 'object', ...(table?.label && { label: table.label }) }];
  for (const column of table?.columns ?? []) fields.push(nestedField(column, into));
  const distance = `${into}.distance`;
  if (config.nearest && !fields.some((field) => field.path === distance))
    fields.push(
      nestedField(
        { path: 'distance', type: 'number', label: { ko: '거리(미터)', en: 'distance (m)' } },
        into,
      ),
    );
  return { fields, closedUnder: table ? [into] : [] };
}

/** The fields that the condition of `nearest` may name: what arrives, and the row's columns. */
export function fieldsWithRow(config: LookupConfig, { inputs, surroundings }: NodeContext): FieldSet {
  const table = tableOf(config, surroundings);
  const columns = (table?.columns ?? []).map((column) => ({ ...column, path: `row.${column.path}` }));
  return withFields(
    inputs.in ?? UNKNOWN_FIELDS,
    [{ path: 'row', type: 'object' }, ...columns],
    table ? ['row'] : [],
  );
}

function columnFault(column: string, table: TableInfo | undefined, field: string): Fault[] {
  if (!table || column === '' || table.columns.some((known) => known.path === column)) return [];
  const meant = nearestName(
    column,
    table.columns.map((known) => known.path),
  );
  return [
    {
      severity: 'error',
      code: 'unknown-column',
      field,
      message: {
        ko: `표 ‘${table.name}’에 ‘${column}’ 열이 없습니다. 있는 열을 고르세요.${meant ? ` 혹시 ‘${meant}’인가요?` : ''}`,
        en: `The table “${table.name}” has no column “${column}”. Choose one that it has.${meant ? ` Did you mean “${meant}”?` : ''}`,
      },
    },
  ];
}

function check(config: LookupConfig, context: NodeContext): Fault[] {
  const faults: (Fault | undefined)[] = [];
  const { surroundings } = context;
  const name = textOf(config.table);
  const table = tableOf(config, surroundings);
  if (name && surroundings.tables && !table)
    faults.push({
      severity: 'error',
      code: 'unknown-table',
      field: 'table',
      message: {
        ko: korean`참조표 ‘${name}’이(가) 없습니다. 있는 표를 고르거나 표를 먼저 올리세요.`,
        en: `There is no reference table “${name}”. Choose one that exists, or upload it first.`,
      },
    });
  if ((config.on === undefined) === (config.nearest === undefined))
    faults.push({
      severity: 'error',
      code: 'lookup-way',
      field: config.on ? 'nearest' : 'on',
      message: config.on
        ? {
            ko: '같은 값으로 찾기와 가장 가까운 곳 찾기를 함께 쓸 수 없습니다. 하나만 남기세요.',
            en: 'Equal values and the nearest row can’t be used together. Keep one of them.',
          }
        : {
            ko: '표에서 찾는 방법이 없습니다. 같은 값이어야 하는 항목과 열을 고르세요.',
            en: 'Nothing says how to find the row. Choose the field and the column that must be equal.',
          },
    });
  const arriving = context.inputs.in ?? UNKNOWN_FIELDS;
  for (const [i, pair] of rowsOf(config.on).entries()) {
    faults.push(fieldFault(arriving, textOf(pair.field), `on.${i}.field`));
    faults.push(...columnFault(textOf(pair.column), table, `on.${i}.column`));
  }
  if (isRow(config.nearest)) {
    const nearest = rowOf(config.nearest);
    for (const side of ['lat', 'lon']) {
      faults.push(fieldFault(arriving, textOf(nearest[side]), `nearest.${side}`));
      faults.push(...columnFault(textOf(nearest[`${side}Column`]), table, `nearest.${side}Column`));
    }
    faults.push(...conditionFieldFaults(nearest.where, fieldsWithRow(config, context), 'nearest.where'));
  }
  return faults.filter((fault) => fault !== undefined);
}

export const lookupDefinition = defineNode<'lookup', LookupConfig>({
  kind: 'lookup',
  category: 'enrich',
  icon: 'IconTableImport',
  label: { ko: '표에서 찾기', en: 'Lookup' },
  help: {
    ko: '고객 명단 같은 참조표에서 맞는 줄을 찾아 이벤트에 붙입니다.',
    en: 'Finds the row of a reference table, such as the customer list, and adds it to the event.',
  },
  schema,
  defaults: () => ({ table: '', into: '', on: [{ field: '', column: '' }] }),
  form: lookupForm,
  inputs: () => [IN],
  outputs: () => [
    { id: 'found', label: { ko: '찾음', en: 'found' } },
    { id: 'missing', label: { ko: '없음', en: 'missing' } },
  ],
  outputFields: (config, { inputs, surroundings }) => {
    const arriving = inputs.in ?? UNKNOWN_FIELDS;
    const { fields, closedUnder } = rowFields(config, surroundings);
    return { found: withFields(arriving, fields, closedUnder), missing: arriving };
  },
  check,
  describe: (config, language, surroundings) => {
    const table = localize(tableOf(config, surroundings)?.label, language, textOf(config.table));
    if (!table) return '';
    if (!isRow(config.nearest)) {
      const fields = rowsOf(config.on).map((pair) => fieldLabel(textOf(pair.field), language, surroundings));
      const by = fields.filter(Boolean).join(', ');
      if (!by) return table;
      return language === 'ko' ? `${table} 표에서 ${withParticle(by, '으로')} 찾기` : `${table} by ${by}`;
    }
    const within = rowOf(config.nearest).within;
    const metres = typeof within === 'number' ? within.toLocaleString('en-US') : '';
    if (language === 'ko') return `${table} 표에서 가장 가까운 줄${metres && ` · ${metres}m 이내`}`;
    return `nearest of ${table}${metres && ` within ${metres} m`}`;
  },
  tell: tellLookup,
});
