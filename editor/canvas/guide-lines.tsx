/** The lines in which a dragged card stands with others. */
import { ViewportPortal } from '@xyflow/react';
import { useGuideLines } from './drag-marks.ts';
import classes from './guide-lines.module.css';

export function GuideLines() {
  const lines = useGuideLines();
  if (lines.length === 0) return null;
  return (
    <ViewportPortal>
      <svg className={classes.lines} aria-hidden="true">
        {lines.map(({ axis, at, from, to }) =>
          axis === 'x' ? (
            <line key={axis} x1={at} x2={at} y1={from} y2={to} />
          ) : (
            <line key={axis} x1={from} x2={to} y1={at} y2={at} />
          ),
        )}
      </svg>
    </ViewportPortal>
  );
}
