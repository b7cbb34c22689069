/** Which fields an input offers: what arrives at the node, or what the definition says instead. */
import type { FormField, NodeContext } from '../../../nodes/kit/define-node.ts';
import type { FieldInfo } from '../../../nodes/kit/field.ts';
import type { Row } from './form-scope.ts';
import type { Config } from './path-value.ts';

/** The event's envelope, which can be addressed wherever an event arrives (SPEC §1). */
export const ENVELOPE: readonly FieldInfo[] = [
  {
    path: '$time',
    type: 'time',
    label: { ko: '이벤트 발생 시각', en: 'Event time' },
    description: { ko: '1970년부터 지난 밀리초로 비교합니다.', en: 'Compared as milliseconds since 1970.' },
  },
  { path: '$type', type: 'string', label: { ko: '이벤트 종류', en: 'Event type' } },
  { path: '$source', type: 'string', label: { ko: '이벤트 출처', en: 'Event source' } },
  { path: '$id', type: 'string', label: { ko: '이벤트 번호', en: 'Event ID' } },
  { path: '$subject', type: 'string', label: { ko: '이벤트 대상', en: 'Event subject' } },
];

function arriving(field: FormField, config: Config, row: Row | undefined, context: NodeContext): FieldInfo[] {
  const handle = field.of?.(config, row);
  const sets = handle === undefined ? Object.values(context.inputs) : [context.inputs[handle]];
  const byPath = new Map<string, FieldInfo>();
  for (const set of sets)
    for (const info of set?.fields ?? []) if (!byPath.has(info.path)) byPath.set(info.path, info);
  return [...byPath.values()];
}

/** The fields to pick from, the event's own first and its envelope last. */
export function offeredFields(
  field: FormField,
  config: Config,
  row: Row | undefined,
  context: NodeContext,
): readonly FieldInfo[] {
  if (field.offer) return field.offer(config, context);
  const own = arriving(field, config, row, context);
  const known = new Set(own.map((info) => info.path));
  return [...own, ...ENVELOPE.filter((info) => !known.has(info.path))];
}

/** The columns of the table that the node is set to. */
export function offeredColumns(field: FormField, config: Config, context: NodeContext): readonly FieldInfo[] {
  if (field.offer) return field.offer(config, context);
  return context.surroundings.tables?.find((table) => table.name === config.table)?.columns ?? [];
}
