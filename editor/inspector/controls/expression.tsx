/** An expression over the event's fields, checked while it is written. */

import { checkExpression } from '../../../nodes/derive/expression.ts';
import { rowsOf, textOf } from '../../../nodes/kit/lenient.ts';
import { Sentence } from '../form/fault-lines.tsx';
import type { ControlProps } from '../form/form-scope.ts';
import { offeredFields } from '../form/offered-fields.ts';
import { getAt } from '../form/path-value.ts';
import { useControl } from '../form/use-control.ts';
import classes from '../inspector.module.css';
import { type Choice, fieldChoices } from './choice.ts';
import { InsertableTextarea } from './insertable-textarea.tsx';
import { useTextDraft } from './text.tsx';

export function ExpressionControl(props: ControlProps) {
  const { input, scope } = useControl(props);
  const draft = useTextDraft(props);
  const fields = offeredFields(props.field, scope.config, props.row, scope.context);
  const problem = draft.text.trim() === '' ? undefined : checkExpression(draft.text);
  return (
    <InsertableTextarea
      {...input}
      error={problem ? <Sentence text={problem[scope.language]} /> : input.error}
      classNames={{ input: classes.expression }}
      value={draft.text}
      onChange={draft.setText}
      choices={[...earlierNames(scope.config, props.path), ...fieldChoices(fields, scope.language)]}
      written={writtenInExpression}
    />
  );
}

/** What the rows above have worked out, which may be used here (SPEC §4 derive). */
function earlierNames(config: unknown, path: string): Choice[] {
  const place = /^(.*)\.(\d+)\.[^.]+$/.exec(path);
  if (!place) return [];
  return rowsOf(getAt(config, place[1]))
    .slice(0, Number(place[2]))
    .map((row) => textOf(row.name))
    .filter((name) => name !== '')
    .map((name) => ({ value: name, label: name, type: 'unknown' }));
}

const PLAIN_STEP = /^[\p{L}_$][\p{L}\p{N}_]*$/u;

/** A path as an expression names it. @example writtenInExpression('limits.daily-limit') // 'limits.`daily-limit`' */
export function writtenInExpression(path: string): string {
  return path
    .split('.')
    .map((step) => (PLAIN_STEP.test(step) ? step : `\`${step}\``))
    .join('.');
}
