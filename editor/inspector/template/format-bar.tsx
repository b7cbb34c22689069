/** How the field at the caret is shown, in words. */
import '../../i18n/expressions.ts';
import { Select } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Language } from '../../../nodes/kit/text.ts';
import type { Choice } from '../controls/choice.ts';
import { placed, type TextFor } from '../form/placed-field.ts';
import type { TextInsert } from '../form/text-insert.ts';
import { formatsOf, sameFilters } from './field-formats.ts';
import classes from './template-assist.module.css';
import { placeAtCaret } from './template-parts.ts';

export interface FormatBarProps {
  readonly template: string;
  readonly into: TextInsert;
  readonly choices: readonly Choice[];
  readonly textFor: TextFor;
  readonly language: Language;
}

export function FormatBar({ template, into, choices, textFor, language }: FormatBarProps) {
  const { t } = useTranslation('expressions');
  const caret = useCaret(into);
  const place = caret === undefined ? undefined : placeAtCaret(template, caret);
  if (!place || place.path === undefined) return null;
  const { path, filters, from, to } = place;
  const choice = choices.find(({ value }) => value === path);
  const formats = formatsOf(choice?.type ?? 'unknown', path, textFor === 'json');
  const current = formats.find((format) => sameFilters(format.filters, filters));
  const options = formats.map((format) => ({
    value: format.filters || 'as-it-is',
    label: format.label[language],
  }));
  if (!current) options.push({ value: filters, label: t('formatOwn') });
  return (
    <div className={classes.formatBar}>
      <span className={classes.formatField}>{choice?.label ?? path}</span>
      <Select
        size="xs"
        className={classes.formatSelect}
        aria-label={t('format', { name: choice?.label ?? path })}
        data={options}
        value={current ? current.filters || 'as-it-is' : filters}
        allowDeselect={false}
        onChange={(next) => {
          if (next !== null) into.replace(from, to, placed(path, next === 'as-it-is' ? '' : next));
        }}
      />
    </div>
  );
}

const MOVES = ['keyup', 'click', 'focus', 'input', 'select'];

/** Where the caret was last in the text; after an insertion too. */
function useCaret({ area }: TextInsert): number | undefined {
  const [caret, setCaret] = useState<number>();
  useEffect(() => {
    const element = area.current;
    if (!element) return;
    const look = () => setCaret(element.selectionStart);
    // What is put in moves the caret without a key or a click.
    const moved = () => {
      if (document.activeElement === element) look();
    };
    look();
    for (const move of MOVES) element.addEventListener(move, look);
    document.addEventListener('selectionchange', moved);
    return () => {
      document.removeEventListener('selectionchange', moved);
      for (const move of MOVES) element.removeEventListener(move, look);
    };
  }, [area]);
  return caret;
}
