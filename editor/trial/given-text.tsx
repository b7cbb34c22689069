/** A person's own events, as JSON. */
import '../i18n/trial.ts';
import { Text, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { chooseTrial } from './trial-choice.ts';
import classes from './try-it.module.css';
import { LONGEST_TEXT } from './use-trial.ts';

export function GivenText({ text }: { text: string }) {
  const { t } = useTranslation('trial');
  return (
    <>
      <Textarea
        label={t('given')}
        description={t('givenHelp')}
        size="xs"
        autosize
        minRows={3}
        maxRows={10}
        value={text}
        error={text.length > LONGEST_TEXT ? t('givenTooLong') : undefined}
        onChange={({ currentTarget }) => chooseTrial({ text: currentTarget.value })}
        classNames={{ input: classes.json }}
        spellCheck={false}
      />
      {text.trim() === '' && (
        <Text size="xs" c="dimmed">
          {t('givenFirst')}
        </Text>
      )}
    </>
  );
}
