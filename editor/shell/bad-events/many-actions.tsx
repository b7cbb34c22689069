/** What can be done with several bad events at once: with those that are selected, or all that the filter shows. */
import '../../i18n/bad-events.ts';
import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconMailForward, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BadEventReason, SentBadEvents } from '../../../runtime/wire/bad-events.ts';
import { useFlowActions } from '../../deploy/use-flow-actions.tsx';
import { useFormats } from '../../i18n/format.ts';
import { type Changes, removeBadEvent, removeBadEvents, sendBadEvents } from '../../server/bad-events-api.ts';
import own from './bad-events.module.css';
import { SendChanges } from './send-changes.tsx';

interface Filter {
  readonly reason: string;
  readonly flow: string;
  readonly text: string;
  readonly sent: string;
}

interface ManyActionsProps {
  readonly selected: ReadonlySet<string>;
  readonly filter: Filter;
  /** How many fit the filter. */
  readonly total: number;
  readonly onDone: () => void;
}

export function ManyActions({ selected, filter, total, onDone }: ManyActionsProps) {
  const { t } = useTranslation('badEvents');
  const formats = useFormats();
  const [asked, setAsked] = useState<'send' | 'remove'>();
  const count = selected.size > 0 ? selected.size : total;
  return (
    <div className={own.bar}>
      <span className="tabular" aria-live="polite">
        {selected.size > 0 && t('selected', { count: selected.size, amount: formats.whole(selected.size) })}
      </span>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconMailForward size={15} stroke={1.7} />}
        onClick={() => setAsked('send')}
      >
        {selected.size > 0 ? t('sendSelected') : t('sendAll')}
      </Button>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconTrash size={15} stroke={1.7} />}
        onClick={() => setAsked('remove')}
      >
        {selected.size > 0 ? t('removeSelected') : t('removeAll')}
      </Button>
      {asked === 'send' && (
        <SendDialog
          count={count}
          selected={selected}
          filter={filter}
          onClose={() => setAsked(undefined)}
          onDone={onDone}
        />
      )}
      {asked === 'remove' && (
        <RemoveDialog
          count={count}
          selected={selected}
          filter={filter}
          onClose={() => setAsked(undefined)}
          onDone={onDone}
        />
      )}
    </div>
  );
}

interface DialogProps {
  readonly count: number;
  readonly selected: ReadonlySet<string>;
  readonly filter: Filter;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

function SendDialog({ count, selected, filter, onClose, onDone }: DialogProps) {
  const { t } = useTranslation('badEvents');
  const { sayFailed } = useFlowActions();
  const formats = useFormats();
  // What is in already would be a duplicate; the server gives none to what was refused.
  const [changes, setChanges] = useState<Changes>({ newId: filter.reason !== 'refused' });
  const [busy, setBusy] = useState(false);
  const [result, setResult] = useState<SentBadEvents>();

  async function send() {
    setBusy(true);
    try {
      const { reason, flow, text, sent } = filter;
      const which =
        selected.size > 0
          ? { ids: [...selected] }
          : {
              ...(reason !== '' && { reason: reason as BadEventReason }),
              ...(flow !== '' && { flow }),
              ...(text !== '' && { text }),
              ...(sent !== '' && { sent: sent === 'true' }),
            };
      setResult(await sendBadEvents({ ...which, ...changes }));
      onDone();
    } catch (error) {
      sayFailed(error);
    } finally {
      setBusy(false);
    }
  }

  return (
    <Modal
      opened
      onClose={onClose}
      title={result ? t('sentTitle') : t('sendTitle', { count, amount: formats.whole(count) })}
      size="lg"
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Stack gap="md">
        {result ? (
          <div role="status">
            <Text className="tabular">
              {t('result', {
                accepted: formats.whole(result.accepted),
                duplicates: formats.whole(result.duplicates),
                refused: formats.whole(result.refused),
                skipped: formats.whole(result.skipped),
              })}
            </Text>
            {result.duplicates > 0 && <p className={own.help}>{t('duplicatesHelp')}</p>}
            {result.refused > 0 && <p className={own.help}>{t('refusedHelp')}</p>}
          </div>
        ) : (
          <>
            <Text size="sm">{t('sendText')}</Text>
            <SendChanges changes={changes} onChange={setChanges} />
          </>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {result ? t('close') : t('cancel')}
          </Button>
          {!result && (
            <Button loading={busy} onClick={() => void send()} data-autofocus>
              {t('send')}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}

function RemoveDialog({ count, selected, filter, onClose, onDone }: DialogProps) {
  const { t } = useTranslation('badEvents');
  const { sayFailed } = useFlowActions();
  const formats = useFormats();
  const [busy, setBusy] = useState(false);

  async function remove() {
    setBusy(true);
    try {
      if (selected.size > 0) await Promise.all([...selected].map(removeBadEvent));
      const gone = selected.size > 0 ? selected.size : await removeBadEvents({ ...filter });
      notifications.show({ message: t('removed', { count: gone, amount: formats.whole(gone) }) });
      onClose();
    } catch (error) {
      sayFailed(error);
    } finally {
      setBusy(false);
      onDone();
    }
  }

  return (
    <Modal
      opened
      onClose={onClose}
      title={t('removeTitle', { count, amount: formats.whole(count) })}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Stack gap="md">
        <Text size="sm">{t('removeText')}</Text>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose} data-autofocus>
            {t('cancel')}
          </Button>
          <Button color="red" loading={busy} onClick={() => void remove()}>
            {t('remove')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
