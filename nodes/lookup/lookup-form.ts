/** The form of a lookup: by equal values, or the nearest place. */
import { ALWAYS } from '../kit/condition.ts';
import type { FormField, NodeContext } from '../kit/define-node.ts';
import type { FieldInfo } from '../kit/field.ts';
import { isRow, textOf } from '../kit/lenient.ts';

type Config = Readonly<Record<string, unknown>>;

const isNearest = (config: Config) => isRow(config.nearest);

function columns(config: Config, { surroundings }: NodeContext): readonly FieldInfo[] {
  return surroundings.tables?.find((table) => table.name === textOf(config.table))?.columns ?? [];
}

function withWay(config: Config, way: string): Record<string, unknown> {
  const { on: _on, nearest: _nearest, ...rest } = config;
  return way === 'nearest'
    ? { ...rest, nearest: { lat: '', lon: '', latColumn: '', lonColumn: '' } }
    : { ...rest, on: [{ field: '', column: '' }] };
}

const place = (path: string, control: 'field' | 'column', ko: string, en: string): FormField => ({
  path: `nearest.${path}`,
  control,
  required: true,
  label: { ko, en },
  when: isNearest,
  ...(control === 'column' && { offer: columns }),
});

export const lookupForm: readonly FormField[] = [
  {
    path: 'table',
    control: 'table',
    required: true,
    label: { ko: '참조표', en: 'Table' },
    help: { ko: '줄을 찾을 표를 고르세요.', en: 'The table to look in.' },
  },
  {
    path: 'on',
    control: 'select',
    label: { ko: '찾는 방법', en: 'How to find the row' },
    options: [
      { value: 'on', label: { ko: '값이 같은 줄', en: 'Equal values' } },
      { value: 'nearest', label: { ko: '가장 가까운 곳', en: 'The nearest place' } },
    ],
    variant: { of: (config) => (isNearest(config) ? 'nearest' : 'on'), set: withWay },
  },
  {
    path: 'on',
    control: 'list',
    label: { ko: '같아야 하는 값', en: 'What must be equal' },
    help: {
      ko: '이벤트의 항목과 표의 열을 짝지으세요. 모두 같은 첫 줄을 찾습니다.',
      en: 'Pair the fields of the event with columns of the table. The first row where all are equal is found.',
    },
    when: (config) => !isNearest(config),
    addLabel: { ko: '짝 추가', en: 'Add a pair' },
    newRow: () => ({ field: '', column: '' }),
    fields: [
      {
        path: 'field',
        control: 'field',
        required: true,
        label: { ko: '이벤트 항목', en: 'Field of the event' },
      },
      {
        path: 'column',
        control: 'column',
        required: true,
        label: { ko: '표의 열', en: 'Column' },
        offer: columns,
      },
    ],
  },
  place('lat', 'field', '이벤트의 위도', 'Latitude in the event'),
  place('lon', 'field', '이벤트의 경도', 'Longitude in the event'),
  place('latColumn', 'column', '표의 위도 열', 'Latitude column'),
  place('lonColumn', 'column', '표의 경도 열', 'Longitude column'),
  {
    path: 'nearest.within',
    control: 'number',
    min: 0,
    label: { ko: '최대 거리(미터)', en: 'Within (metres)' },
    help: { ko: '비워 두면 거리에 제한이 없습니다.', en: 'If empty, any distance will do.' },
    when: isNearest,
  },
  {
    path: 'nearest.where',
    control: 'condition',
    label: { ko: '이런 줄만', en: 'Only rows where' },
    help: {
      ko: '조건에 맞는 줄 중에서 가장 가까운 곳을 찾습니다. 표의 열은 row.으로 시작합니다.',
      en: 'The nearest of the rows that fit is found. Columns of the table begin with “row.”.',
    },
    when: isNearest,
    newRow: () => ALWAYS,
    offer: (config, context) => [
      ...(context.inputs.in?.fields ?? []),
      ...columns(config, context).map((column) => ({ ...column, path: `row.${column.path}` })),
    ],
  },
  {
    path: 'into',
    control: 'name',
    required: true,
    label: { ko: '붙일 이름', en: 'Add as' },
    help: {
      ko: '찾은 줄을 이벤트에 이 이름으로 붙입니다. 예: customer로 붙이면 customer.name처럼 씁니다.',
      en: 'The row is added to the event under this name. As “customer”, its columns are customer.name and so on.',
    },
  },
];
