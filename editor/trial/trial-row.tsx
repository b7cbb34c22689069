/** One event of a trial: its line, and unfolded its fields, its key and the events that caused it. */
import '../i18n/trial.ts';
import { IconChevronRight, IconCircleCheck, IconCircleDashed } from '@tabler/icons-react';
import { useId, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldInfo } from '../../nodes/kit/field.ts';
import type { Trial, TrialEvent } from '../../runtime/wire/trial.ts';
import { useDocument } from '../document/open-document.ts';
import { useFormats } from '../i18n/format.ts';
import { useLanguage } from '../i18n/setup.ts';
import { FieldGrid } from '../live/field-grid.tsx';
import { type ReadableField, readableFields, readableKey } from '../live/readable.ts';
import { readFirst } from './read-fields.ts';
import classes from './try-it.module.css';

export interface ShownEvent {
  readonly event: TrialEvent;
  /** What is known of its fields, in the order in which they are shown. */
  readonly known: readonly FieldInfo[];
  readonly key?: Trial['left'][number]['key'];
  readonly causes?: readonly string[];
  /** The handle at which it arrived, where there are several. */
  readonly input?: string;
  readonly mark?: 'passed' | 'held' | 'used' | 'unused';
}

/** What a row is shown among. */
export interface Around {
  /** Source events by their id. */
  readonly sources: ReadonlyMap<string, TrialEvent>;
  /** Fields that the node reads. */
  readonly read: readonly string[];
  /** The events are not all of one day. */
  readonly hasDays: boolean;
}

interface TrialRowProps {
  readonly shown: ShownEvent;
  readonly around: Around;
}

/** As many fields as have room in one line, and causes that are listed. */
const IN_LINE = 3;
const CAUSES = 10;

export function TrialRow({ shown, around }: TrialRowProps) {
  const { t } = useTranslation('trial');
  const [isOpen, setOpen] = useState(false);
  const details = useId();
  const { event, known, input, mark } = shown;
  const fields = useFields(event, known);
  return (
    <div className={classes.row} data-open={isOpen || undefined}>
      <button
        type="button"
        className={classes.line}
        aria-expanded={isOpen}
        aria-controls={isOpen ? details : undefined}
        onClick={() => setOpen(!isOpen)}
      >
        <IconChevronRight size={13} className={classes.chevron} aria-hidden />
        {mark && <Mark mark={mark} />}
        <EventLine event={event} fields={fields} hasDays={around.hasDays} />
        {input && <span className={classes.input}>{input}</span>}
      </button>
      {isOpen && (
        <div id={details} className={classes.details}>
          {mark && <p className={classes.markText}>{t(`mark.${mark}`)}</p>}
          <KeyAndCauses shown={shown} around={around} />
          <FieldGrid fields={fields} />
        </div>
      )}
    </div>
  );
}

function Mark({ mark }: { mark: NonNullable<ShownEvent['mark']> }) {
  const { t } = useTranslation('trial');
  const isGood = mark === 'passed' || mark === 'used';
  const Icon = isGood ? IconCircleCheck : IconCircleDashed;
  return (
    <span role="img" aria-label={t(`mark.${mark}`)} className={classes.mark} data-good={isGood || undefined}>
      <Icon size={15} aria-hidden />
    </span>
  );
}

interface EventLineProps {
  readonly event: TrialEvent;
  readonly fields: readonly ReadableField[];
  readonly hasDays: boolean;
}

function EventLine({ event, fields, hasDays }: EventLineProps) {
  const formats = useFormats();
  const timezone = useDocument((state) => state.flow?.timezone ?? 'UTC');
  return (
    <>
      <span className={classes.time} title={formats.dateTime(event.time, timezone)}>
        {hasDays ? formats.dayTime(event.time, timezone) : formats.time(event.time, timezone)}
      </span>
      <span className={classes.data}>
        {fields.slice(0, IN_LINE).map(({ path, label, text }) => (
          <span key={path} className={classes.field}>
            <span className={classes.name}>{label}</span> {text}
          </span>
        ))}
      </span>
    </>
  );
}

function useFields(event: TrialEvent, known: readonly FieldInfo[]): ReadableField[] {
  const language = useLanguage();
  const formats = useFormats();
  const timezone = useDocument((state) => state.flow?.timezone ?? 'UTC');
  return useMemo(
    () => readableFields(event.data, known, language, formats, timezone),
    [event, known, language, formats, timezone],
  );
}

/** Of an event that a node made; one that came in from outside is its own only cause. */
function KeyAndCauses({ shown, around }: TrialRowProps) {
  const { t } = useTranslation('trial');
  const formats = useFormats();
  const timezone = useDocument((state) => state.flow?.timezone ?? 'UTC');
  const { event, key = null, causes = [] } = shown;
  const keyText = readableKey(key);
  const isMade = causes.length !== 1 || causes[0] !== event.id;
  const listed = causes.slice(-CAUSES).reverse();
  const more = causes.length - listed.length;
  return (
    <>
      <p className={classes.head}>
        <span className={classes.name}>{formats.dateTime(event.time, timezone)}</span>
        {isMade && keyText !== undefined && (
          <span>
            <span className={classes.name}>{t('key')}</span> {keyText}
          </span>
        )}
      </p>
      {isMade && (
        <>
          <p className={classes.heading}>
            {t('causes', { count: causes.length, amount: formats.whole(causes.length) })}
          </p>
          <ul className={classes.causes}>
            {listed.map((id) => (
              <li key={id}>
                <Cause id={id} around={around} />
              </li>
            ))}
            {more > 0 && <li>{t('moreCauses', { count: more, amount: formats.whole(more) })}</li>}
          </ul>
        </>
      )}
    </>
  );
}

/** With its fields, as far as it is at hand. */
function Cause({ id, around }: { id: string; around: Around }) {
  const found = around.sources.get(id);
  if (!found) return <span className={classes.id}>{id}</span>;
  return <FoundCause event={found} around={around} />;
}

function FoundCause({ event, around }: { event: TrialEvent; around: Around }) {
  const known = useDocument((state) =>
    state.surroundings.eventTypes?.find(({ type }) => type === event.type),
  )?.fields;
  const inOrder = useMemo(() => readFirst(known ?? NO_FIELDS, around.read), [known, around.read]);
  const fields = useFields(event, inOrder);
  return (
    <span className={classes.cause} title={event.id}>
      <EventLine event={event} fields={fields} hasDays={around.hasDays} />
    </span>
  );
}

const NO_FIELDS: readonly FieldInfo[] = [];
