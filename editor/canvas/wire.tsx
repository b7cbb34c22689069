/** A wire between two nodes, with how many events went over it. */
import { BaseEdge, EdgeLabelRenderer, type EdgeProps, getBezierPath } from '@xyflow/react';
import { memo, useCallback } from 'react';
import { useWireDifference } from '../compare/comparing.ts';
import { WireMark } from '../compare/wire-mark.tsx';
import { useFormats } from '../i18n/format.ts';
import { type EdgeLive, partKey } from '../live/counts.ts';
import { counts, useEdgeLive } from '../live/live.ts';
import { LiveText } from '../live/live-text.tsx';
import { useOnlySigns } from './detail.ts';
import { useIsOver } from './drag-marks.ts';
import type { WireEdge } from './drawn-parts.ts';
import { useFlash } from './flash.ts';
import { useSeen, wireId } from './in-view.ts';
import classes from './wire.module.css';
import { useDrawnTogether } from './wire-paths.ts';

const isMoving = (live: EdgeLive | undefined) => (live?.rate ?? 0) > 0;
const hasCarried = (live: EdgeLive | undefined) => (live?.count ?? 0) > 0;

export const Wire = memo(function Wire(props: EdgeProps<WireEdge>) {
  return useSeen(wireId(props.id)) ? <DrawnWire {...props} /> : null;
});

function DrawnWire(props: EdgeProps<WireEdge>) {
  const { id, data, selected, markerEnd } = props;
  const flow = data?.flow ?? '';
  // Whether, not how much: a wire is not drawn anew because one more event went over it.
  const moving = useEdgeLive(flow, id, isMoving);
  const carried = useEdgeLive(flow, id, hasCarried);
  const onlySigns = useOnlySigns();
  const flashing = useFlash('edge', id);
  const takes = useIsOver(id);
  const difference = useWireDifference(id);
  const [path, x, y] = getBezierPath(props);
  // From very far all wires are one drawing, but for those that somebody looks at.
  const together = onlySigns && !selected && !flashing && !takes && !difference;
  useDrawnTogether(id, path, moving, together);
  const state = takes
    ? 'takes'
    : selected
      ? 'selected'
      : flashing
        ? 'flashing'
        : moving
          ? 'moving'
          : undefined;
  if (together) return null;
  return (
    <>
      <BaseEdge
        id={id}
        path={path}
        className={classes.wire}
        data-state={state}
        interactionWidth={onlySigns ? 0 : 18}
        {...(markerEnd ? { markerEnd } : {})}
      />
      {difference && <WireMark difference={difference} path={path} x={x} y={y} />}
      {moving && !onlySigns && <path d={path} className={classes.current} />}
      {carried && !onlySigns && (
        <EdgeLabelRenderer>
          <span
            className={classes.count}
            data-state={state}
            style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
          >
            <WireCount flow={flow} edge={id} />
          </span>
        </EdgeLabelRenderer>
      )}
    </>
  );
}

function WireCount({ flow, edge }: { flow: string; edge: string }) {
  const formats = useFormats();
  const key = partKey(flow, edge);
  const subscribe = useCallback((listener: () => void) => counts.edges.subscribe(key, listener), [key]);
  const read = useCallback(() => counts.edges.get(key)?.count, [key]);
  const say = useCallback(
    (count: number | undefined) => ({ text: count ? formats.count(count) : '' }),
    [formats],
  );
  return <LiveText subscribe={subscribe} read={read} say={say} />;
}
