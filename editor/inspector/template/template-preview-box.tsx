/** A template as it would be sent for the event at hand, and what is to be known of it before it is. */
import '../../i18n/expressions.ts';
import { useTranslation } from 'react-i18next';
import { ONE_LMS, ONE_SMS } from '../../../nodes/action/sms-length.ts';
import { Sentence } from '../form/fault-lines.tsx';
import { faultsUnder } from '../form/faults-at.ts';
import { useFormScope } from '../form/form-scope.ts';
import type { TriedEvent } from '../form/tried-event.ts';
import { TriedEventLine } from '../form/tried-event-line.tsx';
import classes from './template-assist.module.css';
import { type PreviewPlace, previewTemplate, type TemplatePreview } from './template-preview.ts';

export interface TemplatePreviewBoxProps {
  readonly label: string;
  readonly template: string;
  readonly tried: TriedEvent;
  readonly place: PreviewPlace;
}

export function TemplatePreviewBox({ label, template, tried, place }: TemplatePreviewBoxProps) {
  const { t } = useTranslation('expressions');
  const { language, faults } = useFormScope();
  const hasPlaces = template.includes('{{') || template.includes('{%');
  const counts = place.channel === 'sms' && place.path === 'text';
  const body = place.channel === 'webhook' && place.path === 'body';
  if (template.trim() === '' || !(hasPlaces || counts || body)) return null;
  // What can't be read is said at the text itself.
  if (faultsUnder(faults, `params.${place.path}`).some(({ code }) => code === 'template')) return null;
  const preview = previewTemplate(template, tried.event, place);
  if ('failure' in preview) return <Sentence text={preview.failure[language]} />;
  return (
    <section className={classes.preview} aria-label={t('previewOf', { label })}>
      {hasPlaces && (
        <>
          <div className={classes.previewHead}>
            <span className={classes.previewTitle}>{t('preview')}</span>
            <TriedEventLine tried={tried} />
          </div>
          <Pieces preview={preview} label={t('previewOf', { label })} />
        </>
      )}
      <Notes preview={preview} />
    </section>
  );
}

function Pieces({ preview, label }: { preview: TemplatePreview; label: string }) {
  const { t } = useTranslation('expressions');
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be drawn as one
    <div
      className={classes.previewText}
      data-mode={preview.mode}
      role="group"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a long text is scrolled by keys too
      tabIndex={0}
    >
      {preview.pieces.map(({ text, filled }, i) => {
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no other name, and no state
        if (!filled) return <span key={i}>{text}</span>;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no other name, and no state
          <mark key={i} data-empty={text === '' || undefined}>
            {text === '' ? t('empty') : text}
          </mark>
        );
      })}
    </div>
  );
}

function Notes({ preview: { json, smsBytes } }: { preview: TemplatePreview }) {
  const { t } = useTranslation('expressions');
  if (json === 'valid') return <span className={classes.note}>{t('json')}</span>;
  if (json === 'invalid') return <Sentence text={t('notJson')} />;
  if (json === 'none') return <span className={classes.note}>{t('plainBody')}</span>;
  if (smsBytes === undefined) return null;
  if (smsBytes <= ONE_SMS)
    return <span className={classes.note}>{t('sms', { count: smsBytes, one: ONE_SMS })}</span>;
  const tooLong = smsBytes > ONE_LMS;
  return (
    <Sentence
      severity="hint"
      text={t(tooLong ? 'tooLong' : 'lms', { count: smsBytes, one: tooLong ? ONE_LMS : ONE_SMS })}
    />
  );
}
