/**
 * editor/simulate: made-up traffic that shows what a flow does: start, stop, rate, speed, and the marking that says
 * so for as long as it runs.
 *
 * This file: the button that starts it.
 */
import {
  Alert,
  Button,
  Group,
  NumberInput,
  Popover,
  Select,
  Stack,
  Text,
  Title,
  Tooltip,
} from '@mantine/core';
import { IconFlask, IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SimulationState } from '../../runtime/wire/live.ts';
import { useOffer } from '../commands/offered-actions.ts';
import { useFlowActions } from '../deploy/use-flow-actions.tsx';
import { useDocument } from '../document/open-document.ts';
import { startSimulation } from '../server/flows-api.ts';
import { SPEEDS, useSpeedName } from './speeds.ts';

interface SimulateControlProps {
  readonly flow: string;
  readonly state: SimulationState;
  readonly onState: (state: SimulationState) => void;
}

export function SimulateControl({ flow, state, onState }: SimulateControlProps) {
  const { t } = useTranslation('simulate');
  const [opened, setOpened] = useState(false);
  const deployed = useDocument((document) => document.deployed !== null);
  useOffer('keys:simulate', () => setOpened(true), deployed);
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" width={340} trapFocus>
      <Popover.Target>
        <Tooltip label={t('needsDeploy')} disabled={deployed}>
          <Button
            variant="default"
            leftSection={<IconFlask size={16} stroke={1.7} />}
            data-disabled={!deployed || undefined}
            aria-disabled={!deployed}
            aria-expanded={opened}
            onClick={() => deployed && setOpened((before) => !before)}
          >
            {t('start')}
          </Button>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown>
        <StartForm
          flow={flow}
          state={state}
          onStarted={(started) => {
            onState(started);
            setOpened(false);
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}

interface StartFormProps {
  readonly flow: string;
  readonly state: SimulationState;
  readonly onStarted: (state: SimulationState) => void;
}

function StartForm({ flow, state, onStarted }: StartFormProps) {
  const { t } = useTranslation('simulate');
  const speedName = useSpeedName();
  const { sayFailed } = useFlowActions();
  const draftDiffers = useDocument((document) => document.summary?.changed ?? false);
  const [rate, setRate] = useState<number | string>(state.rate > 0 ? state.rate : 50);
  const [speed, setSpeed] = useState(state.speed);
  const [seed, setSeed] = useState<number | string>(state.seed);
  const [busy, setBusy] = useState(false);
  const speeds = speed === 0 || SPEEDS.includes(speed) ? SPEEDS : [...SPEEDS, speed].sort((a, b) => a - b);

  async function start() {
    setBusy(true);
    try {
      onStarted(
        await startSimulation(flow, {
          rate: Number(rate) || 1,
          seed: Number(seed) || 0,
          ...(speed > 0 ? { speed } : {}),
        }),
      );
    } catch (error) {
      sayFailed(error);
    } finally {
      setBusy(false);
    }
  }

  return (
    <Stack gap="sm">
      <div>
        <Title order={3}>{t('title')}</Title>
        <Text size="xs" c="dimmed">
          {t('lead')}
        </Text>
      </div>
      <Select
        size="xs"
        label={t('speed')}
        description={t('speedHelp')}
        data={[
          { value: '0', label: t('speedDefault') },
          ...speeds.map((value) => ({ value: String(value), label: speedName(value) })),
        ]}
        value={String(speed)}
        onChange={(value) => value && setSpeed(Number(value))}
        comboboxProps={{ withinPortal: false }}
      />
      <Group grow gap="sm" align="flex-start">
        <NumberInput
          size="xs"
          label={t('rate')}
          value={rate}
          onChange={setRate}
          min={1}
          max={100_000}
          clampBehavior="strict"
          allowDecimal={false}
          thousandSeparator=","
        />
        <NumberInput
          size="xs"
          label={t('seed')}
          value={seed}
          onChange={setSeed}
          min={0}
          allowDecimal={false}
        />
      </Group>
      <Text size="xs" c="dimmed">
        {t('seedHelp')}
      </Text>
      {draftDiffers && (
        <Alert variant="light" color="yellow" p="xs">
          <Text size="xs">{t('draftDiffers')}</Text>
        </Alert>
      )}
      <Button
        leftSection={<IconPlayerPlay size={16} />}
        loading={busy}
        onClick={() => void start()}
        data-autofocus
      >
        {t('startNow')}
      </Button>
    </Stack>
  );
}
