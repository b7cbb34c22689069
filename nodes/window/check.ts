/** What a window's schema cannot say. */

import { readableRules } from '../kit/condition-check.ts';
import type { NodeContext } from '../kit/define-node.ts';
import { parseDuration } from '../kit/duration.ts';
import type { Fault } from '../kit/fault.ts';
import { isName, lastName } from '../kit/field.ts';
import { fieldFault, nearestName, typeOf, UNKNOWN_FIELDS } from '../kit/field-set.ts';
import { keyFaults } from '../kit/key.ts';
import { korean } from '../kit/korean.ts';
import { rowOf, rowsOf, textOf, textsOf } from '../kit/lenient.ts';
import type { WindowConfig } from './definition.ts';

/** The most windows that one event may lie in: each is kept for each key. */
const MOST_OVERLAPS = 10_000;

export function checkWindow(config: WindowConfig, context: NodeContext): Fault[] {
  const arriving = context.inputs.in ?? UNKNOWN_FIELDS;
  return [
    ...shapeFaults(config),
    ...keyFaults(config.key, arriving, 'key'),
    ...aggregateFaults(config, context),
    ...collisions(config),
    ...havingFaults(config),
  ];
}

const error = (code: string, field: string, ko: string, en: string): Fault => ({
  severity: 'error',
  code,
  field,
  message: { ko, en },
});

function shapeFaults(config: WindowConfig): Fault[] {
  const { kind, size, every } = rowOf(config.window);
  if (config.emit === 'close' && (kind === 'rolling' || kind === 'count'))
    return [
      error(
        'emit-close',
        'emit',
        '이 구간은 끝나는 때가 없어서 ‘구간이 끝날 때’ 알릴 수 없습니다. 다른 때를 고르세요.',
        'Such a window never ends, so it can’t tell “when it ends”. Choose another moment.',
      ),
    ];
  if (kind !== 'hopping') return [];
  const [length, step] = [parseDuration(textOf(size)), parseDuration(textOf(every))];
  if (!length || !step) return [];
  if (step > length)
    return [
      error(
        'hop-too-long',
        'window.every',
        '새 구간을 여는 간격은 구간의 길이보다 길 수 없습니다. 간격을 줄이거나 길이를 늘리세요.',
        'A new window must begin at least once in the length of one. Shorten “every” or lengthen the size.',
      ),
    ];
  if (length / step > MOST_OVERLAPS)
    return [
      error(
        'too-many-windows',
        'window.every',
        `한 이벤트가 ${MOST_OVERLAPS.toLocaleString('en-US')}개가 넘는 구간에 들어갑니다. 간격을 늘리세요.`,
        `One event would lie in more than ${MOST_OVERLAPS.toLocaleString('en-US')} windows. Lengthen “every”.`,
      ),
    ];
  return [];
}

function aggregateFaults(config: WindowConfig, { inputs }: NodeContext): Fault[] {
  const arriving = inputs.in ?? UNKNOWN_FIELDS;
  return rowsOf(config.aggregates).flatMap((aggregate, i) => {
    const path = textOf(aggregate.field);
    const at = `aggregates.${i}.field`;
    if (aggregate.field === undefined && aggregate.function !== 'count')
      return [error('required', at, '계산할 항목을 고르세요.', 'Choose the field to work on.')];
    const fault = fieldFault(arriving, path, at);
    if (fault) return [fault];
    const type = typeOf(arriving, path);
    const numeric = ['sum', 'avg', 'min', 'max'].includes(textOf(aggregate.function));
    if (!numeric || path === '$time' || type === 'number' || type === 'unknown') return [];
    return [
      {
        severity: 'hint',
        code: 'type-mismatch',
        field: at,
        message: {
          ko: korean`‘${path}’은(는) 숫자가 아니어서 계산에서 빠집니다. 숫자 항목을 고르세요.`,
          en: `“${path}” is no number, so it is left out. Choose a field with numbers.`,
        },
      },
    ];
  });
}

/** The names in what the window puts out must all differ: key fields, aggregates, `window` (SPEC §4). */
function collisions(config: WindowConfig): Fault[] {
  const names: { name: string; at: string }[] = [
    ...textsOf(config.key).map((path, i) => ({ name: lastName(path), at: `key.${i}` })),
    ...rowsOf(config.aggregates).map((aggregate, i) => ({
      name: textOf(aggregate.name),
      at: `aggregates.${i}.name`,
    })),
  ];
  const taken = new Set(['window']);
  return names.flatMap(({ name, at }) => {
    if (name === '') return [];
    if (!taken.has(name)) {
      taken.add(name);
      return [];
    }
    return [
      error(
        'name-collision',
        at,
        `‘${name}’이라는 이름이 이미 쓰이고 있습니다. 기준 항목, 계산 이름, window는 서로 달라야 합니다. 이름을 바꾸세요.`,
        `The name “${name}” is taken. Key fields, aggregates and “window” must differ in name. Rename one.`,
      ),
    ];
  });
}

function havingFaults(config: WindowConfig): Fault[] {
  const names = rowsOf(config.aggregates)
    .map((aggregate) => textOf(aggregate.name))
    .filter(isName);
  const faults: Fault[] = [];
  const look = (path: string, at: string) => {
    if (path === '' || names.includes(path)) return;
    const meant = nearestName(path, names);
    faults.push(
      error(
        'unknown-field',
        at,
        korean`‘${path}’(이)라는 계산이 없습니다. 위에서 정한 계산 이름 중에서 고르세요.${meant ? ` 혹시 ‘${meant}’인가요?` : ''}`,
        `There is no aggregate “${path}”. Choose one of those defined above.${meant ? ` Did you mean “${meant}”?` : ''}`,
      ),
    );
  };
  for (const { rule, path } of readableRules(config.having)) {
    look(rule.field, `having.${path}.field`);
    if (rule.valueSource === 'field') look(String(rule.value), `having.${path}.value`);
  }
  return faults;
}
