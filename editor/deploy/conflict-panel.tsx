/**
 * What the reader and somebody else changed in different ways: each as a sentence with both versions, to choose from. It
 * lies over the canvas and keeps nobody from drawing on; until it is settled, the reader's version is what is saved.
 */
import { ActionIcon, Button, Group, SegmentedControl, Text, Tooltip, UnstyledButton } from '@mantine/core';
import { IconArrowsSplit2, IconChevronDown, IconChevronUp, IconFocusCentered } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FlowFile } from '../../flows/format/flow-file.ts';
import { conflictInWords } from '../../flows/format/merge/conflict-words.ts';
import { conflictKey, type MergeConflict, type Side } from '../../flows/format/merge/merge-conflict.ts';
import { documentActions, documentStore, useDocument } from '../document/open-document.ts';
import { useLanguage } from '../i18n/setup.ts';
import classes from './conflict-panel.module.css';

export function ConflictPanel() {
  const { t } = useTranslation('drafts');
  const conflicts = useDocument((state) => state.conflicts);
  const [folded, setFolded] = useState(false);
  const [chosen, setChosen] = useState<Readonly<Record<string, Side>>>({});
  // What comes anew is to be seen, and nothing is chosen of it yet.
  useEffect(() => {
    if (conflicts.length > 0) setFolded(false);
    else setChosen({});
  }, [conflicts]);
  if (conflicts.length === 0) return null;
  const fold = folded ? t('conflicts.unfold') : t('conflicts.fold');

  return (
    <section
      className={classes.panel}
      aria-label={t('conflicts.title', { count: conflicts.length })}
      data-canvas-tools
    >
      <Group gap="xs" wrap="nowrap" className={classes.head}>
        <IconArrowsSplit2 size={17} stroke={1.8} className={classes.icon} aria-hidden />
        <Text size="sm" fw={650} role="status" className={classes.title}>
          {t('conflicts.title', { count: conflicts.length })}
        </Text>
        <Tooltip label={fold}>
          <ActionIcon aria-label={fold} aria-expanded={!folded} onClick={() => setFolded(!folded)}>
            {folded ? <IconChevronDown size={16} /> : <IconChevronUp size={16} />}
          </ActionIcon>
        </Tooltip>
      </Group>
      {!folded && (
        <>
          <Text size="xs" c="dimmed" className={classes.help}>
            {t('conflicts.help')}
          </Text>
          <ul className={classes.list}>
            {conflicts.map((conflict) => (
              <Conflict
                key={conflictKey(conflict)}
                conflict={conflict}
                chosen={chosen[conflictKey(conflict)] ?? 'mine'}
                onChoose={(side) => {
                  documentActions.choose(conflict, side);
                  setChosen({ ...chosen, [conflictKey(conflict)]: side });
                }}
              />
            ))}
          </ul>
          <Group justify="flex-end" className={classes.foot}>
            <Button onClick={() => documentActions.setConflicts([])}>{t('conflicts.done')}</Button>
          </Group>
        </>
      )}
    </section>
  );
}

interface ConflictProps {
  readonly conflict: MergeConflict;
  readonly chosen: Side;
  readonly onChoose: (side: Side) => void;
}

function Conflict({ conflict, chosen, onChoose }: ConflictProps) {
  const { t } = useTranslation('drafts');
  const language = useLanguage();
  const flow = useDocument((state) => state.flow);
  const surroundings = useDocument((state) => state.surroundings);
  // In the words of when it was found: a choice must not change what is asked.
  const [at] = useState<FlowFile | null>(() => documentStore.getState().flow);
  if (!flow || !at) return null;
  const { sentence, mine, theirs } = conflictInWords(conflict, at, surroundings);
  const node =
    'node' in conflict && flow.nodes.some(({ id }) => id === conflict.node) ? conflict.node : undefined;
  const version = (side: Side, words: string) => ({
    value: side,
    label: (
      <span className={classes.version}>
        <span className={classes.whose}>{t(`conflicts.${side}`)}</span>
        <span title={words}>{words}</span>
      </span>
    ),
  });
  return (
    <li className={classes.conflict}>
      {node ? (
        <Tooltip label={t('conflicts.show')}>
          <UnstyledButton className={classes.sentence} onClick={() => documentActions.reveal(node)}>
            {sentence[language]} <IconFocusCentered size={13} stroke={1.8} aria-hidden />
          </UnstyledButton>
        </Tooltip>
      ) : (
        <span className={classes.sentence}>{sentence[language]}</span>
      )}
      <SegmentedControl
        fullWidth
        aria-label={sentence[language]}
        value={chosen}
        onChange={(side) => onChoose(side as Side)}
        data={[version('mine', mine[language]), version('theirs', theirs[language])]}
      />
    </li>
  );
}
