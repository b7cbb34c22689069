/** Sends everything again that the filter shows, after a person has seen how many that are. */
import '../../i18n/records.ts';
import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconMailForward } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFlowActions } from '../../deploy/use-flow-actions.tsx';
import { useFormats } from '../../i18n/format.ts';
import { resendDeliveries } from '../../server/records-api.ts';

type ResendStatus = 'failed' | 'expired' | 'held';

/** Whether deliveries of this state can be sent again. */
export function isResendStatus(status: string): status is ResendStatus {
  return status === 'failed' || status === 'expired' || status === 'held';
}

interface ResendAllProps {
  readonly status: ResendStatus;
  /** Empty: all flows. */
  readonly flow: string;
  readonly total: number;
  readonly onDone: () => void;
}

export function ResendAll({ status, flow, total, onDone }: ResendAllProps) {
  const { t } = useTranslation('records');
  const { t: common } = useTranslation('common');
  const { sayFailed } = useFlowActions();
  const formats = useFormats();
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const close = () => setAsked(false);

  async function send() {
    setBusy(true);
    try {
      const count = await resendDeliveries({ status, ...(flow !== '' && { flow }) });
      notifications.show({ message: t('outbox.resentAll', { count, amount: formats.whole(count) }) });
      close();
    } catch (error) {
      sayFailed(error);
    } finally {
      setBusy(false);
      onDone();
    }
  }

  return (
    <>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconMailForward size={15} stroke={1.7} />}
        onClick={() => setAsked(true)}
      >
        {t('outbox.resendAll')}
      </Button>
      <Modal
        opened={asked}
        onClose={close}
        title={t('outbox.resendAllTitle', { count: total, amount: formats.whole(total) })}
        closeButtonProps={{ 'aria-label': common('close') }}
      >
        <Stack gap="md">
          <Text size="sm">{t('outbox.resendAllText')}</Text>
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={close}>
              {common('cancel')}
            </Button>
            <Button loading={busy} onClick={() => void send()} data-autofocus>
              {t('outbox.resendAllGo')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
