/** Under a template: the fields to put in, how the one at the caret is shown, and the text as it would be sent. */
import { useId } from 'react';
import { type Choice, filterChoices } from '../controls/choice.ts';
import { type ControlProps, useFormScope } from '../form/form-scope.ts';
import type { TextFor } from '../form/placed-field.ts';
import { SuggestionList } from '../form/suggestion-list.tsx';
import type { TextInsert } from '../form/text-insert.ts';
import { useTriedEvent } from '../form/tried-event.ts';
import { useSuggesting } from '../form/use-suggesting.ts';
import { FieldChips } from './field-chips.tsx';
import { FormatBar } from './format-bar.tsx';
import { openPlace } from './template-parts.ts';
import { TemplatePreviewBox } from './template-preview-box.tsx';

export interface TemplateAssistProps {
  readonly control: ControlProps;
  readonly label: string;
  readonly template: string;
  /** Which text of which channel it is; the path inside `params`. */
  readonly place: { readonly channel: string; readonly path: string };
  readonly into: TextInsert;
  readonly choices: readonly Choice[];
  /** How a field is put in here. */
  readonly written: (path: string) => string;
  readonly textFor: TextFor;
  /** Somebody is at it: the fields are shown. */
  readonly open: boolean;
}

interface Offered extends Choice {
  readonly from: number;
  readonly to: number;
}

export default function TemplateAssist(props: TemplateAssistProps) {
  const { control, label, template, place, into, choices, written, textFor, open } = props;
  const scope = useFormScope();
  const tried = useTriedEvent(control, scope);
  const listId = useId();
  const suggesting = useSuggesting<Offered>({
    area: into.area,
    listId,
    onTake: ({ value, from, to }) => into.replace(from, to, written(value)),
    find: (text, caret, asked) => {
      const begun = openPlace(text, caret);
      if (!begun && !asked) return undefined;
      const from = begun?.from ?? caret;
      const to =
        caret + (begun ? (/^[^\s{}]*\s*\}\}/.exec(text.slice(caret, caret + 130))?.[0].length ?? 0) : 0);
      const items = filterChoices(choices, begun?.typed ?? '').slice(0, 30);
      return { items: items.map((choice) => ({ ...choice, from, to })), active: 0 };
    },
  });
  return (
    <>
      {!scope.readOnly && <SuggestionList area={into.area} listId={listId} suggesting={suggesting} />}
      {open && (
        <>
          <FormatBar
            template={template}
            into={into}
            choices={choices}
            textFor={textFor}
            language={scope.language}
          />
          <FieldChips choices={choices} onInsert={(path) => into.insert(written(path))} />
        </>
      )}
      <TemplatePreviewBox
        label={label}
        template={template}
        tried={tried}
        place={{ ...place, flow: scope.context.flowId, node: scope.context.nodeId, timezone: tried.timezone }}
      />
    </>
  );
}
