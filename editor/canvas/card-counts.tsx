/** The live numbers on a card. Each reads its own key of the live stores, so a tick draws the number and no more. */
import { Tooltip } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../i18n/format.ts';
import { useEdgeSum, useNodeLive } from '../live/live.ts';
import classes from './card-counts.module.css';

function Count({ value }: { value: number | undefined }) {
  const formats = useFormats();
  if (value === undefined) return null;
  return (
    <span className={classes.count} data-zero={value === 0 || undefined}>
      {formats.count(value)}
    </span>
  );
}

/** Events that came into a node with one input. */
export function InCount({ flow, node }: { flow: string; node: string }) {
  return <Count value={useNodeLive(flow, node)?.in} />;
}

/** Events that came into one of several inputs: what its wires carried. */
export function StepCount({ flow, edges }: { flow: string; edges: readonly string[] | undefined }) {
  return <Count value={useEdgeSum(flow, edges)} />;
}

/** Events that left by one output. */
export function OutCount({ flow, node, handle }: { flow: string; node: string; handle: string }) {
  const live = useNodeLive(flow, node);
  return <Count value={live && (live.out[handle] ?? 0)} />;
}

interface CardFootProps {
  readonly flow: string;
  readonly node: string;
  readonly kind: string;
}

/** What kind of node it is, what it could not use, what waits in it, and how fast events come. */
export function CardFoot({ flow, node, kind }: CardFootProps) {
  const { t } = useTranslation('canvas');
  const { t: common } = useTranslation('common');
  const formats = useFormats();
  const live = useNodeLive(flow, node);
  return (
    <div className={classes.foot}>
      <span className={classes.kind}>{kind}</span>
      {live && (
        <span className={classes.state}>
          <Badge value={live.errors} label={t('card.errors')} help={errorHelp(live.lastError)} tone="bad" />
          <Badge value={live.noKey} label={t('card.noKey')} help={t('card.noKeyHelp')} tone="warn" />
          <Badge value={live.tooLate} label={t('card.late')} help={t('card.lateHelp')} tone="warn" />
          <Badge value={live.open} label={t('card.waiting')} help={t('card.waitingHelp')} tone="calm" />
          {live.rate > 0 && (
            <span className={classes.rate}>{common('perSecond', { rate: formats.rate(live.rate) })}</span>
          )}
        </span>
      )}
    </div>
  );

  function errorHelp(message: string | undefined): string {
    return message ? `${t('card.errorsHelp')}\n${t('card.lastError', { message })}` : t('card.errorsHelp');
  }
}

interface BadgeProps {
  readonly value: number;
  readonly label: string;
  readonly help: string;
  readonly tone: 'bad' | 'warn' | 'calm';
}

function Badge({ value, label, help, tone }: BadgeProps) {
  const formats = useFormats();
  if (value === 0) return null;
  return (
    <Tooltip label={help} style={{ whiteSpace: 'pre-line' }}>
      <span className={classes.badge} data-tone={tone}>
        {label} {formats.count(value)}
      </span>
    </Tooltip>
  );
}
