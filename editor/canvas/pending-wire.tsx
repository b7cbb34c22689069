/** The wire that was led into the empty, drawn for as long as the list of kinds asks what stands at its end. */
import { getBezierPath, Position, useStore, ViewportPortal } from '@xyflow/react';
import { useAsked } from './asking.ts';
import { CARD, FIRST_HANDLE } from './card-size.ts';
import classes from './pending-wire.module.css';

export function PendingWire() {
  const question = useAsked()?.question;
  if (question?.about !== 'kind' || !question.end) return null;
  return <Wire {...question.end} handle={question.end.handle ?? null} place={question.place} />;
}

interface WireProps {
  readonly node: string;
  readonly handle: string | null;
  readonly side: 'source' | 'target';
  /** Where the card would stand. */
  readonly place: { readonly x: number; readonly y: number };
}

function Wire({ node, handle, side, place }: WireProps) {
  // As text: it is the same as long as the place is
  const from = useStore(({ nodeLookup }) => {
    const internals = nodeLookup.get(node)?.internals;
    const handles = internals?.handleBounds?.[side];
    const found = handles?.find(({ id }) => id === handle) ?? handles?.[0];
    if (!internals || !found) return undefined;
    const { x, y } = internals.positionAbsolute;
    return `${x + found.x + found.width / 2} ${y + found.y + found.height / 2}`;
  });
  if (!from) return null;
  const [x, y] = from.split(' ').map(Number);
  const begins = { x, y };
  const ends = { x: side === 'source' ? place.x : place.x + CARD.width, y: place.y + FIRST_HANDLE };
  const [left, right] = side === 'source' ? [begins, ends] : [ends, begins];
  const [path] = getBezierPath({
    sourceX: left.x,
    sourceY: left.y,
    sourcePosition: Position.Right,
    targetX: right.x,
    targetY: right.y,
    targetPosition: Position.Left,
  });
  return (
    <ViewportPortal>
      <svg className={classes.wire} aria-hidden="true" data-pending-wire>
        <path d={path} />
        <circle cx={ends.x} cy={ends.y} r={5} />
      </svg>
    </ViewportPortal>
  );
}
