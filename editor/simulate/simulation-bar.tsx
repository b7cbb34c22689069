/** Stands above the canvas for as long as what is seen is made up: the simulated clock, how much was sent, stop. */
import { Button, Select } from '@mantine/core';
import { IconFlask, IconPlayerStop } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SimulationState } from '../../runtime/wire/live.ts';
import { useFlowActions } from '../deploy/use-flow-actions.tsx';
import { useDocument } from '../document/open-document.ts';
import { useFormats } from '../i18n/format.ts';
import { startSimulation, stopSimulation } from '../server/flows-api.ts';
import classes from './simulation-bar.module.css';
import { SPEEDS, useSpeedName } from './speeds.ts';

interface SimulationBarProps {
  readonly flow: string;
  readonly state: SimulationState;
  readonly onState: (state: SimulationState) => void;
}

/** Events a second of the wall clock that can be chosen while it runs. */
const RATES: readonly number[] = [1, 5, 10, 20, 50, 100, 200, 500, 1000, 5000];

export function SimulationBar({ flow, state, onState }: SimulationBarProps) {
  const { t } = useTranslation('simulate');
  const { t: common } = useTranslation('common');
  const formats = useFormats();
  const speedName = useSpeedName();
  const { sayFailed } = useFlowActions();
  const timezone = useDocument((document) => document.flow?.timezone);
  const [busy, setBusy] = useState(false);

  async function attempt(run: () => Promise<SimulationState>) {
    setBusy(true);
    try {
      onState(await run());
    } catch (error) {
      sayFailed(error);
    } finally {
      setBusy(false);
    }
  }

  const withOwn = (list: readonly number[], own: number) =>
    list.includes(own) ? list : [...list, own].sort((a, b) => a - b);

  return (
    <section className={classes.bar} aria-label={t('title')}>
      <span className={classes.mark}>
        <IconFlask size={16} stroke={1.8} aria-hidden />
        {t('marking')}
      </span>
      <span className={classes.clock}>
        <span className={classes.what}>{t('clock')}</span>
        <span className="tabular">{state.now ? formats.dateTime(state.now, timezone ?? 'UTC') : '–'}</span>
      </span>
      <span className={`${classes.sent} tabular`}>
        {t('sent', { count: state.sent, amount: formats.count(state.sent) })}
      </span>
      <div className={classes.tools}>
        <Select
          size="xs"
          w={150}
          aria-label={t('speed')}
          data={withOwn(SPEEDS, state.speed).map((value) => ({
            value: String(value),
            label: speedName(value),
          }))}
          value={String(state.speed)}
          onChange={(value) =>
            value &&
            void attempt(() =>
              startSimulation(flow, { rate: state.rate, speed: Number(value), seed: state.seed }),
            )
          }
        />
        <Select
          size="xs"
          w={116}
          aria-label={t('rate')}
          data={withOwn(RATES, state.rate).map((value) => ({
            value: String(value),
            label: common('perSecond', { rate: formats.whole(value) }),
          }))}
          value={String(state.rate)}
          onChange={(value) =>
            value &&
            void attempt(() =>
              startSimulation(flow, { rate: Number(value), speed: state.speed, seed: state.seed }),
            )
          }
        />
        <Button
          variant="default"
          leftSection={<IconPlayerStop size={15} />}
          loading={busy}
          onClick={() => void attempt(() => stopSimulation(flow))}
        >
          {t('stop')}
        </Button>
      </div>
    </section>
  );
}
