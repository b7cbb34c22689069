/** A change: fields that are worked out. What takes away or replaces inside texts has no counterpart. */

import { checkExpression } from '../../../../nodes/derive/expression.ts';
import { isName } from '../../../../nodes/kit/field.ts';
import { type Row, rowsOf, textOf } from '../../../../nodes/kit/lenient.ts';
import { fieldOf } from '../field-names.ts';
import type { RedNode } from '../red-node.ts';
import { asComment, onePart, type Translation } from '../translation.ts';

interface Derived {
  readonly name: string;
  readonly expression: string;
}

export function change(node: RedNode): Translation {
  const rules = rowsOf(node.props.rules).slice(0, 50);
  const derived: Derived[] = [];
  const lost: string[] = [];
  for (const rule of rules) {
    const field = fieldFrom(rule);
    if (field) derived.push(field);
    if (!field || rule.t === 'move') lost.push(ruleAsText(rule));
  }
  if (derived.length === 0)
    return asComment(
      node,
      {
        ko: '항목을 지우거나 글자를 바꾸거나 식으로 계산하는 노드입니다. 이벤트의 항목은 지울 수 없으니, 값이 필요하면 ‘계산해 붙이기’로 만드세요.',
        en: 'It deletes fields, replaces text or works out an expression. Fields of an event cannot be deleted; where a value is needed, derive it.',
      },
      lost.join('\n'),
    );
  const why =
    lost.length === 0
      ? {
          ko: '값을 항목에 붙이는 ‘계산해 붙이기’가 되었습니다.',
          en: 'It became a derive that adds these fields.',
        }
      : {
          ko: `항목은 붙이기만 하고 지우지 않습니다. 옮기지 않은 것: ${lost.join(' / ')}`,
          en: `Fields are added and never taken away. Not taken over: ${lost.join(' / ')}`,
        };
  return onePart(
    node,
    'derive',
    { fields: derived },
    [['out']],
    lost.length === 0 ? 'mapped' : 'changed',
    why,
  );
}

function ruleAsText(rule: Row): string {
  const to = textOf(rule.to) || (typeof rule.to === 'boolean' ? String(rule.to) : '');
  return [textOf(rule.t), textOf(rule.p), to].join(' ').trim().slice(0, 200);
}

function fieldFrom(rule: Row): Derived | undefined {
  const moved = rule.t === 'move';
  const target = moved ? textOf(rule.to) : textOf(rule.p);
  const scope = moved ? rule.tot : rule.pt;
  if ((rule.t !== 'set' && !moved) || (scope ?? 'msg') !== 'msg') return undefined;
  const name = (fieldOf(target) ?? '').replaceAll(/[.-]/g, '_');
  const expression = moved ? pathExpression(rule.p) : expressionOf(rule.to, rule.tot);
  if (!isName(name) || expression === undefined || checkExpression(expression)) return undefined;
  return { name, expression };
}

function expressionOf(value: unknown, type: unknown): string | undefined {
  const text = typeof value === 'number' || typeof value === 'boolean' ? String(value) : textOf(value);
  switch (type ?? 'str') {
    case 'str':
      return JSON.stringify(text.slice(0, 2000));
    case 'num':
      return text.trim() !== '' && Number.isFinite(Number(text)) ? String(Number(text)) : undefined;
    case 'bool':
      return text === 'true' ? 'true' : 'false';
    case 'msg':
      return pathExpression(text);
    default:
      return undefined;
  }
}

/** A field as an expression names it; what is no plain name can't be written as one. */
function pathExpression(property: unknown): string | undefined {
  const field = fieldOf(property);
  return field !== undefined && /^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$/.test(field) ? field : undefined;
}
