/** A correlate node in a few words. */
import { durationInWords } from '../kit/duration.ts';
import { rowsOf, textOf } from '../kit/lenient.ts';
import type { Language } from '../kit/text.ts';
import type { CorrelateConfig } from './definition.ts';

/** @example 'quote → join 없음 · 1일 안에' */
export function describeCorrelate(config: CorrelateConfig, language: Language): string {
  const ko = language === 'ko';
  const any = config.order === 'any';
  const steps = rowsOf(config.steps).map((step) => {
    const name = textOf(step.name) || '…';
    if (step.absent !== true) return name;
    return ko ? `${name} 없음` : `no ${name}`;
  });
  const within = durationInWords(textOf(config.within), language);
  const span = within && (ko ? `${within} 안에` : `within ${within}`);
  const order = any ? (ko ? '순서 무관' : 'in any order') : '';
  return [steps.join(any ? ' + ' : ' → '), span, order].filter(Boolean).join(' · ');
}
