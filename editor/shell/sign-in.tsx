/** Asks for the token where the server wants one. */
import { Button, Center, Group, Paper, PasswordInput, Stack, Text, Title } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useProblemText } from '../server/problem-text.ts';
import { signIn } from '../server/records-api.ts';
import { RestError } from '../server/rest-client.ts';
import { Brand } from './brand.tsx';
import { LanguageSwitch } from './language-switch.tsx';

export function SignIn({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation('shell');
  const problemText = useProblemText();
  const [token, setToken] = useState('');
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    try {
      await signIn(token.trim());
      onDone();
    } catch (cause) {
      const wrong = cause instanceof RestError && (cause.status === 401 || cause.status === 403);
      setError(wrong ? t('signIn.wrong') : problemText(cause));
    } finally {
      setBusy(false);
    }
  }

  return (
    <Center h="100%" p="md" component="main">
      <Paper p="xl" w={400} maw="100%">
        <form onSubmit={submit}>
          <Stack gap="md">
            <Group justify="space-between">
              <Brand />
              <LanguageSwitch />
            </Group>
            <div>
              <Title order={1} mb={4}>
                {t('signIn.title')}
              </Title>
              <Text size="sm" c="dimmed">
                {t('signIn.text')}
              </Text>
            </div>
            <PasswordInput
              label={t('signIn.token')}
              value={token}
              onChange={(event) => setToken(event.currentTarget.value)}
              error={error}
              autoComplete="current-password"
              size="sm"
              autoFocus
              required
              withAsterisk={false}
            />
            <Button type="submit" size="sm" loading={busy} disabled={token.trim() === ''}>
              {t('signIn.submit')}
            </Button>
          </Stack>
        </form>
      </Paper>
    </Center>
  );
}
