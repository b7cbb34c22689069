/** Looks for words in the flow: Enter goes from hit to hit, and each is shown and selected. */
import { ActionIcon, Paper, TextInput, Tooltip } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconSearch, IconX } from '@tabler/icons-react';
import { type KeyboardEvent, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { closeTool, useTool } from '../commands/tools.ts';
import { findInFlow } from '../document/find-in-flow.ts';
import { documentActions, documentStore, useDocument } from '../document/open-document.ts';
import { useLanguage } from '../i18n/setup.ts';
import classes from './find-bar.module.css';
import { focusCard } from './focus-card.ts';

export function FindBar() {
  return useTool('find') ? <Bar /> : null;
}

function Bar() {
  const { t } = useTranslation('drawing');
  const language = useLanguage();
  const flow = useDocument((state) => state.flow);
  const surroundings = useDocument((state) => state.surroundings);
  const inputs = useDocument((state) => state.inputs);
  const [words, setWords] = useState('');
  const [at, setAt] = useState(-1);
  const hits = useMemo(
    () => (flow ? findInFlow(flow, words, language, { surroundings, inputs }) : []),
    [flow, words, language, surroundings, inputs],
  );

  function go(step: 1 | -1) {
    if (hits.length === 0) return;
    const next = (at + step + hits.length + (at < 0 && step < 0 ? 1 : 0)) % hits.length;
    setAt(next);
    documentActions.reveal(hits[next].node);
  }

  function close() {
    closeTool('find');
    const [selected] = documentStore.getState().selection.nodes;
    if (selected) focusCard(selected);
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') go(event.shiftKey ? -1 : 1);
    else if (event.key === 'Escape') close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  const shown = hits[at];
  const state =
    words.trim() === ''
      ? ''
      : hits.length === 0
        ? t('find.none')
        : t('find.hits', { at: Math.max(at, 0) + 1, total: hits.length });
  return (
    <Paper className={classes.bar} role="search" aria-label={t('find.label')} withBorder>
      <div className={classes.row}>
        <TextInput
          size="xs"
          className={classes.input}
          autoFocus
          type="search"
          aria-label={t('find.label')}
          placeholder={t('find.placeholder')}
          leftSection={<IconSearch size={15} stroke={1.6} aria-hidden />}
          value={words}
          onChange={(event) => {
            setWords(event.currentTarget.value);
            setAt(-1);
          }}
          onKeyDown={onKeyDown}
        />
        <span className={classes.state} role="status">
          {state}
        </span>
        <Step label={`${t('find.previous')} (Shift+Enter)`} off={hits.length === 0} onClick={() => go(-1)}>
          <IconChevronUp size={16} stroke={1.7} />
        </Step>
        <Step label={`${t('find.next')} (Enter)`} off={hits.length === 0} onClick={() => go(1)}>
          <IconChevronDown size={16} stroke={1.7} />
        </Step>
        <Step label={`${t('find.close')} (Esc)`} off={false} onClick={close}>
          <IconX size={16} stroke={1.7} />
        </Step>
      </div>
      {shown && <p className={classes.text}>{shown.text}</p>}
    </Paper>
  );
}

interface StepProps {
  readonly label: string;
  readonly off: boolean;
  readonly onClick: () => void;
  readonly children: React.ReactNode;
}

function Step({ label, off, onClick, children }: StepProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon variant="subtle" color="gray" size="sm" aria-label={label} disabled={off} onClick={onClick}>
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
