/** How events are changed before they are sent again. */
import '../../i18n/bad-events.ts';
import { Checkbox, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Changes } from '../../server/bad-events-api.ts';

interface SendChangesProps {
  readonly changes: Changes;
  readonly onChange: (changes: Changes) => void;
}

export function SendChanges({ changes, onChange }: SendChangesProps) {
  const { t } = useTranslation('badEvents');
  return (
    <Stack gap="xs">
      <Checkbox
        size="sm"
        label={t('newId')}
        description={t('newIdHelp')}
        checked={changes.newId === true}
        onChange={(event) => onChange({ ...changes, newId: event.currentTarget.checked })}
      />
      <Checkbox
        size="sm"
        label={t('now')}
        description={t('nowHelp')}
        checked={changes.now === true}
        onChange={(event) => onChange({ ...changes, now: event.currentTarget.checked })}
      />
    </Stack>
  );
}
