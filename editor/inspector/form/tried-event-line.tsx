/** Which event a result is of, and the way to the next one. */
import { ActionIcon } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import '../../i18n/expressions.ts';
import classes from './tried-event.module.css';
import type { TriedEvent } from './tried-event.ts';

export function TriedEventLine({ tried }: { tried: TriedEvent }) {
  const { t } = useTranslation('expressions');
  const { made, name, index, count, step } = tried;
  return (
    <span className={classes.event}>
      <span className={classes.eventName} title={name}>
        {made ? t('onExamples') : name}
      </span>
      {count > 1 && (
        <span className={classes.stepper}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={24}
            aria-label={t('previous')}
            onClick={() => step(-1)}
          >
            <IconChevronLeft size={14} />
          </ActionIcon>
          <span role="img" aria-label={t('place', { index: index + 1, count })}>
            {index + 1}/{count}
          </span>
          <ActionIcon variant="subtle" color="gray" size={24} aria-label={t('next')} onClick={() => step(1)}>
            <IconChevronRight size={14} />
          </ActionIcon>
        </span>
      )}
    </span>
  );
}
