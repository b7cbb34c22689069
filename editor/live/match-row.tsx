/** One match: its line, and unfolded what was found and the events that caused it. */
import { IconChevronDown, IconChevronRight, IconFlask, IconHourglass } from '@tabler/icons-react';
import { memo, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { durationInWords } from '../../nodes/kit/duration.ts';
import type { FieldInfo } from '../../nodes/kit/field.ts';
import { localize } from '../../nodes/kit/text.ts';
import { definitionOf } from '../../nodes/register.ts';
import type { LiveMatch } from '../../runtime/wire/live.ts';
import { flash, pathTo } from '../canvas/flash.ts';
import { documentActions, documentStore, useDocument, useNode } from '../document/open-document.ts';
import { useFormats } from '../i18n/format.ts';
import { useLanguage } from '../i18n/setup.ts';
import { KindIcon } from '../palette/kind-icon.tsx';
import { EventDetails } from './event-details.tsx';
import { FieldGrid } from './field-grid.tsx';
import classes from './match-row.module.css';
import { type ReadableField, readableFields, readableKey } from './readable.ts';

const NO_FIELDS: readonly FieldInfo[] = [];
/** As many fields as have room in one line. */
const IN_LINE = 6;

interface MatchRowProps {
  readonly match: LiveMatch;
  readonly opened: boolean;
  readonly onToggle: () => void;
}

export const MatchRow = memo(function MatchRow({ match, opened, onToggle }: MatchRowProps) {
  const { t } = useTranslation('live');
  const { t: common } = useTranslation('common');
  const language = useLanguage();
  const formats = useFormats();
  const node = useNode(match.node);
  const timezone = useDocument((state) => state.flow?.timezone ?? 'UTC');
  const known = useDocument((state) => state.inputs[match.node]?.in?.fields ?? NO_FIELDS);
  const fields = useMemo(
    () => readableFields(match.data, known, language, formats, timezone),
    [match, known, language, formats, timezone],
  );
  const kind = node ? definitionOf(node.type)?.label[language] : undefined;
  const key = readableKey(match.key);
  const foldLabel = opened ? t('collapse') : t('expand');
  return (
    <div className={classes.match} data-opened={opened || undefined}>
      <div className={classes.line}>
        <button type="button" className={classes.show} onClick={() => showOnCanvas(match)} title={t('show')}>
          <span className={classes.time}>{formats.dateTime(match.time, timezone)}</span>
          <span className={classes.action}>
            <KindIcon kind="action" data={match} size={22} />
            <span className={classes.cut}>{localize(node?.data.label, language, kind ?? match.node)}</span>
            {match.simulated && (
              <IconFlask
                size={14}
                className={classes.simulated}
                role="img"
                aria-label={common('simulated')}
              />
            )}
            {match.lateBy !== undefined && <Late by={match.lateBy} />}
          </span>
          <span className={classes.key}>{key ?? <span className={classes.none}>{t('noKey')}</span>}</span>
          <InLine fields={fields} />
        </button>
        <button
          type="button"
          className={classes.fold}
          aria-label={foldLabel}
          title={foldLabel}
          aria-expanded={opened}
          onClick={onToggle}
        >
          {opened ? <IconChevronDown size={16} /> : <IconChevronRight size={16} />}
        </button>
      </div>
      {opened && <Details match={match} fields={fields} timezone={timezone} />}
    </div>
  );
});

/** It was due while the runtime stood still. */
function useLateWords(by: number): string {
  const { t } = useTranslation('live');
  return t('lateBy', { duration: durationInWords(`PT${Math.ceil(by / 1_000)}S`, useLanguage()) });
}

function Late({ by }: { by: number }) {
  const label = useLateWords(by);
  return (
    <span className={classes.late} title={label}>
      <IconHourglass size={14} role="img" aria-label={label} />
    </span>
  );
}

function LateLine({ by }: { by: number }) {
  return (
    <p className={classes.lateLine}>
      <IconHourglass size={14} aria-hidden />
      {useLateWords(by)}
    </p>
  );
}

function InLine({ fields }: { fields: readonly ReadableField[] }) {
  return (
    <span className={classes.data}>
      {fields.slice(0, IN_LINE).map(({ path, label, text }) => (
        <span key={path} className={classes.field}>
          <span className={classes.name}>{label}</span> {text}
        </span>
      ))}
    </span>
  );
}

interface DetailsProps {
  readonly match: LiveMatch;
  readonly fields: readonly ReadableField[];
  readonly timezone: string;
}

function Details({ match, fields, timezone }: DetailsProps) {
  const { t } = useTranslation('live');
  const events = match.causeEvents ?? [];
  const gone = match.causes.length - events.length;
  return (
    <div className={classes.details}>
      <section>
        <h3 className={classes.heading}>{t('details')}</h3>
        {match.lateBy !== undefined && <LateLine by={match.lateBy} />}
        {fields.length > 0 ? <FieldGrid fields={fields} /> : <p className={classes.none}>{t('noData')}</p>}
      </section>
      <section>
        <h3 className={classes.heading}>{t('causes', { count: match.causes.length })}</h3>
        <ol className={classes.causes}>
          {events.map((event) => (
            <li key={`${event.source} ${event.id}`}>
              <EventDetails event={event} timezone={timezone} />
            </li>
          ))}
        </ol>
        {gone > 0 && <p className={classes.none}>{t('causesGone', { count: gone })}</p>}
      </section>
    </div>
  );
}

function showOnCanvas(match: LiveMatch) {
  const { flow } = documentStore.getState();
  if (!flow?.nodes.some((node) => node.id === match.node)) return;
  documentActions.select([match.node]);
  const types = (match.causeEvents ?? []).map((event) => event.type);
  flash(pathTo(flow, match.node, types));
}
