/** The fields that arrive, as buttons: a click puts one in where the caret stands. */
import '../../i18n/expressions.ts';
import { Button, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Choice } from '../controls/choice.ts';
import classes from './template-assist.module.css';

const SHOWN_AT_FIRST = 8;
const MOST = 60;

export function FieldChips({
  choices,
  onInsert,
}: {
  choices: readonly Choice[];
  onInsert: (path: string) => void;
}) {
  const { t } = useTranslation('expressions');
  const [all, setAll] = useState(false);
  const own = chipsOf(choices);
  const hidden = Math.min(own.length, MOST) - SHOWN_AT_FIRST;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be drawn as one
    <div role="group" aria-label={t('fields')} className={classes.chips}>
      {own.slice(0, all ? MOST : SHOWN_AT_FIRST).map(({ value, label, example }) => (
        <UnstyledButton
          key={value}
          className={classes.chip}
          aria-label={t('insert', { name: label })}
          title={[value, example].filter(Boolean).join(' · ')}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onInsert(value)}
        >
          {label}
        </UnstyledButton>
      ))}
      {hidden > 0 && (
        <Button
          variant="subtle"
          color="gray"
          size="compact-xs"
          className={classes.more}
          aria-expanded={all}
          onClick={() => setAll(!all)}
        >
          {all ? t('less') : t('more', { count: hidden })}
        </Button>
      )}
    </div>
  );
}

/** Of an object its fields, and of the envelope what people can read. */
function chipsOf(choices: readonly Choice[]): readonly Choice[] {
  return choices.filter(
    ({ value }) =>
      (!value.startsWith('$') || value === '$time') &&
      !choices.some((other) => other.value.startsWith(`${value}.`)),
  );
}
