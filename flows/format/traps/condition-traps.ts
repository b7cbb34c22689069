/** Conditions that can't hold, or that leave no choice. */
import { readableRules } from '../../../nodes/kit/condition-check.ts';
import type { Fault } from '../../../nodes/kit/fault.ts';
import type { FieldSet } from '../../../nodes/kit/field.ts';
import { nearestName } from '../../../nodes/kit/field-set.ts';
import { withParticle } from '../../../nodes/kit/korean.ts';
import { rowOf, rowsOf, textOf } from '../../../nodes/kit/lenient.ts';
import type { FlowNode } from '../flow-file.ts';
import { type Domain, neverHolds } from './contradiction.ts';
import { type TrapScene, trap } from './trap.ts';

/** A condition of a node, with what is known of the fields that it names. */
interface Asked {
  readonly at: string;
  readonly condition: unknown;
  readonly fields?: FieldSet;
  readonly domain?: (path: string) => Domain | undefined;
}

export function conditionTraps(scene: TrapScene): Fault[] {
  return scene.flow.nodes.flatMap((node) => [
    ...askedAt(node, scene).flatMap((asked) => [
      ...contradictions(node, asked),
      ...unlistedValues(node, asked),
    ]),
    ...(node.type === 'filter' ? openFilter(node, scene) : []),
    ...(node.type === 'decide' ? deadRows(node) : []),
  ]);
}

function askedAt(node: FlowNode, scene: TrapScene): Asked[] {
  const { data } = node;
  const fields = scene.arriving(node.id);
  const known = fields && { fields };
  switch (node.type) {
    case 'filter':
      return [{ at: 'where', condition: data.where, ...known }];
    case 'decide':
      return rowsOf(data.rules).map((row, i) => ({ at: `rules.${i}.when`, condition: row.when, ...known }));
    case 'window':
      return [{ at: 'having', condition: data.having, domain: (path) => sumDomain(node, path, fields) }];
    case 'correlate':
      return [{ at: 'where', condition: data.where }];
    case 'lookup':
      return [{ at: 'nearest.where', condition: rowOf(data.nearest).where }];
    default:
      return [];
  }
}

/** What a sum can be: a count is never below zero, nor above what the window holds or the field knows values. */
function sumDomain({ data }: FlowNode, path: string, fields: FieldSet | undefined): Domain | undefined {
  const aggregate = rowsOf(data.aggregates).find((each) => textOf(each.name) === path);
  if (aggregate?.function !== 'count' && aggregate?.function !== 'distinct') return undefined;
  const { kind, size } = rowOf(data.window);
  const held = kind === 'count' && typeof size === 'number' ? size : Number.POSITIVE_INFINITY;
  const values =
    aggregate.function === 'distinct'
      ? fields?.fields.find((info) => info.path === textOf(aggregate.field))?.values?.length
      : undefined;
  return { least: 0, most: Math.min(held, values ?? Number.POSITIVE_INFINITY) };
}

function contradictions(node: FlowNode, { at, condition, domain }: Asked): Fault[] {
  if (!neverHolds(condition, domain)) return [];
  return [
    trap(
      'condition-never-holds',
      node.id,
      '이 조건은 서로 어긋나거나 나올 수 없는 값을 요구해 절대 맞지 않습니다. 값을 고치거나 ‘또는’으로 바꾸세요.',
      'These rules contradict each other or ask for a value that can’t come, so they never hold. Change a value, or join them by “or”.',
      at,
    ),
  ];
}

/** A text that the catalogue does not list among the values of its field: mostly a slip of the pen. */
function unlistedValues(node: FlowNode, { at, condition, fields }: Asked): Fault[] {
  if (!fields) return [];
  const faults: Fault[] = [];
  for (const { rule, path } of readableRules(condition)) {
    if (rule.valueSource === 'field' || !['=', '!=', 'in', 'notIn'].includes(rule.operator)) continue;
    const values = fields.fields.find((info) => info.path === rule.field)?.values;
    if (!values || values.length === 0) continue;
    const given = Array.isArray(rule.value) ? rule.value : [rule.value];
    const odd = given.find((value) => typeof value === 'string' && value !== '' && !values.includes(value));
    if (typeof odd !== 'string') continue;
    const meant = nearestName(odd, values.map(String));
    const known = values.slice(0, 8).join(', ');
    faults.push(
      trap(
        'value-not-listed',
        node.id,
        `${withParticle(`‘${odd}’`, '은')} ‘${rule.field}’의 값 목록에 없습니다. ${meant ? `혹시 ‘${meant}’인가요?` : `다음 중에서 고르세요: ${known}.`}`,
        `“${odd}” is not among the values of “${rule.field}”. ${meant ? `Did you mean “${meant}”?` : `Choose one of: ${known}.`}`,
        `${at}.${path}.value`,
      ),
    );
  }
  return faults;
}

function openFilter(node: FlowNode, scene: TrapScene): Fault[] {
  if (rowsOf(rowOf(node.data.where).rules).length > 0) return [];
  if (scene.from(node.id).length === 0) return [];
  return [
    trap(
      'filter-without-condition',
      node.id,
      '조건이 없어 모든 이벤트가 통과합니다. 조건을 넣거나 이 노드를 지우세요.',
      'There is no condition, so every event passes. Add one, or remove this node.',
      'where',
    ),
  ];
}

/** Rows below one that always holds. */
function deadRows(node: FlowNode): Fault[] {
  const rows = rowsOf(node.data.rules);
  const always = rows.findIndex((row) => {
    const { rules, not } = rowOf(row.when);
    return Array.isArray(rules) && rules.length === 0 && not !== true;
  });
  if (always < 0 || always === rows.length - 1) return [];
  return [
    trap(
      'rows-never-used',
      node.id,
      `${always + 1}번째 줄은 조건이 없어 언제나 맞으므로 그 아래 줄은 쓰이지 않습니다. 이 줄을 맨 아래로 옮기거나 조건을 넣으세요.`,
      `Row ${always + 1} has no condition and always fits, so the rows below it are never used. Move it to the end, or give it a condition.`,
      `rules.${always}.when`,
    ),
  ];
}
