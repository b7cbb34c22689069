/** action: what is done about a match (SPEC §4). Its channels are in channels.ts. */

import { z } from 'zod';
import { defineNode, type FormField, type NodeContext } from '../kit/define-node.ts';
import { durationSchema } from '../kit/duration.ts';
import type { Fault } from '../kit/fault.ts';
import { UNKNOWN_FIELDS } from '../kit/field-set.ts';
import { IN } from '../kit/handles.ts';
import { korean } from '../kit/korean.ts';
import { rowOf, textOf } from '../kit/lenient.ts';
import { filledText } from '../kit/schema.ts';
import { channelOf, channels } from './channels.ts';
import { tellAction } from './tell.ts';

const schema = z.looseObject({
  channel: filledText,
  connection: z.string().optional(),
  /** How long after the match's time it may still be done; after that it is dropped. */
  deadline: durationSchema().optional(),
  /** Texts are Liquid templates over the event's fields and `$…`. */
  params: z.record(z.string(), z.unknown()).optional(),
});
export type ActionConfig = z.infer<typeof schema>;

/** The forms of all channels, each shown while its channel is chosen. */
const paramsForm: readonly FormField[] = Object.entries(channels).flatMap(([name, channel]) =>
  channel.form.map((field) => ({
    ...field,
    path: `params.${field.path}`,
    when: (config: Readonly<Record<string, unknown>>) => config.channel === name,
  })),
);

function check(config: ActionConfig, { surroundings }: NodeContext): Fault[] {
  const faults: Fault[] = [];
  const name = textOf(config.channel);
  if (name !== '' && !channelOf(name))
    faults.push({
      severity: 'error',
      code: 'unknown-channel',
      field: 'channel',
      message: {
        ko: korean`‘${name}’(이)라는 조치 방법이 없습니다. 목록에서 고르세요.`,
        en: `There is no channel “${name}”. Choose one from the list.`,
      },
    });
  const connection = textOf(config.connection);
  if (
    connection &&
    surroundings.connections &&
    !surroundings.connections.some((each) => each.id === connection)
  )
    faults.push({
      severity: 'hint',
      code: 'unknown-connection',
      field: 'connection',
      message: {
        ko: korean`연결 ‘${connection}’이(가) 없어서 보낼 수 없습니다. 다른 연결을 고르거나 비워 두세요.`,
        en: `There is no connection “${connection}”, so nothing can be sent. Choose another one or leave it empty.`,
      },
    });
  return faults;
}

export const actionDefinition = defineNode<'action', ActionConfig>({
  kind: 'action',
  category: 'action',
  icon: 'IconPlayerPlay',
  label: { ko: '조치', en: 'Action' },
  help: {
    ko: '찾아낸 일에 대해 이메일, 업무 배정, 조사 등록 같은 일을 합니다.',
    en: 'Does something about a match: an e-mail, a task, a case.',
  },
  schema: schema.superRefine((config, context) => {
    // SPEC asks no channel's parameters for anything: what is missing is a hint, and the delivery will say it too.
    const result = channelOf(config.channel)?.params.safeParse(config.params ?? {});
    for (const issue of result?.error?.issues ?? []) {
      const hint = { ...issue, path: ['params', ...issue.path], severity: 'hint' };
      context.addIssue(hint as Parameters<typeof context.addIssue>[0]);
    }
  }),
  defaults: () => ({ channel: 'log', params: {} }),
  form: [
    {
      path: 'channel',
      control: 'select',
      required: true,
      label: { ko: '조치 방법', en: 'Channel' },
      help: { ko: '무엇을 할지 고르세요.', en: 'What is done.' },
      options: Object.entries(channels).map(([value, { label, help }]) => ({ value, label, help })),
    },
    ...paramsForm,
    {
      path: 'deadline',
      control: 'duration',
      more: true,
      label: { ko: '실행 기한', en: 'Not later than' },
      help: {
        ko: '감지한 시각부터 이 시간이 지나면 실행하지 않고 기한 지남으로 남깁니다. 비워 두면 기한이 없습니다.',
        en: 'After this long from the time of the match it is not done any more, and kept as expired. If empty, there is no deadline.',
      },
    },
    {
      path: 'connection',
      control: 'connection',
      more: true,
      label: { ko: '연결', en: 'Connection' },
      help: {
        ko: '비워 두면 설정에 있는 기본 연결로 보냅니다.',
        en: 'If empty, the one in the settings is used.',
      },
    },
  ],
  inputs: () => [IN],
  outputs: () => [
    { id: 'done', label: { ko: '완료', en: 'done' } },
    { id: 'failed', label: { ko: '실패', en: 'failed' } },
  ],
  outputFields: (_, { inputs }) => {
    const fields = inputs.in ?? UNKNOWN_FIELDS;
    return { done: fields, failed: fields };
  },
  check,
  describe: (config, language) => {
    const channel = channelOf(config.channel);
    if (!channel) return textOf(config.channel);
    const headline = channel.headline ? textOf(rowOf(config.params)[channel.headline]) : '';
    const short = headline.length > 60 ? `${headline.slice(0, 60)}…` : headline;
    return [channel.label[language], short].filter(Boolean).join(' · ');
  },
  tell: tellAction,
});
