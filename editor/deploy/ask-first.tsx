/** Asks before something is done to what waits: says what, per node, and resolves when a person has decided. */
import { Button, Checkbox, Group, Stack, Text, TextInput } from '@mantine/core';
import { modals } from '@mantine/modals';
import { IconAlertTriangle, IconCircleCheck, IconGitCompare } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { i18next } from '../i18n/setup.ts';
import classes from './ask-first.module.css';
import { FateList } from './fate-list.tsx';
import { LONGEST_NAME, usePersonName } from './person-name.ts';
import { giveFocusBack } from './pressed-button.ts';
import { type Fates, useWaitingWords, waits } from './waiting-words.ts';

export interface Question {
  readonly title: string;
  readonly fates: Fates;
  /** What the button says that does it. */
  readonly confirm: string;
  /** Before all else. */
  readonly intro?: string;
  /** It is a deploy: reasons and new settings are said, and dropping needs a confirmation of its own. */
  readonly deploys?: boolean;
  /** Calls it off, and shows on the canvas what would change. */
  readonly seeOnCanvas?: () => void;
  /** What is done is grave, whether something waits or not. */
  readonly grave?: boolean;
}

/** Resolves to true when it is to be done. */
export function askFirst(question: Question): Promise<boolean> {
  return new Promise((resolve) => {
    let answer = false;
    const pressed = document.activeElement;
    const id = modals.open({
      title: (
        <span className={classes.title} data-drops={question.fates.dropped.length > 0 || undefined}>
          {question.fates.dropped.length > 0 && <IconAlertTriangle size={20} stroke={1.8} aria-hidden />}
          {question.title}
        </span>
      ),
      size: 560,
      closeButtonProps: { 'aria-label': i18next.t('close', { ns: 'common' }) },
      onClose: () => {
        resolve(answer);
        if (!answer) giveFocusBack(pressed);
      },
      children: (
        <Asked
          question={question}
          onAnswer={(given) => {
            answer = given;
            modals.close(id);
          }}
        />
      ),
    });
  });
}

function Asked({ question, onAnswer }: { question: Question; onAnswer: (answer: boolean) => void }) {
  const { t } = useTranslation('deploy');
  const { t: common } = useTranslation('common');
  const { t: compare } = useTranslation('compare');
  const words = useWaitingWords();
  const [sure, setSure] = useState(false);
  const { fates, deploys = false, intro, confirm } = question;
  const drops = fates.dropped.length > 0;
  const grave = drops || question.grave === true;
  const blocked = drops && deploys && !sure;

  return (
    <Stack gap="md">
      {intro && <Text size="sm">{intro}</Text>}
      <FateList
        nodes={fates.dropped}
        tone="bad"
        bare={!deploys}
        {...(deploys && { title: t('ask.dropped'), help: t('ask.droppedHelp') })}
      />
      {deploys && (
        <FateList nodes={fates.changed} tone="warn" title={t('ask.changed')} help={t('ask.changedHelp')} />
      )}
      {deploys && waits(fates.kept) && (
        <p className={classes.kept}>
          <IconCircleCheck size={18} stroke={1.8} aria-hidden />
          {t('ask.keptAll', { what: words(fates.kept) })}
        </p>
      )}
      {deploys && <NameField />}
      {deploys && drops && (
        <Checkbox
          label={t('ask.sure')}
          color="red"
          checked={sure}
          onChange={(event) => setSure(event.currentTarget.checked)}
        />
      )}
      <Group justify="flex-end" gap="xs">
        {question.seeOnCanvas && (
          <Button
            variant="subtle"
            mr="auto"
            leftSection={<IconGitCompare size={15} stroke={1.8} />}
            onClick={() => {
              onAnswer(false);
              question.seeOnCanvas?.();
            }}
          >
            {compare('seeOnCanvas')}
          </Button>
        )}
        <Button variant="default" onClick={() => onAnswer(false)} data-autofocus={grave || undefined}>
          {common('cancel')}
        </Button>
        <Button
          {...(grave && { color: 'red' })}
          // Not `disabled`: it stays where the keyboard finds it, and the box above says what is missing.
          data-disabled={blocked || undefined}
          aria-disabled={blocked}
          data-autofocus={!grave || undefined}
          onClick={() => {
            if (!blocked) onAnswer(true);
          }}
        >
          {confirm}
        </Button>
      </Group>
    </Stack>
  );
}

/** Asked once: who has given a name finds it in the list of versions from then on. */
function NameField() {
  const { t } = useTranslation('deploy');
  const [name, setName] = usePersonName();
  const [asks] = useState(name === '');
  if (!asks) return null;
  return (
    <TextInput
      label={t('ask.who')}
      description={t('ask.whoHelp')}
      value={name}
      maxLength={LONGEST_NAME}
      autoComplete="name"
      onChange={(event) => setName(event.currentTarget.value)}
    />
  );
}
