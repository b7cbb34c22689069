/** A trial at which nothing arrived: why that may be, and what to do about it. */
import '../i18n/trial.ts';
import { Button, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { localize } from '../../nodes/kit/text.ts';
import { definitionOf } from '../../nodes/register.ts';
import type { Trial, TrialSource } from '../../runtime/wire/trial.ts';
import { documentActions, useDocument } from '../document/open-document.ts';
import { useLanguage } from '../i18n/setup.ts';
import { stuckAt } from './stuck-at.ts';

interface NoEventsProps {
  readonly trial: Trial;
  readonly nodeId: string;
  readonly onChoose: (source: TrialSource) => void;
}

export function NoEvents({ trial, nodeId, onChoose }: NoEventsProps) {
  const { t } = useTranslation('trial');
  const { from, events } = trial;
  // What is wrong with the draft is said beside it.
  if (events === 0 && trial.problems.length > 0) return null;
  if (events > 0) return <NothingArrived trial={trial} nodeId={nodeId} />;
  return (
    <Stack gap={6}>
      <Text size="sm" fw={600}>
        {t(`empty.${from}`)}
      </Text>
      <Text size="xs" c="dimmed">
        {t(from === 'recent' ? 'empty.help' : 'empty.helpNoSimulation')}
      </Text>
      <Group gap={6}>
        {from === 'recent' && (
          <Button size="compact-xs" variant="default" onClick={() => onChoose('simulated')}>
            {t('empty.simulate')}
          </Button>
        )}
        {from !== 'given' && (
          <Button size="compact-xs" variant="default" onClick={() => onChoose('given')}>
            {t('empty.paste')}
          </Button>
        )}
      </Group>
    </Stack>
  );
}

function NothingArrived({ trial, nodeId }: { trial: Trial; nodeId: string }) {
  const { t } = useTranslation('trial');
  const language = useLanguage();
  const flow = useDocument((state) => state.flow);
  const stuck = flow ? stuckAt(flow, nodeId, trial.counts) : undefined;
  const kind = stuck && definitionOf(stuck.type)?.label[language];
  const name = stuck && localize(stuck.data.label, language, kind ?? stuck.id);
  return (
    <Stack gap={6} align="flex-start">
      <Text size="sm" fw={600}>
        {t('empty.arrived')}
      </Text>
      <Text size="xs" c="dimmed">
        {name === undefined ? t('empty.arrivedHelp') : t('empty.stuck', { name })}
      </Text>
      {stuck && (
        <Button size="compact-xs" variant="default" onClick={() => documentActions.reveal(stuck.id)}>
          {t('empty.look', { name })}
        </Button>
      )}
    </Stack>
  );
}
