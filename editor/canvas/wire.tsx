/** A wire between two nodes, with how many events went over it. */
import { BaseEdge, EdgeLabelRenderer, type EdgeProps, getBezierPath } from '@xyflow/react';
import { memo } from 'react';
import { useFormats } from '../i18n/format.ts';
import { useEdgeLive } from '../live/live.ts';
import type { WireEdge } from './drawn-parts.ts';
import { useFlash } from './flash.ts';
import classes from './wire.module.css';

export const Wire = memo(function Wire(props: EdgeProps<WireEdge>) {
  const { id, data, selected, markerEnd } = props;
  const flow = data?.flow ?? '';
  const formats = useFormats();
  const live = useEdgeLive(flow, id);
  const flashing = useFlash('edge', id);
  const [path, x, y] = getBezierPath(props);
  const moving = (live?.rate ?? 0) > 0;
  const state = selected ? 'selected' : flashing ? 'flashing' : moving ? 'moving' : undefined;
  return (
    <>
      <BaseEdge
        id={id}
        path={path}
        className={classes.wire}
        data-state={state}
        interactionWidth={18}
        {...(markerEnd ? { markerEnd } : {})}
      />
      {moving && <path d={path} className={classes.current} />}
      {live && live.count > 0 && (
        <EdgeLabelRenderer>
          <span
            className={classes.count}
            data-state={state}
            style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
          >
            {formats.count(live.count)}
          </span>
        </EdgeLabelRenderer>
      )}
    </>
  );
});
