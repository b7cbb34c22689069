/** Settings of the HTTP gateway for text messages. The secret is written and never read back. */
import '../../i18n/records.ts';
import { Group, PasswordInput, Select, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../../../runtime/wire/rest.ts';
import { ChannelForm } from './channel-form.tsx';
import classes from './settings-page.module.css';

type Sms = NonNullable<Settings['sms']>;
const METHODS: readonly Sms['method'][] = ['POST', 'PUT', 'GET'];
const EMPTY: Sms = {
  url: '',
  method: 'POST',
  contentType: 'application/json',
  body: '{"to": {{ to | json }}, "text": {{ text | json }}, "id": {{ id | json }}}',
};

interface FormProps {
  readonly settings: Settings;
  readonly onSaved: (settings: Settings) => void;
}

function isHttp(url: string): boolean {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}

export function SmsForm({ settings, onSaved }: FormProps) {
  const { t } = useTranslation('records');
  const [sms, setSms] = useState<Sms>(settings.sms ?? EMPTY);
  const [checked, setChecked] = useState(false);
  const change = (part: Partial<Sms>) => setSms((before) => ({ ...before, ...part }));

  function build(): Settings | undefined {
    setChecked(true);
    if (!isHttp(sms.url)) return undefined;
    const { secret, hasSecret: _, ...rest } = sms;
    return { ...settings, sms: secret ? { ...rest, secret } : rest };
  }

  return (
    <ChannelForm
      title={t('settings.sms.title')}
      configured={settings.sms !== null}
      build={build}
      without={() => ({ ...settings, sms: null })}
      onSaved={(saved) => {
        setSms(saved.sms ?? EMPTY);
        setChecked(false);
        onSaved(saved);
      }}
    >
      <Group gap="sm" align="flex-start" wrap="nowrap">
        <Select
          label={t('settings.sms.method')}
          data={[...METHODS]}
          value={sms.method}
          onChange={(value) => change({ method: METHODS.find((each) => each === value) ?? 'POST' })}
          w={110}
        />
        <TextInput
          label={t('settings.sms.url')}
          placeholder="https://sms.example.com/send"
          value={sms.url}
          onChange={(event) => change({ url: event.currentTarget.value })}
          error={checked && !isHttp(sms.url) ? t('settings.badUrl') : undefined}
          required
          flex={1}
        />
      </Group>
      <TextInput
        label={t('settings.sms.contentType')}
        value={sms.contentType}
        onChange={(event) => change({ contentType: event.currentTarget.value })}
      />
      <Textarea
        label={t('settings.sms.body')}
        description={t('settings.sms.bodyHelp', { to: '{{ to }}', text: '{{ text }}', id: '{{ id }}' })}
        value={sms.body}
        onChange={(event) => change({ body: event.currentTarget.value })}
        classNames={{ input: classes.code }}
        spellCheck={false}
        minRows={3}
      />
      <Group gap="sm" align="flex-end" grow>
        <TextInput
          label={t('settings.sms.header')}
          placeholder="Authorization"
          value={sms.header ?? ''}
          onChange={(event) => change({ header: event.currentTarget.value })}
        />
        <PasswordInput
          label={t('settings.sms.secret')}
          size="sm"
          autoComplete="new-password"
          value={sms.secret ?? ''}
          {...(sms.hasSecret ? { description: t('settings.sms.secretKept') } : {})}
          onChange={(event) => change({ secret: event.currentTarget.value })}
        />
      </Group>
    </ChannelForm>
  );
}
