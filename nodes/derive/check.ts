/** What is wrong with the expressions of a derive node, each after the fields that those above it have added. */
import type { NodeContext } from '../kit/define-node.ts';
import type { Fault } from '../kit/fault.ts';
import { type FieldSet, isName } from '../kit/field.ts';
import { fieldFault, UNKNOWN_FIELDS, withFields } from '../kit/field-set.ts';
import { rowsOf, textOf } from '../kit/lenient.ts';
import type { DeriveConfig } from './definition.ts';
import { checkExpression, compileExpression } from './expression.ts';

export function checkExpressions(config: DeriveConfig, { inputs }: NodeContext): Fault[] {
  let fields = inputs.in ?? UNKNOWN_FIELDS;
  const faults: Fault[] = [];
  for (const [i, { name, expression }] of rowsOf(config.fields).entries()) {
    faults.push(...expressionFaults(textOf(expression), fields, `fields.${i}.expression`));
    // A later expression may use this field
    if (isName(textOf(name))) fields = withFields(fields, [{ path: textOf(name), type: 'unknown' }]);
  }
  return faults;
}

function expressionFaults(expression: string, fields: FieldSet, field: string): Fault[] {
  if (expression.trim() === '') return [];
  const message = checkExpression(expression);
  if (message) return [{ severity: 'error', code: 'expression', field, message }];
  return compileExpression(expression).reads.flatMap((path) => fieldFault(fields, path, field) ?? []);
}
