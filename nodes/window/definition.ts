/** window: counts, adds up and compares the events of each key over a span of time (SPEC §4). */
import { z } from 'zod';
import { ALWAYS } from '../kit/condition.ts';
import { conditionSchema } from '../kit/condition-check.ts';
import { defineNode, type NodeContext } from '../kit/define-node.ts';
import { durationSchema } from '../kit/duration.ts';
import { type FieldInfo, type FieldSet, isName, lastName } from '../kit/field.ts';
import { typeOf, UNKNOWN_FIELDS } from '../kit/field-set.ts';
import { IN, OUT } from '../kit/handles.ts';
import { rowsOf, textOf, textsOf } from '../kit/lenient.ts';
import { fieldPathSchema, keySchema, nameSchema } from '../kit/schema.ts';
import { checkWindow } from './check.ts';
import { describeWindow } from './describe.ts';
import { tellWindow } from './tell.ts';
import { windowForm } from './window-form.ts';

export const FUNCTIONS = ['count', 'sum', 'avg', 'min', 'max', 'first', 'last', 'distinct', 'list'] as const;
export type AggregateFunction = (typeof FUNCTIONS)[number];
export const EMITS = ['close', 'every', 'once', 'reset'] as const;
export type Emit = (typeof EMITS)[number];

/** The most events that a `count` window may hold: they are kept for each key. */
const LARGEST_COUNT = 1_000_000;

const shapeSchema = z.discriminatedUnion('kind', [
  z.looseObject({ kind: z.literal('rolling'), size: durationSchema() }),
  z.looseObject({ kind: z.literal('tumbling'), size: durationSchema() }),
  z.looseObject({ kind: z.literal('hopping'), size: durationSchema(), every: durationSchema() }),
  z.looseObject({ kind: z.literal('calendar'), unit: z.enum(['day', 'week', 'month']) }),
  z.looseObject({ kind: z.literal('session'), gap: durationSchema() }),
  z.looseObject({ kind: z.literal('count'), size: z.number().int().min(1).max(LARGEST_COUNT) }),
]);
export type WindowShape = z.infer<typeof shapeSchema>;

const aggregateSchema = z.looseObject({
  name: nameSchema,
  function: z.enum(FUNCTIONS),
  /** Only `count` can do without. */
  field: fieldPathSchema.optional(),
});
export type Aggregate = z.infer<typeof aggregateSchema>;

const schema = z.looseObject({
  /** Empty: one window for all. */
  key: keySchema,
  window: shapeSchema,
  aggregates: z.array(aggregateSchema),
  /** Over the aggregates' names. Default: always true. */
  having: conditionSchema.optional(),
  emit: z.enum(EMITS),
});
export type WindowConfig = z.infer<typeof schema>;

/** An aggregate as a field of what the window puts out; `certain` where nothing can lie below it. */
function aggregateField(
  name: string,
  func: string,
  field: string,
  arriving: FieldSet,
): { info: FieldInfo; certain: boolean } {
  if (func === 'list') return { info: { path: name, type: 'list' }, certain: true };
  if (func !== 'first' && func !== 'last') return { info: { path: name, type: 'number' }, certain: true };
  const known = arriving.fields.find((info) => info.path === field);
  const { path: _, ...rest } = known ?? { path: field, type: typeOf(arriving, field) };
  return { info: { ...rest, path: name }, certain: false };
}

function fieldsOut(config: WindowConfig, { inputs }: NodeContext): FieldSet {
  const arriving = inputs.in ?? UNKNOWN_FIELDS;
  const fields: FieldInfo[] = [];
  const closedUnder: string[] = ['window'];
  for (const path of textsOf(config.key).filter(Boolean)) {
    const known = arriving.fields.find((info) => info.path === path);
    fields.push({ ...(known ?? { type: typeOf(arriving, path) }), path: lastName(path) });
    // A key is a text, a number or yes/no, else the event would not have been taken
    closedUnder.push(lastName(path));
  }
  for (const aggregate of rowsOf(config.aggregates)) {
    const name = textOf(aggregate.name);
    if (!isName(name)) continue;
    const { info, certain } = aggregateField(
      name,
      textOf(aggregate.function),
      textOf(aggregate.field),
      arriving,
    );
    fields.push(info);
    if (certain) closedUnder.push(name);
  }
  fields.push(
    { path: 'window', type: 'object', label: { ko: '구간', en: 'Window' } },
    { path: 'window.start', type: 'time', label: { ko: '구간 시작', en: 'Start of the window' } },
    { path: 'window.end', type: 'time', label: { ko: '구간 끝', en: 'End of the window' } },
  );
  return { fields, open: false, closedUnder };
}

export const windowDefinition = defineNode<'window', WindowConfig>({
  kind: 'window',
  category: 'pattern',
  icon: 'IconChartHistogram',
  label: { ko: '모아 세기', en: 'Window' },
  help: {
    ko: '정한 기간의 이벤트를 모아 횟수나 합계를 내고, 기준에 이르면 알립니다.',
    en: 'Counts and adds up the events of a span of time, and tells when a limit is reached.',
  },
  schema,
  defaults: () => ({
    key: [],
    window: { kind: 'rolling', size: 'P1D' },
    aggregates: [{ name: 'n', function: 'count' }],
    having: { combinator: 'and', rules: [{ field: 'n', operator: '>=', value: 3 }] },
    emit: 'once',
  }),
  form: windowForm,
  inputs: () => [IN],
  outputs: () => [OUT],
  outputFields: (config, context) => ({ out: fieldsOut(config, context) }),
  check: checkWindow,
  describe: describeWindow,
  tell: tellWindow,
});

/** The condition on a window's sums; nothing given means that it always holds. */
export function havingOf(config: WindowConfig) {
  return config.having ?? ALWAYS;
}
