/** Says that something unsaved was brought back, and offers to do without it. */
import { Button, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import type { Recovered } from '../drafts/recover.ts';
import { i18next, useLanguage } from '../i18n/setup.ts';

const ID = 'recovered';

/** It stays until it is closed: the reader may look at the drawing first. */
export function sayRecovered(recovered: Recovered): void {
  notifications.show({
    id: ID,
    autoClose: false,
    title: i18next.t('recovered.title', { ns: 'drafts' }),
    message: <RecoveredText recovered={recovered} />,
  });
}

export function forgetRecovered(): void {
  notifications.hide(ID);
}

function RecoveredText({ recovered }: { recovered: Recovered }) {
  const { t } = useTranslation('drafts');
  const language = useLanguage();
  const time = new Date(recovered.at).toLocaleString(language, { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <Stack gap="xs" align="flex-start">
      <Text size="sm">{t('recovered.text', { time })}</Text>
      <Button
        variant="default"
        onClick={() => {
          recovered.discard();
          notifications.hide(ID);
          notifications.show({ message: t('recovered.discarded') });
        }}
      >
        {t('recovered.discard')}
      </Button>
    </Stack>
  );
}
