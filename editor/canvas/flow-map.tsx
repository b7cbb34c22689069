/**
 * The small map of the whole flow, and in it the part that is on screen. Moving about moves that part alone, without
 * drawing: the map itself is drawn when cards move, come or go.
 */
import { Panel, type ReactFlowState, useReactFlow, useStore, useStoreApi } from '@xyflow/react';
import { memo, type PointerEvent, useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { FlowFile } from '../../flows/format/flow-file.ts';
import { type GroupColour, groupsOf, knownColour } from '../../flows/format/groups.ts';
import { definitionOf } from '../../nodes/register.ts';
import { useDocument } from '../document/open-document.ts';
import type { CardNode, WireEdge } from './drawn-parts.ts';
import classes from './flow-map.module.css';
import { boxAround } from './group-boxes.ts';
import { GROUP_TOKENS } from './group-colours.ts';
import { around, type Rect } from './in-view.ts';

const SIZE = { width: 168, height: 112 };
/** Room around the cards, in px of the map. */
const MARGIN = 10;

type MapState = ReactFlowState<CardNode, WireEdge>;

interface Spot extends Rect {
  readonly id: string;
  readonly category: string;
}

/** Where the cards are. The same text means that the map is the same. */
function spotsOf(state: MapState): Spot[] {
  return [...state.nodeLookup.values()].map(({ id, data, measured, internals }) => ({
    id,
    ...internals.positionAbsolute,
    width: measured.width ?? 0,
    height: measured.height ?? 0,
    category: definitionOf(data.node.type)?.category ?? 'logic',
  }));
}

const sameSpots = (a: Spot[], b: Spot[]): boolean =>
  a.length === b.length &&
  a.every((spot, i) => {
    const { id, x, y, width, height, category } = b[i];
    return (
      spot.id === id &&
      spot.x === x &&
      spot.y === y &&
      spot.width === width &&
      spot.height === height &&
      spot.category === category
    );
  });

const isLargerThanSeen = ({
  nodeLookup,
  transform: [x, y, zoom],
  width,
  height,
}: ReactFlowState): boolean => {
  for (const { internals, measured } of nodeLookup.values()) {
    const left = internals.positionAbsolute.x * zoom + x;
    const top = internals.positionAbsolute.y * zoom + y;
    const right = left + (measured.width ?? 0) * zoom;
    const bottom = top + (measured.height ?? 0) * zoom;
    if (left < 0 || top < 0 || right > width || bottom > height) return true;
  }
  return false;
};

/** The small map, where the flow is larger than what is seen of it. */
export function FlowMap() {
  return useStore(isLargerThanSeen) ? <Spots /> : null;
}

interface Frame extends Rect {
  readonly id: string;
  readonly colour: GroupColour;
}

/** The boxes of groups around the spots of their cards. */
function framesOf(flow: FlowFile | null, spots: readonly Spot[]): Frame[] {
  if (!flow?.groups) return [];
  const places = new Map(spots.map((spot) => [spot.id, spot]));
  return groupsOf(flow).flatMap((group) => {
    const box = boxAround(group.nodes, (id) => places.get(id));
    return box ? [{ ...box, id: group.id, colour: knownColour(group) }] : [];
  });
}

function Spots() {
  const nodes = useStore((state) => state.nodes);
  const store = useStoreApi<CardNode, WireEdge>();
  const last = useRef<Spot[]>([]);
  // Read from the drawing after each change of the nodes; a change that moves none gives the list of before.
  const found = nodes.length > 0 ? spotsOf(store.getState()) : [];
  if (!sameSpots(found, last.current)) last.current = found;
  const flow = useDocument((state) => state.flow);
  const groups = flow?.groups;
  // biome-ignore lint/correctness/useExhaustiveDependencies: of the flow, groups and spots are all that is looked at
  const frames = useMemo(() => framesOf(flow, last.current), [groups, last.current]);
  return <FlowMapPanel spots={last.current} frames={frames} />;
}

/** What the map shows, in coordinates of the drawing. */
function boundsOf(spots: readonly Rect[]): Rect {
  const [first, ...others] = spots;
  if (!first) return { x: 0, y: 0, width: 1, height: 1 };
  return others.reduce<Rect>((whole, spot) => around(whole, spot, 0), first);
}

interface Scale {
  readonly factor: number;
  readonly x: number;
  readonly y: number;
}

/** From the drawing to the map: `map = drawing * factor + x`. */
function scaleOf(bounds: Rect): Scale {
  const factor = Math.min(
    (SIZE.width - 2 * MARGIN) / bounds.width,
    (SIZE.height - 2 * MARGIN) / bounds.height,
  );
  return {
    factor,
    x: (SIZE.width - bounds.width * factor) / 2 - bounds.x * factor,
    y: (SIZE.height - bounds.height * factor) / 2 - bounds.y * factor,
  };
}

const FlowMapPanel = memo(function FlowMapPanel({
  spots,
  frames,
}: {
  spots: readonly Spot[];
  frames: readonly Frame[];
}) {
  const { t } = useTranslation('canvas');
  const { setCenter, zoomTo, getZoom } = useReactFlow();
  const scale = scaleOf(boundsOf([...spots, ...frames]));
  const map = useRef<HTMLDivElement>(null);

  function goTo(event: PointerEvent) {
    if ((event.buttons & 1) === 0 || !map.current) return;
    const { left, top } = map.current.getBoundingClientRect();
    const x = (event.clientX - left - scale.x) / scale.factor;
    const y = (event.clientY - top - scale.y) / scale.factor;
    void setCenter(x, y, { zoom: getZoom() });
  }

  return (
    <Panel position="bottom-right" className={classes.panel}>
      <div
        ref={map}
        className={classes.map}
        style={SIZE}
        role="img"
        aria-label={t('minimap')}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          goTo(event);
        }}
        onPointerMove={goTo}
        onWheel={(event) => void zoomTo(getZoom() * 2 ** (-event.deltaY * 0.002))}
      >
        <svg {...SIZE} aria-hidden="true">
          <g transform={`translate(${scale.x} ${scale.y}) scale(${scale.factor})`}>
            {frames.map(({ id, x, y, width, height, colour }) => (
              <rect
                key={`group ${id}`}
                x={x}
                y={y}
                width={width}
                height={height}
                rx={24}
                fill={`var(--naru-${GROUP_TOKENS[colour]})`}
                fillOpacity={0.16}
              />
            ))}
            {spots.map(({ id, x, y, width, height, category }) => (
              <rect
                key={id}
                x={x}
                y={y}
                width={width}
                height={height}
                rx={18}
                fill={`var(--naru-${category})`}
              />
            ))}
          </g>
        </svg>
        <SeenPart scale={scale} />
      </div>
    </Panel>
  );
});

/** The part on screen: its place is written to the element in each frame of a move. */
function SeenPart({ scale }: { scale: Scale }) {
  const part = useRef<HTMLDivElement>(null);
  const store = useStoreApi();
  useEffect(() => {
    let size = '';
    const show = ({
      transform: [x, y, zoom],
      width,
      height,
    }: Pick<MapState, 'transform' | 'width' | 'height'>) => {
      const { style } = part.current ?? {};
      if (!style) return;
      const next = `${((width / zoom) * scale.factor).toFixed(2)}px ${((height / zoom) * scale.factor).toFixed(2)}px`;
      if (next !== size) [style.width, style.height] = next.split(' ');
      size = next;
      const left = (-x / zoom) * scale.factor + scale.x;
      const top = (-y / zoom) * scale.factor + scale.y;
      style.transform = `translate(${left}px, ${top}px)`;
    };
    show(store.getState());
    return store.subscribe((state, before) => {
      if (
        state.transform !== before.transform ||
        state.width !== before.width ||
        state.height !== before.height
      )
        show(state);
    });
  }, [store, scale]);
  return <div ref={part} className={classes.seen} data-pans />;
}
