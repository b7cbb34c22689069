/** Importing a flow: choose a file, drop it, or paste its text. */
import { Alert, Button, FileButton, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './import-dialog.module.css';
import { useImport } from './use-import.ts';

export function ImportDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation('deploy');
  const { t: common } = useTranslation('common');
  const importText = useImport();
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);

  function close() {
    setText('');
    setProblem(undefined);
    onClose();
  }

  async function bring(content: string) {
    setBusy(true);
    const failed = await importText(content);
    setBusy(false);
    setProblem(failed);
    if (failed === undefined) close();
  }

  return (
    <Modal
      opened={opened}
      onClose={close}
      title={t('importing.title')}
      size="lg"
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      <Stack gap="md">
        <div className={classes.drop}>
          <IconFileImport size={26} stroke={1.5} aria-hidden />
          <Text size="sm" c="dimmed" ta="center">
            {t('importing.drop')}
          </Text>
          <FileButton
            accept="application/json,.json"
            onChange={(file) => file && void file.text().then(bring)}
          >
            {(props) => (
              <Button {...props} variant="default" loading={busy}>
                {t('importing.choose')}
              </Button>
            )}
          </FileButton>
        </div>
        <Textarea
          label={t('importing.paste')}
          placeholder={t('importing.placeholder')}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          minRows={6}
          maxRows={14}
          spellCheck={false}
          classNames={{ input: classes.code }}
        />
        {problem && (
          <Alert color="red" variant="light">
            {problem}
          </Alert>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={close}>
            {common('cancel')}
          </Button>
          <Button loading={busy} disabled={text.trim() === ''} onClick={() => void bring(text)}>
            {t('importing.submit')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
