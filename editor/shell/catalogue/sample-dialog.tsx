/** Makes a type from events that somebody pastes: what was found is opened like any other type, to be named and saved. */
import '../../i18n/catalogue.ts';
import { Alert, Button, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ReadSample, readSample } from '../../../flows/catalogue/infer/read-sample.ts';
import type { EventTypeInfo } from '../../../nodes/kit/define-node.ts';
import type { CatalogueEntry } from '../../../runtime/wire/catalogue.ts';
import { useLanguage } from '../../i18n/setup.ts';
import { DialogFoot } from './dialog-foot.tsx';
import classes from './import-types.module.css';
import { TextSource } from './text-source.tsx';

interface SampleDialogProps {
  /** Types whose fields have names already. */
  readonly known: readonly EventTypeInfo[];
  readonly taken: readonly CatalogueEntry[];
  readonly onTaken: (info: EventTypeInfo) => void;
  readonly onClose: () => void;
}

export function SampleDialog({ known, taken, onTaken, onClose }: SampleDialogProps) {
  const { t } = useTranslation('catalogue');
  const [text, setText] = useState('');
  const [sample, setSample] = useState<ReadSample>();

  function read(content: string) {
    setText(content);
    const result = readSample(content, known);
    const only = 'types' in result && result.types.length === 1 && result.skipped === 0 && result.types[0];
    if (only && !isTaken(only.info, taken)) onTaken(only.info);
    else setSample(result);
  }

  return (
    <Modal
      opened
      onClose={onClose}
      title={t('sampleTitle')}
      size={640}
      // It grows with what is read; the head stays where it is.
      centered={false}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {t('sampleHelp')}
        </Text>
        <TextSource
          label={t('sampleText')}
          value={text}
          isRead={sample !== undefined}
          onChange={(next) => {
            setText(next);
            setSample(undefined);
          }}
          onRead={read}
        />
        {sample && <Found sample={sample} taken={taken} onTaken={onTaken} />}
        <DialogFoot onCancel={onClose}>
          <Button disabled={text.trim() === '' || sample !== undefined} onClick={() => read(text)}>
            {t('read')}
          </Button>
        </DialogFoot>
      </Stack>
    </Modal>
  );
}

function isTaken({ type }: EventTypeInfo, taken: readonly CatalogueEntry[]): boolean {
  return taken.some(({ info, origin }) => info.type === type && origin !== 'discovered');
}

type FoundProps = Pick<SampleDialogProps, 'taken' | 'onTaken'> & { readonly sample: ReadSample };

function Found({ sample, taken, onTaken }: FoundProps) {
  const { t } = useTranslation('catalogue');
  const language = useLanguage();
  if ('problem' in sample)
    return (
      <Alert color="red" variant="light" role="alert">
        {sample.problem[language]}
      </Alert>
    );
  return (
    <>
      <ul className={classes.list} aria-label={t('list')}>
        {sample.types.map(({ info, events }) => (
          <li key={info.type}>
            <span className={classes.what}>
              <code>{info.type || t('unnamed')}</code>
              <span className={classes.aside}>
                {t('sampleOf', { count: events })} · {t('fieldCount', { count: info.fields.length })}
              </span>
              {isTaken(info, taken) && (
                <span className={classes.aside}>{t('taken', { type: info.type })}</span>
              )}
            </span>
            {!isTaken(info, taken) && (
              <Button variant="default" onClick={() => onTaken(info)}>
                {t('edit')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {sample.skipped > 0 && (
        <Text size="sm" c="dimmed">
          {t('skipped', { count: sample.skipped })}
        </Text>
      )}
    </>
  );
}
