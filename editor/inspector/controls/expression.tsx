/** An expression over the event's fields, checked while it is written. What helps to write it loads when it is first seen. */
import { lazy, Suspense } from 'react';
import { checkExpression } from '../../../nodes/derive/expression.ts';
import { rowsOf, textOf } from '../../../nodes/kit/lenient.ts';
import { Sentence } from '../form/fault-lines.tsx';
import type { ControlProps } from '../form/form-scope.ts';
import { latePart } from '../form/late-control.tsx';
import { offeredFields } from '../form/offered-fields.ts';
import { getAt } from '../form/path-value.ts';
import { useTextInsert } from '../form/text-insert.ts';
import { useControl } from '../form/use-control.ts';
import { writtenInExpression } from '../form/written-path.ts';
import classes from '../inspector.module.css';
import { type Choice, fieldChoices } from './choice.ts';
import { InsertableTextarea } from './insertable-textarea.tsx';
import { useTextDraft } from './text.tsx';

const ExpressionAssist = lazy(latePart(() => import('../expression/expression-assist.tsx')));

export function ExpressionControl(props: ControlProps) {
  const { input, scope } = useControl(props);
  const draft = useTextDraft(props);
  const into = useTextInsert(draft.text, draft.setText);
  const fields = offeredFields(props.field, scope.config, props.row, scope.context);
  const choices = [...earlierNames(scope.config, props.path), ...fieldChoices(fields, scope.language)];
  const problem = draft.text.trim() === '' ? undefined : checkExpression(draft.text);
  return (
    <div className={classes.assisted}>
      <InsertableTextarea
        {...input}
        error={problem ? <Sentence text={problem[scope.language]} /> : input.error}
        classNames={{ input: classes.expression }}
        value={draft.text}
        onChange={draft.setText}
        choices={choices}
        written={writtenInExpression}
        into={into}
      />
      <Suspense fallback={null}>
        <ExpressionAssist
          control={props}
          source={draft.text}
          onChange={draft.setText}
          into={into}
          choices={choices}
          readable={problem === undefined}
        />
      </Suspense>
    </div>
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
