/** One event with its fields, named as the catalogue names them. */
import { useMemo } from 'react';
import { localize } from '../../nodes/kit/text.ts';
import type { TailEvent } from '../../runtime/wire/live.ts';
import { useDocument } from '../document/open-document.ts';
import { useFormats } from '../i18n/format.ts';
import { useLanguage } from '../i18n/setup.ts';
import classes from './event-details.module.css';
import { FieldGrid } from './field-grid.tsx';
import { readableFields } from './readable.ts';

type Shown = Pick<TailEvent, 'id' | 'type' | 'source' | 'time' | 'data'>;

export function EventDetails({ event, timezone }: { event: Shown; timezone: string }) {
  const language = useLanguage();
  const formats = useFormats();
  const info = useDocument((state) =>
    state.surroundings.eventTypes?.find((each) => each.type === event.type),
  );
  const fields = useMemo(
    () => readableFields(event.data, info?.fields ?? [], language, formats, timezone),
    [event, info, language, formats, timezone],
  );
  return (
    <article className={classes.event}>
      <header className={classes.head}>
        <span className={classes.name}>{localize(info?.name, language, event.type)}</span>
        <span className={classes.time}>{formats.dateTime(event.time, timezone)}</span>
        <span className={classes.id}>{event.id}</span>
      </header>
      <FieldGrid fields={fields} />
    </article>
  );
}
