/** The form of a window. */
import type { FormField } from '../kit/define-node.ts';
import type { FieldInfo } from '../kit/field.ts';
import { rowOf, rowsOf, textOf } from '../kit/lenient.ts';
import type { Text } from '../kit/text.ts';

type Config = Readonly<Record<string, unknown>>;

const kindOf = (config: Config) => textOf(rowOf(config.window).kind);
const isKind =
  (...kinds: string[]) =>
  (config: Config) =>
    kinds.includes(kindOf(config));

const KINDS: readonly { value: string; label: Text; help: Text }[] = [
  {
    value: 'rolling',
    label: { ko: '최근 기간', en: 'The last while' },
    help: {
      ko: '이벤트가 올 때마다 그 직전 기간을 봅니다.',
      en: 'At each event, looks back over the time before it.',
    },
  },
  {
    value: 'calendar',
    label: { ko: '달력(날·주·달)', en: 'Calendar day, week, month' },
    help: {
      ko: '자정, 월요일, 1일에 새로 시작합니다.',
      en: 'Begins anew at midnight, on Monday, or on the first.',
    },
  },
  {
    value: 'session',
    label: { ko: '이어지는 동안', en: 'While they keep coming' },
    help: { ko: '정한 시간 동안 조용하면 끝납니다.', en: 'Ends after a while of silence.' },
  },
  {
    value: 'count',
    label: { ko: '최근 몇 건', en: 'The last so many events' },
    help: { ko: '시간이 아니라 건수로 봅니다.', en: 'By number of events, not by time.' },
  },
  {
    value: 'tumbling',
    label: { ko: '나란히 이어진 구간', en: 'One span after the other' },
    help: {
      ko: '같은 길이의 구간이 빈틈없이 이어집니다.',
      en: 'Spans of the same length follow each other.',
    },
  },
  {
    value: 'hopping',
    label: { ko: '겹치는 구간', en: 'Overlapping spans' },
    help: {
      ko: '일정한 간격으로 새 구간이 시작되어 서로 겹칩니다.',
      en: 'A new span begins at regular times; they overlap.',
    },
  },
];

function freshShape(kind: string, before: Config): Record<string, unknown> {
  const size = typeof before.size === 'string' ? before.size : 'P1D';
  switch (kind) {
    case 'hopping':
      return { kind, size, every: size };
    case 'calendar':
      return { kind, unit: 'day' };
    case 'session':
      return { kind, gap: 'PT30M' };
    case 'count':
      return { kind, size: 10 };
    default:
      return { kind, size };
  }
}

/** The settings with another kind of window; a moment that it does not know is exchanged too. */
function withKind(config: Config, kind: string): Record<string, unknown> {
  const endless = kind === 'rolling' || kind === 'count';
  return {
    ...config,
    window: freshShape(kind, rowOf(config.window)),
    ...(endless && config.emit === 'close' && { emit: 'once' }),
  };
}

/** The aggregates as fields, for the condition over them. */
function aggregateFields(config: Config): FieldInfo[] {
  return rowsOf(config.aggregates)
    .filter((aggregate) => textOf(aggregate.name) !== '')
    .map((aggregate) => ({ path: textOf(aggregate.name), type: resultType(textOf(aggregate.function)) }));
}

function resultType(func: string): FieldInfo['type'] {
  if (func === 'list') return 'list';
  return func === 'first' || func === 'last' ? 'unknown' : 'number';
}

const FUNCTION_OPTIONS: readonly { value: string; label: Text }[] = [
  { value: 'count', label: { ko: '횟수', en: 'Count' } },
  { value: 'sum', label: { ko: '합계', en: 'Sum' } },
  { value: 'avg', label: { ko: '평균', en: 'Average' } },
  { value: 'min', label: { ko: '가장 작은 값', en: 'Smallest' } },
  { value: 'max', label: { ko: '가장 큰 값', en: 'Largest' } },
  { value: 'distinct', label: { ko: '서로 다른 값의 수', en: 'How many different' } },
  { value: 'first', label: { ko: '첫 값', en: 'First value' } },
  { value: 'last', label: { ko: '마지막 값', en: 'Last value' } },
  { value: 'list', label: { ko: '값 목록(최근 100개)', en: 'List (newest 100)' } },
];

const EMIT_OPTIONS: FormField['options'] = [
  {
    value: 'once',
    label: { ko: '처음 맞을 때 한 번', en: 'Once, when it becomes true' },
    help: { ko: '조건에 처음 맞을 때 한 번만 알립니다.', en: 'Tells once, when the condition becomes true.' },
  },
  {
    value: 'reset',
    label: { ko: '알리고 다시 세기', en: 'Tell, then count anew' },
    help: {
      ko: '조건에 맞으면 알리고 처음부터 다시 셉니다.',
      en: 'Tells when the condition holds, then begins again from nothing.',
    },
  },
  {
    value: 'every',
    label: { ko: '이벤트마다', en: 'At each event' },
    help: {
      ko: '조건에 맞는 동안 이벤트가 올 때마다 알립니다.',
      en: 'Tells at each event while the condition holds.',
    },
  },
  {
    value: 'close',
    label: { ko: '구간이 끝날 때', en: 'When the window ends' },
    help: {
      ko: '구간이 끝날 때 조건에 맞으면 알립니다. 끝이 없는 구간(최근 기간, 최근 몇 건)에는 쓸 수 없습니다.',
      en: 'Tells at the end of the window, if the condition holds. Not for windows without an end (the last while, the last so many).',
    },
  },
];

export const windowForm: readonly FormField[] = [
  {
    path: 'key',
    control: 'fields',
    label: { ko: '나눠 셀 기준', en: 'For each' },
    help: {
      ko: '계좌 번호처럼 따로 셀 기준을 고르세요. 비워 두면 모두 함께 셉니다.',
      en: 'What is counted apart, such as the account number. If empty, all are counted together.',
    },
  },
  {
    path: 'window.kind',
    control: 'select',
    required: true,
    label: { ko: '구간', en: 'Span' },
    help: { ko: '어느 동안의 이벤트를 모을지 고르세요.', en: 'Which events are taken together.' },
    options: KINDS,
    variant: { of: kindOf, set: withKind },
  },
  {
    path: 'window.size',
    control: 'duration',
    required: true,
    label: { ko: '길이', en: 'Length' },
    when: isKind('rolling', 'tumbling', 'hopping'),
  },
  {
    path: 'window.size',
    control: 'number',
    min: 1,
    required: true,
    label: { ko: '건수', en: 'How many events' },
    when: isKind('count'),
  },
  {
    path: 'window.every',
    control: 'duration',
    required: true,
    label: { ko: '새 구간 간격', en: 'A new one every' },
    when: isKind('hopping'),
  },
  {
    path: 'window.unit',
    control: 'select',
    required: true,
    label: { ko: '달력 단위', en: 'Calendar unit' },
    options: [
      { value: 'day', label: { ko: '하루', en: 'Day' } },
      { value: 'week', label: { ko: '한 주(월요일부터)', en: 'Week (from Monday)' } },
      { value: 'month', label: { ko: '한 달', en: 'Month' } },
    ],
    when: isKind('calendar'),
  },
  {
    path: 'window.gap',
    control: 'duration',
    required: true,
    label: { ko: '조용한 시간', en: 'Silence' },
    help: {
      ko: '이만큼 이벤트가 없으면 구간이 끝납니다.',
      en: 'The window ends when no event comes for so long.',
    },
    when: isKind('session'),
  },
  {
    path: 'aggregates',
    control: 'list',
    label: { ko: '계산', en: 'Aggregates' },
    help: {
      ko: '무엇을 세고 더할지 정하고 이름을 붙이세요.',
      en: 'What is counted or added up, and under which name.',
    },
    addLabel: { ko: '계산 추가', en: 'Add an aggregate' },
    newRow: () => ({ name: '', function: 'count' }),
    fields: [
      {
        path: 'function',
        control: 'select',
        required: true,
        label: { ko: '계산 방법', en: 'Function' },
        options: FUNCTION_OPTIONS,
      },
      {
        path: 'field',
        control: 'field',
        label: { ko: '항목', en: 'Field' },
        help: { ko: '횟수는 비워 두면 이벤트를 셉니다.', en: 'For a count, leave it empty to count events.' },
      },
      { path: 'name', control: 'name', required: true, label: { ko: '이름', en: 'Name' } },
    ],
  },
  {
    path: 'having',
    control: 'condition',
    label: { ko: '알릴 조건', en: 'Tell if' },
    help: {
      ko: '계산한 값이 이럴 때 알립니다. 조건이 없으면 언제나 알립니다.',
      en: 'Over the aggregates. Without a rule it always holds.',
    },
    offer: aggregateFields,
  },
  {
    path: 'emit',
    control: 'select',
    required: true,
    label: { ko: '알리는 때', en: 'When to tell' },
    options: EMIT_OPTIONS,
  },
];
