/**
 * editor/trial: a node tried on events while it is drawn: what arrives at it, what passes, and why. Nothing is deployed
 * or sent (runtime/trial).
 *
 * This file: the part of a node's panel, folded up until somebody wants it.
 */
import '../i18n/trial.ts';
import { ActionIcon, Button, Group, Loader, SegmentedControl, Stack, Text, Tooltip } from '@mantine/core';
import { IconPlayerPlay, IconRefresh, IconX } from '@tabler/icons-react';
import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FlowNode } from '../../flows/format/flow-file.ts';
import type { NodeContext } from '../../nodes/kit/define-node.ts';
import type { AnyDefinition } from '../../nodes/register.ts';
import type { TrialSource } from '../../runtime/wire/trial.ts';
import { documentStore } from '../document/open-document.ts';
import { exampleEvents } from './example-events.ts';
import { GivenText } from './given-text.tsx';
import { chooseTrial, useTrialChoice } from './trial-choice.ts';
import { TrialFailed, TrialResult } from './trial-result.tsx';
import classes from './try-it.module.css';
import { useNewEvents } from './use-new-events.ts';
import { useTrial } from './use-trial.ts';

export interface TryItProps {
  readonly node: FlowNode;
  readonly definition: AnyDefinition;
  readonly context: NodeContext;
}

const SOURCES: readonly TrialSource[] = ['recent', 'simulated', 'given'];

export function TryIt(props: TryItProps) {
  const { t } = useTranslation('trial');
  const isOpen = useTrialChoice((choice) => choice.isOpen);
  const button = useRef<HTMLButtonElement>(null);
  // Whoever opens or closes it here goes on from there with the keyboard; another node's panel leaves the focus alone.
  const [turned, setTurned] = useState(false);
  useEffect(() => {
    if (turned && !isOpen) button.current?.focus();
  }, [turned, isOpen]);
  const turn = (open: boolean) => {
    setTurned(true);
    chooseTrial({ isOpen: open });
  };
  // Nothing comes to a comment, and nothing leaves it.
  if (props.definition.category === 'note') return null;
  if (isOpen) return <OpenTrial {...props} takesFocus={turned} onClose={() => turn(false)} />;
  return (
    <Button
      ref={button}
      variant="light"
      size="compact-sm"
      leftSection={<IconPlayerPlay size={14} aria-hidden />}
      className={classes.try}
      onClick={() => turn(true)}
    >
      {t('try')}
    </Button>
  );
}

interface OpenTrialProps extends TryItProps {
  readonly takesFocus: boolean;
  readonly onClose: () => void;
}

function OpenTrial({ node, definition, context, takesFocus, onClose }: OpenTrialProps) {
  const { t } = useTranslation('trial');
  const choice = useTrialChoice();
  const answer = useTrial(node.id, choice);
  const { trial, error, isAsking, again } = answer;
  const title = useId();
  const section = useRef<HTMLElement>(null);
  useNewEvents(answer, section);
  const hasAnswer = trial !== undefined || error !== undefined;
  useEffect(() => {
    if (takesFocus) section.current?.focus();
  }, [takesFocus]);
  useEffect(() => {
    if (takesFocus && hasAnswer) section.current?.scrollIntoView?.({ block: 'nearest' });
  }, [takesFocus, hasAnswer]);
  const from = choice.from ?? trial?.from;
  const choose = (source: TrialSource) => {
    const { flow, surroundings } = documentStore.getState();
    const isFirst = source === 'given' && choice.text.trim() === '' && flow;
    const text = isFirst ? exampleEvents(trial, flow, node.id, surroundings.eventTypes) : choice.text;
    chooseTrial({ from: source, text });
  };
  return (
    <section ref={section} tabIndex={-1} aria-labelledby={title} className={classes.trial}>
      <Stack gap="xs">
        <Group gap={4} wrap="nowrap">
          <Text id={title} component="h3" size="xs" fw={600} className={classes.grow}>
            {t('title')}
          </Text>
          {isAsking && <Loader size={14} aria-label={t('asking')} role="status" />}
          <Tooltip label={t('again')}>
            <ActionIcon variant="subtle" color="gray" size={24} aria-label={t('again')} onClick={again}>
              <IconRefresh size={14} aria-hidden />
            </ActionIcon>
          </Tooltip>
          <Tooltip label={t('close')}>
            <ActionIcon variant="subtle" color="gray" size={24} aria-label={t('close')} onClick={onClose}>
              <IconX size={14} aria-hidden />
            </ActionIcon>
          </Tooltip>
        </Group>
        <SegmentedControl
          size="xs"
          fullWidth
          aria-label={t('source')}
          value={from ?? ''}
          onChange={(value) => choose(value as TrialSource)}
          data={SOURCES.map((value) => ({ value, label: t(`sources.${value}`) }))}
        />
        {choice.from === 'given' && <GivenText text={choice.text} />}
        <div aria-busy={isAsking} data-asking={(isAsking && trial !== undefined) || undefined}>
          {error !== undefined && <TrialFailed error={error} onAgain={again} />}
          {trial && (
            <TrialResult
              trial={trial}
              node={node}
              definition={definition}
              context={context}
              onChoose={choose}
            />
          )}
        </div>
      </Stack>
    </section>
  );
}
