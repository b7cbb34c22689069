/** Settings of the SMTP server. The password is written and never read back. */
import '../../i18n/records.ts';
import { Group, NumberInput, PasswordInput, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../../../runtime/wire/rest.ts';
import { ChannelForm } from './channel-form.tsx';

type Email = NonNullable<Settings['email']>;
const EMPTY: Email = { host: '', port: 587, secure: false, user: '', from: '' };

interface FormProps {
  readonly settings: Settings;
  readonly onSaved: (settings: Settings) => void;
}

export function EmailForm({ settings, onSaved }: FormProps) {
  const { t } = useTranslation('records');
  const [email, setEmail] = useState<Email>(settings.email ?? EMPTY);
  const [checked, setChecked] = useState(false);
  const change = (part: Partial<Email>) => setEmail((before) => ({ ...before, ...part }));
  const missing = (value: string) => (checked && value.trim() === '' ? t('settings.required') : undefined);

  function build(): Settings | undefined {
    setChecked(true);
    if (email.host.trim() === '' || email.from.trim() === '') return undefined;
    const { password, hasPassword: _, ...rest } = email;
    return { ...settings, email: password ? { ...rest, password } : rest };
  }

  return (
    <ChannelForm
      title={t('settings.email.title')}
      configured={settings.email !== null}
      build={build}
      without={() => ({ ...settings, email: null })}
      onSaved={(saved) => {
        setEmail(saved.email ?? EMPTY);
        setChecked(false);
        onSaved(saved);
      }}
    >
      <Group gap="sm" align="flex-start" wrap="nowrap">
        <TextInput
          label={t('settings.email.host')}
          placeholder="smtp.example.com"
          value={email.host}
          onChange={(event) => change({ host: event.currentTarget.value })}
          error={missing(email.host)}
          required
          flex={1}
        />
        <NumberInput
          label={t('settings.email.port')}
          value={email.port}
          onChange={(port) => typeof port === 'number' && change({ port })}
          min={1}
          max={65_535}
          allowDecimal={false}
          w={110}
        />
      </Group>
      <Switch
        label={t('settings.email.secure')}
        description={t('settings.email.secureHelp')}
        checked={email.secure}
        onChange={(event) => change({ secure: event.currentTarget.checked })}
      />
      <TextInput
        label={t('settings.email.user')}
        value={email.user}
        autoComplete="off"
        onChange={(event) => change({ user: event.currentTarget.value })}
      />
      <PasswordInput
        label={t('settings.email.password')}
        size="sm"
        value={email.password ?? ''}
        autoComplete="new-password"
        {...(email.hasPassword ? { description: t('settings.email.passwordKept') } : {})}
        onChange={(event) => change({ password: event.currentTarget.value })}
      />
      <TextInput
        label={t('settings.email.from')}
        placeholder={t('settings.email.fromPlaceholder')}
        value={email.from}
        onChange={(event) => change({ from: event.currentTarget.value })}
        error={missing(email.from)}
        required
      />
    </ChannelForm>
  );
}
