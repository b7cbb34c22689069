/** A text with places for fields: `{{accountNo}}`. What helps to write it loads when it is first seen. */
import { lazy, Suspense } from 'react';
import { looksLikeJson } from '../../../nodes/action/fill-mode.ts';
import { textOf } from '../../../nodes/kit/lenient.ts';
import type { ControlProps } from '../form/form-scope.ts';
import { latePart } from '../form/late-control.tsx';
import { offeredFields } from '../form/offered-fields.ts';
import { useOpenText } from '../form/open-text.ts';
import { firstFilters, placed, textForOf } from '../form/placed-field.ts';
import { useTextInsert } from '../form/text-insert.ts';
import { useControl } from '../form/use-control.ts';
import classes from '../inspector.module.css';
import { fieldChoice } from './choice.ts';
import { InsertableTextarea } from './insertable-textarea.tsx';
import { useTextDraft } from './text.tsx';

const TemplateAssist = lazy(latePart(() => import('../template/template-assist.tsx')));
const TemplateMarks = lazy(latePart(() => import('../template/template-marks.tsx')));

export function TemplateControl(props: ControlProps) {
  const { input, scope, label } = useControl(props);
  const draft = useTextDraft(props);
  const into = useTextInsert(draft.text, draft.setText);
  const id = `${scope.context.nodeId} ${props.path}`;
  const open = useOpenText((state) => state.id === id) && !scope.readOnly;
  const fields = offeredFields(props.field, scope.config, props.row, scope.context);
  const place = { channel: textOf(scope.config.channel), path: props.path.replace(/^params\./, '') };
  const json = place.channel === 'webhook' && place.path === 'body' && looksLikeJson(draft.text);
  const textFor = textForOf(place.channel, place.path, json);
  const written = (path: string) => {
    const type = fields.find((info) => info.path === path)?.type ?? 'unknown';
    return placed(path, firstFilters(path, type, textFor));
  };
  // What is said of the envelope is about conditions; in a text `$time` is a time that people can read.
  const choices = fields.map((info) => ({
    ...fieldChoice(info, scope.language),
    ...(info.path.startsWith('$') && { description: undefined }),
  }));
  return (
    <div className={classes.assisted}>
      <InsertableTextarea
        {...input}
        classNames={{ input: classes.template }}
        leftSection={
          <Suspense fallback={null}>
            <TemplateMarks template={draft.text} area={into.area} />
          </Suspense>
        }
        leftSectionWidth={10}
        leftSectionPointerEvents="none"
        leftSectionProps={{ className: classes.behind }}
        onFocus={() => useOpenText.setState({ id })}
        value={draft.text}
        onChange={draft.setText}
        choices={choices}
        written={written}
        into={into}
      />
      <Suspense fallback={null}>
        <TemplateAssist
          control={props}
          label={label}
          template={draft.text}
          place={place}
          into={into}
          choices={choices}
          written={written}
          textFor={textFor}
          open={open}
        />
      </Suspense>
    </div>
  );
}
