/** The channels by which an action acts: one entry each, from which the form, the check and the delivery come. */
import { z } from 'zod';
import type { FormField } from '../kit/define-node.ts';
import { filledText } from '../kit/schema.ts';
import type { Text } from '../kit/text.ts';

/** What a channel is. Texts in `params` are Liquid templates over the event's fields and `$…`. */
export interface Channel<Params = unknown> {
  readonly icon: string;
  readonly label: Text;
  readonly help: Text;
  /** Paths inside `params`. */
  readonly form: readonly FormField[];
  readonly params: z.ZodType<Params>;
  /** The param that says most on a card. */
  readonly headline?: string;
  /** What it does, in a sentence: in Korean up to the stem of the verb. `{}` is the headline where that is a plain text. */
  readonly does: Text;
}

function channel<Params>(entry: Channel<Params>): Channel<Params> {
  return entry;
}

/** A text that may be left out; what stands in for it is said at the channel. */
const text = z.string().optional();
/** Values by name: a template where it is a text, else taken as it is. */
const values = z.record(z.string(), z.unknown());

const template = (path: string, label: Text, help?: Text, required = false): FormField => ({
  path,
  control: 'template',
  label,
  ...(help && { help }),
  ...(required && { required }),
});

const TITLE = template(
  'title',
  { ko: '제목', en: 'Title' },
  {
    ko: '{ } 버튼으로 이벤트의 항목을 넣을 수 있습니다.',
    en: 'The button { } puts in fields of the event.',
  },
);
const BODY_TEXT: FormField = {
  path: 'text',
  control: 'template',
  label: { ko: '내용', en: 'Text' },
  help: {
    ko: '{ } 버튼으로 이벤트의 항목을 넣을 수 있습니다.',
    en: 'The button { } puts in fields of the event.',
  },
};

export const METHODS = ['POST', 'PUT', 'PATCH', 'GET', 'DELETE'] as const;
export const SEVERITIES = ['low', 'normal', 'high'] as const;

export const channels = {
  task: channel({
    icon: 'IconChecklist',
    label: { ko: '업무 배정', en: 'Task' },
    does: { ko: '{}담당 목록에 업무를 배정하', en: 'put a task on the list{}' },
    help: { ko: '담당자의 할 일 목록에 올립니다.', en: 'Puts a task on a work list.' },
    params: z.looseObject({ queue: text, title: text, text }),
    headline: 'queue',
    form: [
      template(
        'queue',
        { ko: '담당 목록', en: 'Queue' },
        {
          ko: '어느 부서나 담당의 목록에 올릴지 적으세요. 예: tm-center',
          en: 'On whose list it goes, such as tm-center.',
        },
      ),
      TITLE,
      BODY_TEXT,
    ],
  }),
  case: channel({
    icon: 'IconFolderSearch',
    label: { ko: '조사 등록', en: 'Case' },
    does: { ko: '조사 건으로 등록하', en: 'open a case' },
    help: { ko: '조사할 건으로 등록합니다.', en: 'Opens an investigation case.' },
    params: z.looseObject({ title: text, text, severity: text }),
    headline: 'title',
    form: [
      TITLE,
      BODY_TEXT,
      {
        path: 'severity',
        control: 'select',
        more: true,
        label: { ko: '심각도', en: 'Severity' },
        options: [
          { value: 'low', label: { ko: '낮음', en: 'Low' } },
          { value: 'normal', label: { ko: '보통', en: 'Normal' } },
          { value: 'high', label: { ko: '높음', en: 'High' } },
        ],
      },
    ],
  }),
  email: channel({
    icon: 'IconMail',
    label: { ko: '이메일', en: 'E-mail' },
    does: { ko: '이메일을 보내', en: 'send an e-mail' },
    help: { ko: '이메일을 보냅니다.', en: 'Sends an e-mail.' },
    params: z.looseObject({ to: filledText, subject: text, body: text }),
    headline: 'to',
    form: [
      template(
        'to',
        { ko: '받는 사람', en: 'To' },
        {
          ko: '주소를 적거나 {{customer.email}}처럼 항목을 넣으세요.',
          en: 'An address, or a field such as {{customer.email}}.',
        },
        true,
      ),
      template('subject', { ko: '제목', en: 'Subject' }),
      template('body', { ko: '본문', en: 'Body' }),
    ],
  }),
  sms: channel({
    icon: 'IconMessage',
    label: { ko: '문자 메시지', en: 'SMS' },
    does: { ko: '문자를 보내', en: 'send an SMS' },
    help: { ko: '휴대전화로 문자를 보냅니다.', en: 'Sends a text message to a phone.' },
    params: z.looseObject({ to: filledText, text }),
    headline: 'to',
    form: [
      template(
        'to',
        { ko: '받는 번호', en: 'To' },
        {
          ko: '번호를 적거나 {{customer.phone}}처럼 항목을 넣으세요.',
          en: 'A number, or a field such as {{customer.phone}}.',
        },
        true,
      ),
      BODY_TEXT,
    ],
  }),
  webhook: channel({
    icon: 'IconWebhook',
    label: { ko: '다른 시스템 호출', en: 'Web hook' },
    does: { ko: '다른 시스템을 호출하', en: 'call another system' },
    help: { ko: '다른 시스템의 주소를 호출합니다.', en: 'Calls the address of another system.' },
    params: z.looseObject({
      url: filledText,
      method: z.enum(METHODS).optional(),
      headers: z
        .union([
          z.array(z.looseObject({ name: z.string(), value: z.string() })),
          z.record(z.string(), z.string()),
        ])
        .optional(),
      /** Left out: the match as JSON. A text is a template; anything else is sent as JSON, the texts in it filled in. */
      body: z.unknown().optional(),
    }),
    headline: 'url',
    form: [
      template(
        'url',
        { ko: '주소', en: 'Address' },
        { ko: 'https://로 시작하는 주소를 적으세요.', en: 'A URL that begins with https://.' },
        true,
      ),
      {
        path: 'method',
        control: 'select',
        label: { ko: '방식', en: 'Method' },
        options: METHODS.map((method) => ({ value: method, label: { ko: method, en: method } })),
      },
      template(
        'body',
        { ko: '보낼 내용', en: 'Body' },
        {
          ko: '비워 두면 이벤트의 항목 전부를 JSON으로 보냅니다.',
          en: 'If empty, the whole match is sent as JSON.',
        },
      ),
      {
        path: 'headers',
        control: 'list',
        more: true,
        label: { ko: '헤더', en: 'Headers' },
        addLabel: { ko: '헤더 추가', en: 'Add a header' },
        newRow: () => ({ name: '', value: '' }),
        fields: [
          { path: 'name', control: 'text', label: { ko: '이름', en: 'Name' } },
          { path: 'value', control: 'template', label: { ko: '값', en: 'Value' } },
        ],
      },
    ],
  }),
  watchlist: channel({
    icon: 'IconEye',
    label: { ko: '관심 목록 등록', en: 'Watch list' },
    does: { ko: '관심 목록에 올리', en: 'put it on the watch list' },
    help: { ko: '지켜볼 대상으로 올립니다.', en: 'Puts someone on the watch list.' },
    params: z.looseObject({ entry: text, reason: text }),
    headline: 'reason',
    form: [
      template(
        'entry',
        { ko: '대상', en: 'Who or what' },
        {
          ko: '비워 두면 이벤트의 기준 값(고객 번호 등)을 올립니다.',
          en: 'If empty, the event’s key (such as the customer number).',
        },
      ),
      template('reason', { ko: '사유', en: 'Reason' }),
    ],
  }),
  table: channel({
    icon: 'IconTablePlus',
    label: { ko: '표에 기록', en: 'Table' },
    does: { ko: '{}표에 기록하', en: 'write it to the table{}' },
    help: { ko: '표에 한 줄을 적습니다.', en: 'Writes a row into a table.' },
    params: z.looseObject({ table: filledText, row: values.optional() }),
    headline: 'table',
    form: [
      { path: 'table', control: 'text', required: true, label: { ko: '표 이름', en: 'Table' } },
      {
        path: 'row',
        control: 'record',
        templates: true,
        label: { ko: '적을 값', en: 'Row' },
        help: {
          ko: '열 이름과 값을 적으세요. 비워 두면 이벤트의 항목을 그대로 적습니다.',
          en: 'Columns and values. If empty, the fields of the event are written as they are.',
        },
        addLabel: { ko: '열 추가', en: 'Add a column' },
      },
    ],
  }),
  event: channel({
    icon: 'IconBroadcast',
    label: { ko: '새 이벤트 내보내기', en: 'Event' },
    does: { ko: '{}이벤트를 새로 내보내', en: 'send out a new event{}' },
    help: {
      ko: '다른 흐름이 받을 수 있는 이벤트를 만듭니다.',
      en: 'Makes an event that other flows can take.',
    },
    params: z.looseObject({ type: filledText, subject: text, data: values.optional() }),
    headline: 'type',
    form: [
      {
        path: 'type',
        control: 'text',
        required: true,
        label: { ko: '이벤트 종류', en: 'Event type' },
        help: {
          ko: '새 이벤트의 종류를 적으세요. 예: crm.offer.accepted',
          en: 'The type of the new event, such as crm.offer.accepted.',
        },
      },
      {
        path: 'data',
        control: 'record',
        templates: true,
        label: { ko: '항목', en: 'Fields' },
        help: {
          ko: '비워 두면 이벤트의 항목을 그대로 넣습니다.',
          en: 'If empty, the fields of the event go in as they are.',
        },
        addLabel: { ko: '항목 추가', en: 'Add a field' },
      },
      {
        path: 'subject',
        control: 'template',
        more: true,
        label: { ko: '대상', en: 'Subject' },
        help: { ko: '비워 두면 이벤트의 기준 값을 씁니다.', en: "If empty, the event's key." },
      },
    ],
  }),
  log: channel({
    icon: 'IconFileText',
    label: { ko: '기록만', en: 'Log' },
    does: { ko: '기록으로 남기', en: 'write it down' },
    help: { ko: '발견한 것을 기록으로 남깁니다.', en: 'Writes the match down, nothing more.' },
    params: z.looseObject({ text }),
    form: [BODY_TEXT],
  }),
};

export type ChannelName = keyof typeof channels;
/** The parameters of a channel as its schema gives them. */
export type ChannelParams<Name extends ChannelName> = z.infer<(typeof channels)[Name]['params']>;

export function channelOf(name: unknown): Channel | undefined {
  return typeof name === 'string' && Object.hasOwn(channels, name)
    ? channels[name as ChannelName]
    : undefined;
}
