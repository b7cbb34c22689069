/** The live numbers on a card. Each reads its own key of the live stores, so a tick draws the number and no more. */
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
  const live = useNodeLive(flow, node);
  return (
    <div className={classes.foot}>
      <span className={classes.kind}>{kind}</span>
      {live && (
        <span className={classes.state}>
          {live.errors > 0 && <Badge value={live.errors} what="errors" tone="bad" more={live.lastError} />}
          {live.noKey > 0 && <Badge value={live.noKey} what="noKey" tone="warn" />}
          {live.tooLate > 0 && <Badge value={live.tooLate} what="late" tone="warn" />}
          {live.open > 0 && <Badge value={live.open} what="waiting" tone="calm" />}
          {live.rate > 0 && <Rate value={live.rate} />}
        </span>
      )}
    </div>
  );
}

function Rate({ value }: { value: number }) {
  const { t } = useTranslation('common');
  const formats = useFormats();
  return <span className={classes.rate}>{t('perSecond', { rate: formats.rate(value) })}</span>;
}

interface BadgeProps {
  readonly value: number;
  readonly what: 'errors' | 'noKey' | 'late' | 'waiting';
  readonly tone: 'bad' | 'warn' | 'calm';
  /** The last error's sentence. */
  readonly more?: string | undefined;
}

/** These change with every tick, so they have the browser's own tooltip, which costs nothing until it is asked for. */
function Badge({ value, what, tone, more }: BadgeProps) {
  const { t } = useTranslation('canvas');
  const formats = useFormats();
  const help = t(`card.${what}Help`);
  return (
    <span
      className={classes.badge}
      data-tone={tone}
      title={more ? `${help}\n${t('card.lastError', { message: more })}` : help}
    >
      {t(`card.${what}`)} {formats.count(value)}
    </span>
  );
}
