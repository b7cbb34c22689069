/** correlate: events that follow each other, come together, or fail to come (SPEC §4). */
import { z } from 'zod';
import { conditionSchema } from '../kit/condition-check.ts';
import { defineNode, type Handle, type NodeContext } from '../kit/define-node.ts';
import { durationSchema } from '../kit/duration.ts';
import { ENVELOPE_FIELDS, type FieldInfo, type FieldSet, isName } from '../kit/field.ts';
import { nestedFields, UNKNOWN_FIELDS } from '../kit/field-set.ts';
import { OUT } from '../kit/handles.ts';
import { rowsOf, textOf } from '../kit/lenient.ts';
import { keySchema, nameSchema } from '../kit/schema.ts';
import { checkCorrelate } from './check.ts';
import { correlateForm } from './correlate-form.ts';
import { describeCorrelate } from './describe.ts';
import { tellCorrelate } from './tell.ts';

const stepSchema = z.looseObject({
  /** Also the id of the step's input handle. */
  name: nameSchema,
  key: keySchema,
  /** The step must fail to come. */
  absent: z.boolean().optional(),
});
export type Step = z.infer<typeof stepSchema>;

const schema = z.looseObject({
  steps: z.array(stepSchema).min(2).max(8),
  within: durationSchema(),
  /** Default `sequence`. */
  order: z.enum(['sequence', 'any']).optional(),
  /** Over `<step>.<field>`. */
  where: conditionSchema.optional(),
  /** Default `every`; sequence only. */
  start: z.enum(['every', 'latest', 'first']).optional(),
  /** Default `all`; sequence only. */
  advance: z.enum(['all', 'oldest', 'newest']).optional(),
});
export type CorrelateConfig = z.infer<typeof schema>;

function stepHandles(config: CorrelateConfig): Handle[] {
  const names = [...new Set(rowsOf(config.steps).map((step) => textOf(step.name)))].filter(isName);
  return names.map((name) => ({ id: name, label: { ko: name, en: name } }));
}

/** SPEC §4 correlate: a condition may ask for a step's envelope (`claim.$time`). */
function envelopeField(step: string, path: string): FieldInfo {
  return { path: `${step}.${path}`, type: path === '$time' ? 'time' : 'string' };
}

/**
 * What arrives at the steps, each under its name: for the condition (`all` steps), and for what a match holds
 * (the steps that are bound, so none that is absent).
 */
export function stepFields(config: CorrelateConfig, inputs: NodeContext['inputs'], all: boolean): FieldSet {
  const fields: FieldInfo[] = [];
  const closedUnder: string[] = [];
  const openUnder: string[] = [];
  let unlisted = false;
  for (const step of rowsOf(config.steps)) {
    const name = textOf(step.name);
    if (!isName(name) || (step.absent === true && !all)) continue;
    const arriving = (Object.hasOwn(inputs, name) ? inputs[name] : undefined) ?? UNKNOWN_FIELDS;
    const nested = nestedFields(arriving, name);
    fields.push(...nested.fields);
    if (all) fields.push(...ENVELOPE_FIELDS.map((path) => envelopeField(name, path)));
    closedUnder.push(...nested.closedUnder);
    openUnder.push(...nested.openUnder);
    unlisted ||= arriving.unlisted === true;
  }
  return { fields, open: false, closedUnder, openUnder, ...(unlisted && { unlisted }) };
}

export const correlateDefinition = defineNode<'correlate', CorrelateConfig>({
  kind: 'correlate',
  category: 'pattern',
  icon: 'IconTimelineEvent',
  label: { ko: '이어 보기', en: 'Correlate' },
  help: {
    ko: '같은 대상에게 여러 일이 차례로 일어나는지, 또는 일어나지 않는지 봅니다.',
    en: 'Watches whether things happen one after the other, together, or fail to happen.',
  },
  schema,
  defaults: () => ({
    steps: [
      { name: 'first', key: [] },
      { name: 'second', key: [] },
    ],
    within: 'P1D',
    order: 'sequence',
  }),
  form: correlateForm,
  inputs: stepHandles,
  outputs: () => [OUT],
  outputFields: (config, { inputs }) => ({ out: stepFields(config, inputs, false) }),
  check: checkCorrelate,
  describe: describeCorrelate,
  tell: tellCorrelate,
});
