/** The frame of one channel's settings: title, whether it is set up, save, remove. */
import '../../i18n/records.ts';
import { Button, Group, Paper, Stack, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../../../runtime/wire/rest.ts';
import { useFlowActions } from '../../deploy/use-flow-actions.tsx';
import { writeSettings } from '../../server/records-api.ts';
import classes from './settings-page.module.css';

interface ChannelFormProps {
  readonly title: string;
  readonly configured: boolean;
  /** What is said where it is not; default: that it is not set up. */
  readonly otherwise?: string;
  /** What the button says that takes it back; default: that it removes it. */
  readonly takeBack?: string;
  /** Over the whole width, below the others. */
  readonly wide?: boolean;
  /** What is to be saved, or undefined where something is missing (which the form says). */
  readonly build: () => Settings | undefined;
  /** The settings without this channel. */
  readonly without: () => Settings;
  readonly onSaved: (settings: Settings) => void;
  readonly children: ReactNode;
}

export function ChannelForm({
  title,
  configured,
  otherwise,
  takeBack,
  wide = false,
  build,
  without,
  onSaved,
  children,
}: ChannelFormProps) {
  const { t } = useTranslation('records');
  const { t: common } = useTranslation('common');
  const { sayFailed } = useFlowActions();
  const [busy, setBusy] = useState(false);

  async function send(settings: Settings | undefined) {
    if (!settings) return;
    setBusy(true);
    try {
      onSaved(await writeSettings(settings));
      notifications.show({ message: t('settings.saved') });
    } catch (error) {
      sayFailed(error);
    } finally {
      setBusy(false);
    }
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    void send(build());
  }

  return (
    <Paper p="lg" component="section" aria-label={title} {...(wide && { className: classes.wide })}>
      <div className={classes.head}>
        <Title order={2}>{title}</Title>
        <span className={classes.state} data-on={configured || undefined}>
          {configured ? t('settings.configured') : (otherwise ?? t('settings.notConfigured'))}
        </span>
      </div>
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          {children}
          <Group justify="flex-end" gap="xs" mt="xs">
            {configured && (
              <Button variant="subtle" color="red" disabled={busy} onClick={() => void send(without())}>
                {takeBack ?? t('settings.remove')}
              </Button>
            )}
            <Button type="submit" loading={busy}>
              {common('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Paper>
  );
}
