/** What an expression gives on the event at hand, or why it gives nothing there. */
import { useTranslation } from 'react-i18next';
import type { Outcome } from '../../../nodes/derive/in-order.ts';
import { type Formats, useFormats } from '../../i18n/format.ts';
import { Sentence } from '../form/fault-lines.tsx';
import { useFormScope } from '../form/form-scope.ts';
import type { TriedEvent } from '../form/tried-event.ts';
import { TriedEventLine } from '../form/tried-event-line.tsx';
import classes from './expression-assist.module.css';
import { tryExpression } from './try-expression.ts';

export function ExpressionResult({
  source,
  path,
  tried,
  writing,
}: {
  source: string;
  path: string;
  tried: TriedEvent;
  /** Names are being offered: what is missing of one is no news. */
  writing: boolean;
}) {
  const { t } = useTranslation('expressions');
  const formats = useFormats();
  const { config, language } = useFormScope();
  const outcome = tryExpression(source, config, path, tried.event);
  return (
    <section className={classes.result} aria-label={t('result')}>
      <div className={classes.line}>
        {'value' in outcome && <Value value={outcome.value} formats={formats} />}
        <TriedEventLine tried={tried} />
      </div>
      {'failure' in outcome && !writing && (
        <Sentence
          severity="hint"
          text={t(tried.made ? 'noExample' : 'noResult', { reason: outcome.failure[language] })}
        />
      )}
    </section>
  );
}

function Value({ value, formats }: { value: unknown; formats: Formats }) {
  const { t } = useTranslation(['inspector', 'expressions']);
  const words =
    typeof value === 'boolean'
      ? t(`inspector:${value}`)
      : value === null
        ? t('expressions:empty')
        : undefined;
  return (
    <output className={classes.value}>
      <span aria-hidden>= </span>
      {words ?? valueText(value, formats)}
    </output>
  );
}

const LONGEST = 200;

/** Numbers as people read them, texts in quotes, everything else as JSON. */
export function valueText(value: unknown, formats: Formats): string {
  const text = typeof value === 'number' ? formats.decimal(value) : (JSON.stringify(value) ?? '');
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

export function outcomeText(outcome: Outcome, formats: Formats): string | undefined {
  return 'value' in outcome && outcome.value !== null ? `= ${valueText(outcome.value, formats)}` : undefined;
}
