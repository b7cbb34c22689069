/** What an expression gives on the event at hand, or why it gives nothing there. */
import '../../i18n/expressions.ts';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../i18n/format.ts';
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
  const { config, language } = useFormScope();
  const outcome = tryExpression(source, config, path, tried.event);
  if ('failure' in outcome && writing) return null;
  return (
    <section className={classes.result} aria-label={t('result')}>
      <div className={classes.line}>
        {'value' in outcome && <Value value={outcome.value} />}
        <TriedEventLine tried={tried} />
      </div>
      {'failure' in outcome && (
        <Sentence
          severity="hint"
          text={t(tried.made ? 'noExample' : 'noResult', { reason: outcome.failure[language] })}
        />
      )}
    </section>
  );
}

function Value({ value }: { value: unknown }) {
  const written = useValueText();
  return (
    <output className={classes.value}>
      <span aria-hidden>= </span>
      {written(value)}
    </output>
  );
}

const LONGEST = 200;

/** Numbers and yes or no as people read them, texts in quotes, everything else as JSON. */
export function useValueText(): (value: unknown) => string {
  const { t } = useTranslation(['inspector', 'expressions']);
  const formats = useFormats();
  return (value) => {
    if (value === null) return t('expressions:empty');
    if (typeof value === 'boolean') return t(`inspector:${value}`);
    const text = typeof value === 'number' ? formats.decimal(value) : (JSON.stringify(value) ?? '');
    return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  };
}
