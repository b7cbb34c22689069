/**
 * editor/simulate: made-up traffic that shows what a flow does: start, stop, rate, speed, and the marking that says
 * so for as long as it runs.
 *
 * This file: the button that starts it.
 */
import { Button, Popover, Skeleton, Tooltip } from '@mantine/core';
import { IconFlask } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SimulationState } from '../../runtime/wire/live.ts';
import { useOffer } from '../commands/offered-actions.ts';
import { useDocument } from '../document/open-document.ts';

const StartForm = lazy(() => import('./start-form.tsx').then((module) => ({ default: module.StartForm })));

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
        <Suspense fallback={<Skeleton height={300} />}>
          <StartForm
            flow={flow}
            state={state}
            onStarted={(started) => {
              onState(started);
              setOpened(false);
            }}
          />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  );
}
