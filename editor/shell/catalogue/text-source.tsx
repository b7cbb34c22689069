/** A text that somebody pastes, drops or chooses as a file. */
import '../../i18n/catalogue.ts';
import { Button, FileButton, Group, Text, Textarea } from '@mantine/core';
import type { DragEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { CATALOGUE_LIMITS } from '../../../flows/catalogue/catalogue-limits.ts';
import classes from './type-panel.module.css';

interface TextSourceProps {
  readonly label: string;
  readonly value: string;
  /** What was read of it is shown below, so it takes less room. */
  readonly isRead: boolean;
  readonly onChange: (text: string) => void;
  /** `name` of the file, where it came from one. */
  readonly onRead: (text: string, name?: string) => void;
}

export function TextSource({ label, value, isRead, onChange, onRead }: TextSourceProps) {
  const { t } = useTranslation('catalogue');
  const take = (file: File | null | undefined) => {
    // Read no more than the reader needs to say that it is too large.
    if (file)
      void file
        .slice(0, CATALOGUE_LIMITS.text + 4)
        .text()
        .then((text) => onRead(text, file.name));
  };
  const drop = (event: DragEvent) => {
    if (event.dataTransfer.files.length === 0) return;
    event.preventDefault();
    event.stopPropagation();
    take(event.dataTransfer.files[0]);
  };
  return (
    <>
      <Textarea
        label={label}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        onDrop={drop}
        onDragOver={(event) => event.preventDefault()}
        minRows={isRead ? 3 : 9}
        maxRows={isRead ? 3 : 14}
        spellCheck={false}
        classNames={{ input: classes.code }}
        data-autofocus
      />
      <Group gap="xs">
        <FileButton accept="application/json,.json,.ndjson,.jsonl,.yaml,.yml,.txt" onChange={take}>
          {(props) => (
            <Button {...props} variant="default">
              {t('chooseFile')}
            </Button>
          )}
        </FileButton>
        <Text size="sm" c="dimmed">
          {t('dropHere')}
        </Text>
      </Group>
    </>
  );
}
