/** Stands above the canvas for as long as what is seen is made up: the simulated clock, how much was sent, stop. */
import { Button, Select } from '@mantine/core';
import { IconFlask, IconPlayerStop } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SimulationState } from '../../runtime/wire/live.ts';
import { useOffer } from '../commands/offered-actions.ts';
import { useFlowActions } from '../deploy/use-flow-actions.tsx';
import { useDocument } from '../document/open-document.ts';
import { useFormats } from '../i18n/format.ts';
import { useSimulation } from '../live/live.ts';
import { startSimulation, stopSimulation } from '../server/flows-api.ts';
import classes from './simulation-bar.module.css';
import { SPEEDS, useSpeedName } from './speeds.ts';

interface SimulationBarProps {
  readonly flow: string;
  /** What the server answered last; holds until it tells more by itself. */
  readonly answered: SimulationState;
  readonly onState: (state: SimulationState) => void;
}

/** Events a second of the wall clock that can be chosen while it runs. */
const RATES: readonly number[] = [1, 5, 10, 20, 50, 100, 200, 500, 1000, 5000];

export function SimulationBar({ flow, answered, onState }: SimulationBarProps) {
  const { t } = useTranslation('simulate');
  return (
    <section className={classes.bar} aria-label={t('title')}>
      <span className={classes.mark}>
        <IconFlask size={16} stroke={1.8} aria-hidden />
        {t('marking')}
      </span>
      <Clock flow={flow} />
      <Sent flow={flow} />
      <Pace flow={flow} answered={answered} onState={onState} />
    </section>
  );
}

function Clock({ flow }: { flow: string }) {
  const { t } = useTranslation('simulate');
  const formats = useFormats();
  const timezone = useDocument((document) => document.flow?.timezone ?? 'UTC');
  const now = useSimulation(flow, (state) => state?.now);
  return (
    <span className={classes.clock}>
      <span className={classes.what}>{t('clock')}</span>
      <span className="tabular">{now ? formats.dateTime(now, timezone) : '–'}</span>
    </span>
  );
}

function Sent({ flow }: { flow: string }) {
  const { t } = useTranslation('simulate');
  const formats = useFormats();
  const sent = useSimulation(flow, (state) => state?.sent ?? 0);
  return (
    <span className={`${classes.sent} tabular`}>
      {t('sent', { count: sent, amount: formats.count(sent) })}
    </span>
  );
}

/** How fast it goes, and the end of it. */
function Pace({ flow, answered, onState }: SimulationBarProps) {
  const { t } = useTranslation('simulate');
  const { t: common } = useTranslation('common');
  const formats = useFormats();
  const speedName = useSpeedName();
  const { sayFailed } = useFlowActions();
  const rate = useSimulation(flow, (state) => state?.rate) ?? answered.rate;
  const speed = useSimulation(flow, (state) => state?.speed) ?? answered.speed;
  const [busy, setBusy] = useState(false);

  useOffer('keys:simulateStop', () => void attempt(() => stopSimulation(flow)), !busy);

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

  return (
    <div className={classes.tools}>
      <Select
        size="xs"
        w={150}
        aria-label={t('speed')}
        data={withOwn(SPEEDS, speed).map((value) => ({ value: String(value), label: speedName(value) }))}
        value={String(speed)}
        onChange={(value) =>
          value && void attempt(() => startSimulation(flow, { rate, speed: Number(value) }))
        }
      />
      <Select
        size="xs"
        w={116}
        aria-label={t('rate')}
        data={withOwn(RATES, rate).map((value) => ({
          value: String(value),
          label: common('perSecond', { rate: formats.whole(value) }),
        }))}
        value={String(rate)}
        onChange={(value) =>
          value && void attempt(() => startSimulation(flow, { rate: Number(value), speed }))
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
  );
}

function withOwn(list: readonly number[], own: number): readonly number[] {
  return list.includes(own) ? list : [...list, own].sort((a, b) => a - b);
}
