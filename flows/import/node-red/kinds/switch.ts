/** A switch: one filter, several in a row or side by side, or a decision table with a filter for each of its answers. */
import type { Rule, RuleGroup } from '../../../../nodes/kit/condition.ts';
import { type Row, rowsOf, textOf } from '../../../../nodes/kit/lenient.ts';
import { fieldOf } from '../field-names.ts';
import type { RedNode } from '../red-node.ts';
import { ruleOf } from '../switch-rules.ts';
import { asComment, type End, labelled, type Part, type Translation } from '../translation.ts';

/** From so many answers on a table is easier to read than filters in a row. */
const TABLE_FROM = 3;

/** One output of the switch: its condition, or that nothing before it held. */
type Branch = { readonly when: RuleGroup } | 'else';

const all = (...rules: (Rule | RuleGroup)[]): RuleGroup => ({ combinator: 'and', rules });

export function switchNode(node: RedNode): Translation {
  const branches = branchesOf(node);
  if (!branches)
    return asComment(
      node,
      {
        ko: '여기서 쓸 수 없는 조건(식, 정규식, 순번, 다른 저장소의 값 등)이 있습니다. 조건을 ‘거르기’로 다시 만들고 이으세요.',
        en: 'It has conditions that cannot be had here (expressions, patterns, positions, values kept elsewhere). Build them as filters, and connect those.',
      },
      rulesAsText(node),
      false,
    );
  if (branches.length === 1 && branches[0] !== 'else') return oneFilter(node, branches[0].when);
  if (textOf(node.props.checkall) !== 'false') return sideBySide(node, branches);
  return branches.length > TABLE_FROM ? table(node, branches) : inARow(node, branches);
}

function branchesOf({ props }: RedNode): Branch[] | undefined {
  const type = textOf(props.propertyType) || 'msg';
  const field = type === 'msg' ? fieldOf(props.property) : undefined;
  const rules = rowsOf(props.rules).slice(0, 50);
  if (field === undefined || rules.length === 0) return undefined;
  const branches = rules.map((rule): Branch | undefined => {
    if (rule.t === 'else') return 'else';
    const condition = ruleOf(field, rule);
    return condition && { when: condition };
  });
  return branches.every((branch) => branch !== undefined) ? branches : undefined;
}

function rulesAsText({ props }: RedNode): string {
  const lines = rowsOf(props.rules)
    .slice(0, 30)
    .map((rule: Row, i) => `${i + 1}. ${textOf(rule.t)} ${textOf(rule.v).slice(0, 200)} ${textOf(rule.v2)}`);
  return [textOf(props.property).slice(0, 200), ...lines].join('\n').trim();
}

const WHY = {
  filter: {
    ko: '같은 조건의 거르기가 되었습니다. 여기서는 글자와 숫자를 서로 바꾸어 견주지 않으니 값의 종류를 확인하세요.',
    en: 'It became a filter with the same condition. Text and numbers are never taken for each other here, so check the type of the value.',
  },
  filters: {
    ko: '나가는 곳마다 거르기 하나가 되었습니다. 여기서는 글자와 숫자를 서로 바꾸어 견주지 않으니 값의 종류를 확인하세요.',
    en: 'It became a filter for each output. Text and numbers are never taken for each other here, so check the type of the value.',
  },
  table: {
    ko: '판단표가 맞는 줄의 이름을 route 항목에 붙이고, 거르기가 그 이름에 따라 나눕니다. 글자와 숫자를 서로 바꾸어 견주지 않습니다.',
    en: 'A decision table puts the row that fits into the field “route”, and filters part events by it. Text and numbers are never taken for each other.',
  },
};

const filter = (key: string, node: RedNode, where: RuleGroup, name = ''): Part => ({
  key,
  kind: 'filter',
  data: labelled(name === '' ? node : { ...node, name }, { where }),
});

function oneFilter(node: RedNode, where: RuleGroup): Translation {
  return {
    fate: 'mapped',
    why: WHY.filter,
    parts: [filter('it', node, where)],
    entries: [{ part: 'it', handle: 'in' }],
    exits: [[{ part: 'it', handle: 'match' }]],
  };
}

/** Every rule is looked at for every event; `else` takes what none of the others took. */
function sideBySide(node: RedNode, branches: readonly Branch[]): Translation {
  const others = branches.flatMap((branch) => (branch === 'else' ? [] : [branch.when]));
  const none: RuleGroup = { combinator: 'or', not: true, rules: others };
  const parts = branches.map((branch, i) =>
    filter(`f${i}`, node, branch === 'else' ? none : branch.when, nameOf(node, i)),
  );
  return {
    fate: 'mapped',
    why: WHY.filters,
    parts,
    entries: parts.map(({ key }) => ({ part: key, handle: 'in' })),
    exits: parts.map(({ key }) => [{ part: key, handle: 'match' }]),
  };
}

/** The first rule that holds takes the event; an `else` in the middle takes all that is left. */
function inARow(node: RedNode, branches: readonly Branch[]): Translation {
  const parts: Part[] = [];
  const exits: End[][] = [];
  const inner: { from: End; to: End }[] = [];
  let open: End | undefined;
  for (const [i, branch] of branches.entries()) {
    if (branch === 'else') {
      exits.push(open ? [open] : []);
      continue;
    }
    const key = `f${i}`;
    parts.push(filter(key, node, branch.when, nameOf(node, i)));
    if (open) inner.push({ from: open, to: { part: key, handle: 'in' } });
    exits.push([{ part: key, handle: 'match' }]);
    open = { part: key, handle: 'else' };
  }
  const entries = parts.length > 0 ? [{ part: parts[0].key, handle: 'in' }] : [];
  return { fate: 'mapped', why: WHY.filters, parts, entries, exits, inner };
}

function table(node: RedNode, branches: readonly Branch[]): Translation {
  const rules = branches.flatMap((branch, i) =>
    branch === 'else' ? [] : [{ when: branch.when, set: { route: `${i + 1}` } }],
  );
  const parts: Part[] = [{ key: 'table', kind: 'decide', data: labelled(node, { rules }) }];
  const exits = branches.map((branch, i): End[] => {
    if (branch === 'else') return [{ part: 'table', handle: 'else' }];
    const where = all({ field: 'route', operator: '=', value: `${i + 1}` });
    parts.push(filter(`f${i}`, node, where, nameOf(node, i)));
    return [{ part: `f${i}`, handle: 'match' }];
  });
  return {
    fate: 'mapped',
    why: WHY.table,
    parts,
    entries: [{ part: 'table', handle: 'in' }],
    exits,
    inner: parts.slice(1).map(({ key }) => ({
      from: { part: 'table', handle: 'out' },
      to: { part: key, handle: 'in' },
    })),
  };
}

function nameOf(node: RedNode, i: number): string {
  return node.name === '' ? '' : `${node.name} ${i + 1}`;
}
