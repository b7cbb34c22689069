/** The wire that somebody is drawing; where it may not end, it says why. */
import { type ConnectionLineComponentProps, getBezierPath } from '@xyflow/react';
import { useLanguage } from '../i18n/setup.ts';
import { whyNot } from './connect-parts.ts';
import classes from './connecting-line.module.css';
import type { CardNode } from './drawn-parts.ts';

export function ConnectingLine(props: ConnectionLineComponentProps<CardNode>) {
  const { fromX, fromY, toX, toY, fromPosition, toPosition, connectionStatus, fromHandle, toHandle } = props;
  const language = useLanguage();
  const [path] = getBezierPath({
    sourceX: fromX,
    sourceY: fromY,
    sourcePosition: fromPosition,
    targetX: toX,
    targetY: toY,
    targetPosition: toPosition,
  });
  const reason = connectionStatus === 'invalid' && toHandle ? whyNot(fromHandle, toHandle) : undefined;
  return (
    <g>
      <path d={path} className={classes.line} data-status={connectionStatus ?? undefined} />
      {reason && (
        <foreignObject x={toX - 130} y={toY + 14} width={260} height={80} className={classes.place}>
          <div className={classes.reason}>{reason[language]}</div>
        </foreignObject>
      )}
    </g>
  );
}
