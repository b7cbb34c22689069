/** A new, empty flow: its name, and the id that follows from it until somebody writes another. */
import { Button, Group, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { idFor } from '../deploy/flow-json.ts';
import { createFlow } from '../server/flows-api.ts';
import { useProblemText } from '../server/problem-text.ts';
import { goTo } from '../shell/route.ts';

const FLOW_ID = /^[a-z0-9][a-z0-9-]{0,63}$/;

/** @param taken ids that other flows have */
export function CreateForm({ taken }: { taken: readonly string[] }) {
  const { t } = useTranslation('shell');
  const problemText = useProblemText();
  const [name, setName] = useState('');
  const [ownId, setOwnId] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const id = ownId ?? idFor(name, taken);
  const idProblem = !FLOW_ID.test(id)
    ? t('create.idWrong')
    : taken.includes(id)
      ? t('create.idTaken')
      : undefined;

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (name.trim() === '') {
      setProblem(t('create.nameRequired'));
      return;
    }
    if (idProblem) return;
    setBusy(true);
    try {
      const timezone = Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
      const { summary } = await createFlow({ id, name: name.trim(), timezone, nodes: [], edges: [] });
      goTo({ page: 'flow', id: summary.id });
    } catch (error) {
      setProblem(problemText(error));
      setBusy(false);
    }
  }

  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <TextInput
          label={t('create.name')}
          placeholder={t('create.namePlaceholder')}
          value={name}
          onChange={(event) => {
            setName(event.currentTarget.value);
            setProblem(undefined);
          }}
          error={problem}
          maxLength={200}
        />
        <TextInput
          label={t('create.id')}
          description={t('create.idHelp')}
          value={id}
          onChange={(event) => setOwnId(event.currentTarget.value)}
          error={idProblem}
          spellCheck={false}
          maxLength={64}
        />
        <Group justify="flex-end" gap="xs">
          <Button type="submit" loading={busy}>
            {t('create.submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
