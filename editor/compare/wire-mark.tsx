/** What differs at a wire: its line, and a sign on it. */
import { EdgeLabelRenderer } from '@xyflow/react';
import { useTranslation } from 'react-i18next';
import type { WireDifference } from '../../flows/format/compare-flows.ts';
import { MarkBadge } from './mark-badge.tsx';
import { MarkSign } from './mark-sign.tsx';
import classes from './marks.module.css';
import { useNameOf } from './use-name-of.ts';

interface WireMarkProps {
  readonly difference: WireDifference;
  readonly path: string;
  /** Where its sign stands. */
  readonly x: number;
  readonly y: number;
}

export function WireMark({ difference, path, x, y }: WireMarkProps) {
  return (
    <>
      <path d={path} className={classes.wire} data-mark={difference.mark} />
      <EdgeLabelRenderer>
        <WireSign difference={difference} x={x} y={y} />
      </EdgeLabelRenderer>
    </>
  );
}

/** A wire that came or went with a node is told there: its sign says no more. */
export function WireSign({ difference, x, y }: Omit<WireMarkProps, 'path'>) {
  const { t } = useTranslation('compare');
  const name = useNameOf(difference);
  const transform = `translate(-50%, -50%) translate(${x}px, ${y}px)`;
  const { mark } = difference;
  if (difference.with !== undefined)
    return (
      <span
        className={`${classes.badge} ${classes.onWire}`}
        data-mark={mark}
        data-silent
        style={{ transform }}
        aria-hidden
      >
        <MarkSign mark={mark} />
      </span>
    );
  return (
    <MarkBadge
      difference={difference}
      label={t('ghost', { mark: t(`mark.${mark}`), name })}
      className={classes.onWire}
      transform={transform}
    />
  );
}
