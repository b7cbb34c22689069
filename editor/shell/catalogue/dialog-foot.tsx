/** Below a dialog of the catalogue: to leave it, and last what it is for. */
import '../../i18n/catalogue.ts';
import { Button, Group } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface DialogFootProps {
  readonly onCancel: () => void;
  readonly children: ReactNode;
}

export function DialogFoot({ onCancel, children }: DialogFootProps) {
  const { t } = useTranslation('catalogue');
  return (
    <Group justify="flex-end" gap="xs">
      <Button variant="default" onClick={onCancel}>
        {t('cancel')}
      </Button>
      {children}
    </Group>
  );
}
