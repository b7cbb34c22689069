/** Takes a type that came, and that nobody wants to declare, out of what is offered; and brings it back. */
import '../../i18n/catalogue.ts';
import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CatalogueEntry } from '../../../runtime/wire/catalogue.ts';
import { dismissType } from '../../server/catalogue-api.ts';
import { useProblemText } from '../../server/problem-text.ts';

interface DismissButtonProps {
  readonly entry: CatalogueEntry;
  readonly reload: () => void;
}

export function DismissButton({ entry, reload }: DismissButtonProps) {
  const { t } = useTranslation('catalogue');
  const problemText = useProblemText();
  const [busy, setBusy] = useState(false);
  const { type } = entry.info;

  async function change() {
    setBusy(true);
    try {
      const { dismissed } = await dismissType(type, !entry.dismissed);
      notifications.show({ message: t(dismissed ? 'dismissed' : 'broughtBack', { type }) });
    } catch (error) {
      notifications.show({ color: 'red', message: problemText(error) });
    } finally {
      setBusy(false);
      reload();
    }
  }

  return (
    <Button variant="default" loading={busy} onClick={() => void change()}>
      {t(entry.dismissed ? 'bringBack' : 'dismiss')}
    </Button>
  );
}
