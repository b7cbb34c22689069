/** The form of correlate. */
import type { FormField } from '../kit/define-node.ts';
import { rowsOf, textOf } from '../kit/lenient.ts';
import { type CorrelateConfig, stepFields } from './definition.ts';

type Config = Readonly<Record<string, unknown>>;

const inSequence = (config: Config) => config.order !== 'any';

export const correlateForm: readonly FormField[] = [
  {
    path: 'steps',
    control: 'list',
    required: true,
    min: 2,
    max: 8,
    label: { ko: '단계', en: 'Steps' },
    help: {
      ko: '일어나는 차례대로 적으세요. 단계마다 입력 자리가 하나씩 생깁니다.',
      en: 'In the order in which they happen. Each step has its own place for a wire.',
    },
    addLabel: { ko: '단계 추가', en: 'Add a step' },
    newRow: () => ({ name: '', key: [] }),
    fields: [
      { path: 'name', control: 'name', required: true, label: { ko: '단계 이름', en: 'Name' } },
      {
        path: 'key',
        control: 'fields',
        label: { ko: '같아야 하는 항목', en: 'Key' },
        help: {
          ko: '고객 번호처럼 단계들을 이어 주는 항목을 고르세요. 단계마다 항목 이름이 달라도 됩니다.',
          en: 'What ties the steps together, such as the customer number. Its name may differ from step to step.',
        },
        of: (_, row) => textOf(row?.name) || undefined,
      },
      {
        path: 'absent',
        control: 'switch',
        label: { ko: '일어나지 않음', en: 'Must not happen' },
        help: {
          ko: '켜면 이 일이 일어나지 않았을 때 이어집니다. 첫 단계에는 쓸 수 없습니다.',
          en: 'If on, the pattern goes on only if this does not happen. Not for the first step.',
        },
        when: (config, row) => inSequence(config) && (row === undefined || rowsOf(config.steps)[0] !== row),
      },
    ],
  },
  {
    path: 'within',
    control: 'duration',
    required: true,
    label: { ko: '기한', en: 'Within' },
    help: {
      ko: '첫 단계부터 이 기간 안에 일어나야 합니다.',
      en: 'From the first step on, everything must happen within this time.',
    },
  },
  {
    path: 'where',
    control: 'condition',
    label: { ko: '조건', en: 'Condition' },
    help: {
      ko: '단계의 항목을 서로 비교하거나 값과 비교하세요. 항목은 ‘단계.항목’으로 고릅니다.',
      en: 'Compares fields of the steps with each other or with values. Fields are “step.field”.',
    },
    // The form hands its settings as they are; they are read leniently
    offer: (config, { inputs }) =>
      stepFields(config as CorrelateConfig, inputs, true).fields.filter((field) => field.path.includes('.')),
  },
  {
    path: 'order',
    control: 'select',
    label: { ko: '순서', en: 'Order' },
    options: [
      { value: 'sequence', label: { ko: '차례대로', en: 'In sequence' } },
      { value: 'any', label: { ko: '순서 상관없이', en: 'In any order' } },
    ],
  },
  {
    path: 'start',
    control: 'select',
    more: true,
    label: { ko: '첫 단계가 또 일어나면', en: 'When the first step happens again' },
    when: inSequence,
    options: [
      {
        value: 'every',
        label: { ko: '따로 또 시작(기본)', en: 'Start another one (default)' },
        help: { ko: '첫 단계마다 하나씩 따로 기다립니다.', en: 'Each first step waits for itself.' },
      },
      {
        value: 'latest',
        label: { ko: '새로 시작하고 이전 것은 버림', en: 'Start anew, drop those before' },
        help: { ko: '가장 최근의 첫 단계만 기다립니다.', en: 'Only the latest first step waits.' },
      },
      {
        value: 'first',
        label: { ko: '기다리는 동안은 무시', en: 'Ignore it while one waits' },
        help: {
          ko: '이미 기다리는 것이 있으면 새로 시작하지 않습니다.',
          en: 'Nothing starts while one is open.',
        },
      },
    ],
  },
  {
    path: 'advance',
    control: 'select',
    more: true,
    label: { ko: '여러 개가 기다리고 있으면', en: 'When several wait for the next step' },
    when: inSequence,
    options: [
      { value: 'all', label: { ko: '모두 이어 감(기본)', en: 'All go on (default)' } },
      { value: 'oldest', label: { ko: '가장 오래된 것만', en: 'Only the oldest' } },
      { value: 'newest', label: { ko: '가장 최근 것만', en: 'Only the newest' } },
    ],
  },
];
