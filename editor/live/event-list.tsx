/** A sample of the events that the flow takes, newest first. */

import { IconWaveSine } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { localize } from '../../nodes/kit/text.ts';
import type { TailEvent } from '../../runtime/wire/live.ts';
import { useDocument } from '../document/open-document.ts';
import { useFormats } from '../i18n/format.ts';
import { useLanguage } from '../i18n/setup.ts';
import { MessageState } from '../shell/page-states.tsx';
import classes from './event-list.module.css';
import { eventTail } from './live.ts';
import { readableFields } from './readable.ts';
import type { TailState } from './tail.ts';
import { useCalm } from './use-calm.ts';

const ROW = 32;
const IN_LINE = 8;

const itemsOf = (state: TailState<TailEvent>) => state.items;
const isUrgent = (state: TailState<TailEvent>) => state.items.length <= 1;

export function EventList() {
  const { t } = useTranslation('live');
  const items = useCalm(eventTail, itemsOf, isUrgent);
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 6,
  });
  if (items.length === 0)
    return <MessageState icon={IconWaveSine} title={t('empty.events')} text={t('empty.eventsHelp')} small />;
  return (
    <div className={classes.list}>
      <div className={classes.columns} aria-hidden>
        <span>{t('column.time')}</span>
        <span>{t('column.type')}</span>
        <span>{t('column.data')}</span>
      </div>
      <div ref={scroller} className={classes.scroller}>
        <ul className={classes.rows} style={{ height: virtual.getTotalSize() }} aria-label={t('events')}>
          {virtual.getVirtualItems().map(({ key, index, start }) => (
            <li
              key={key}
              className={classes.row}
              style={{ height: ROW, transform: `translateY(${start}px)` }}
            >
              <EventRow event={items[index]} />
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

function EventRow({ event }: { event: TailEvent }) {
  const language = useLanguage();
  const formats = useFormats();
  const timezone = useDocument((state) => state.flow?.timezone ?? 'UTC');
  const info = useDocument((state) =>
    state.surroundings.eventTypes?.find((each) => each.type === event.type),
  );
  const fields = useMemo(
    () => readableFields(event.data, info?.fields ?? [], language, formats, timezone).slice(0, IN_LINE),
    [event, info, language, formats, timezone],
  );
  return (
    <>
      <span className={classes.time}>{formats.dateTime(event.time, timezone)}</span>
      <span className={classes.type} title={event.type}>
        {localize(info?.name, language, event.type)}
      </span>
      <span className={classes.data}>
        {fields.map(({ path, label, text }) => (
          <span key={path} className={classes.field}>
            <span className={classes.name}>{label}</span> {text}
          </span>
        ))}
      </span>
    </>
  );
}
