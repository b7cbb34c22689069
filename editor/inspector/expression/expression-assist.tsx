/** Under an expression: names offered while it is written, what it gives on an event, and examples to begin with. */
import { useId } from 'react';
import type { Choice } from '../controls/choice.ts';
import { type ControlProps, useFormScope } from '../form/form-scope.ts';
import { offeredFields } from '../form/offered-fields.ts';
import { SuggestionList } from '../form/suggestion-list.tsx';
import type { TextInsert } from '../form/text-insert.ts';
import { useTriedEvent } from '../form/tried-event.ts';
import { useSuggesting } from '../form/use-suggesting.ts';
import classes from './expression-assist.module.css';
import { ExpressionExamples } from './expression-examples.tsx';
import { ExpressionResult } from './expression-result.tsx';
import { placeInExpression } from './place-in-expression.ts';
import { type Suggestion, suggestionsAt } from './suggestions.ts';

export interface ExpressionAssistProps {
  readonly control: ControlProps;
  readonly source: string;
  readonly onChange: (source: string) => void;
  readonly into: TextInsert;
  /** What may be named here. */
  readonly choices: readonly Choice[];
  /** It can be compiled. */
  readonly readable: boolean;
}

export default function ExpressionAssist({
  control,
  source,
  onChange,
  into,
  choices,
  readable,
}: ExpressionAssistProps) {
  const scope = useFormScope();
  const tried = useTriedEvent(control, scope);
  const listId = useId();
  const vocabulary = { fields: choices, language: scope.language, timezone: tried.timezone };
  const suggesting = useSuggesting<Suggestion>({
    area: into.area,
    listId,
    onTake: ({ from, to, text, caret }) => into.replace(from, to, text, caret),
    find: (text, caret, asked) => {
      const place = placeInExpression(text, caret);
      if (!place) return undefined;
      const begun = place.typed !== '' || place.receiver !== undefined;
      const operatorDue = place.afterValue && /\s$/.test(text.slice(0, caret)) && caret === text.length;
      if (!begun && !asked && !operatorDue) return undefined;
      return { items: suggestionsAt(text, place, vocabulary), active: begun || asked ? 0 : -1 };
    },
  });
  return (
    <>
      {!scope.readOnly && <SuggestionList area={into.area} listId={listId} suggesting={suggesting} />}
      <div className={classes.foot}>
        {source.trim() !== '' && readable && (
          <ExpressionResult
            source={source}
            path={control.path}
            tried={tried}
            writing={suggesting.items.length > 0}
          />
        )}
        {!scope.readOnly && (
          <ExpressionExamples
            fields={offeredFields(control.field, scope.config, control.row, scope.context)}
            tried={tried}
            path={control.path}
            onPick={onChange}
          />
        )}
      </div>
    </>
  );
}
