/** What the other version has and the draft has not, and where what was moved stood: drawn, but not to be taken hold of. */
import { getBezierPath, Position, useReactFlow, useStoreApi, ViewportPortal } from '@xyflow/react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { NodeDifference, WireDifference } from '../../flows/format/compare-flows.ts';
import type { FlowFile, FlowNode } from '../../flows/format/flow-file.ts';
import { definitionOf } from '../../nodes/register.ts';
import { sizeOf } from '../canvas/card-shape.ts';
import { meet, seenPart } from '../canvas/in-view.ts';
import { movingTime } from '../canvas/moving-time.ts';
import type { Point } from '../document/operations.ts';
import { useLanguage } from '../i18n/setup.ts';
import { KindIcon } from '../palette/kind-icon.tsx';
import { lookAt, useComparing, useIsLookedAt } from './comparing.ts';
import type { Comparison } from './comparison.ts';
import { centreOf, otherWire, placeOf, wireEnds } from './ghost-place.ts';
import { MarkBadge } from './mark-badge.tsx';
import classes from './marks.module.css';
import { WireSign } from './wire-mark.tsx';

export function Ghosts() {
  const comparison = useComparing((state) => state.comparison);
  return comparison ? <Drawn comparison={comparison} /> : null;
}

function Drawn({ comparison }: { comparison: Comparison }) {
  const { flow, other, hidden, swapped } = comparison;
  useLookedAt(comparison);
  useFirstLook(comparison);
  const nodes = [...comparison.nodes.values()].filter(({ mark }) => !hidden.has(mark));
  const wires = [...comparison.wires.values()].filter(({ mark }) => !hidden.has(mark));
  const theirs = new Map(other.nodes.map((node) => [node.id, node]));
  const mine = new Map(flow.nodes.map((node) => [node.id, node]));
  return (
    <ViewportPortal>
      <svg className={`${classes.layer} ${classes.trails}`} aria-hidden="true">
        {nodes.map((each) => (
          <Trail key={each.key} difference={each} from={theirs.get(each.id)} to={mine.get(each.id)} />
        ))}
      </svg>
      {nodes.map((each) => {
        const node = theirs.get(each.id);
        if (!node || (mine.has(each.id) && !each.moved)) return null;
        return mine.has(each.id) ? (
          <OldPlace key={each.key} node={node} swapped={swapped} />
        ) : (
          <Ghost key={each.key} node={node} difference={each} />
        );
      })}
      {wires.map((each) => (
        <GhostWire key={each.key} difference={each} draft={flow} other={other} swapped={swapped} />
      ))}
    </ViewportPortal>
  );
}

/** Brings what somebody asked to see into view. */
function useLookedAt({ flow, other, told }: Comparison) {
  const { setCenter, getZoom } = useReactFlow();
  const at = useComparing((state) => state.at);
  const turn = useComparing((state) => state.turn);
  const seen = useRef(turn);
  useEffect(() => {
    if (turn === seen.current) return;
    seen.current = turn;
    const difference = told.find(({ key }) => key === at);
    const place = difference && placeOf(difference, flow, other);
    if (!place) return;
    void setCenter(place.x, place.y, { zoom: Math.max(getZoom(), 0.75), duration: movingTime(250) });
  }, [at, turn, told, flow, other, setCenter, getZoom]);
}

/** Where nothing of what differs is on screen, the first of it is shown. */
function useFirstLook({ flow, other, told }: Comparison) {
  const canvas = useStoreApi();
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when a comparison begins
  useEffect(() => {
    const { transform, width, height } = canvas.getState();
    const seen = seenPart(transform, width, height);
    const places = told.flatMap((each) => placeOf(each, flow, other) ?? []);
    const isSeen = ({ x, y }: Point) => meet({ x, y, width: 0, height: 0 }, seen);
    if (width > 0 && places.length > 0 && !places.some(isSeen))
      lookAt(told.find((each) => placeOf(each, flow, other))?.key);
  }, []);
}

interface TrailProps {
  readonly difference: NodeDifference;
  readonly from: FlowNode | undefined;
  readonly to: FlowNode | undefined;
}

function Trail({ difference, from, to }: TrailProps) {
  if (!difference.moved || !from || !to) return null;
  const [a, b] = [centreOf(from), centreOf(to)];
  return <line className={classes.trail} x1={a.x} y1={a.y} x2={b.x} y2={b.y} />;
}

function OldPlace({ node, swapped }: { node: FlowNode; swapped: boolean }) {
  const { t } = useTranslation('compare');
  return (
    <div className={classes.ghost} data-mark="moved" style={boxOf(node)} aria-hidden data-ghost={node.id}>
      <span className={classes.ghostPlace}>{t(swapped ? 'placeThen' : 'placeBefore')}</span>
    </div>
  );
}

function Ghost({ node, difference }: { node: FlowNode; difference: NodeDifference }) {
  const { t } = useTranslation('compare');
  const language = useLanguage();
  const lookedAt = useIsLookedAt(difference.key);
  const name = difference.name[language];
  const word = t(`mark.${difference.mark}`);
  return (
    <div
      className={classes.ghost}
      data-mark={difference.mark}
      data-looked-at={lookedAt || undefined}
      data-ghost={node.id}
      style={boxOf(node)}
    >
      <div className={classes.ghostHead}>
        <KindIcon kind={node.type} data={node.data} />
        <div style={{ minWidth: 0 }}>
          <div className={classes.ghostName}>{name}</div>
          <div className={classes.ghostKind}>{definitionOf(node.type)?.label[language] ?? node.type}</div>
        </div>
      </div>
      <MarkBadge difference={difference} label={t('ghost', { mark: word, name })}>
        {word}
      </MarkBadge>
    </div>
  );
}

function boxOf(node: FlowNode) {
  return { ...sizeOf(node), transform: `translate(${node.position.x}px, ${node.position.y}px)` };
}

interface GhostWireProps {
  readonly difference: WireDifference;
  readonly draft: FlowFile;
  readonly other: FlowFile;
  readonly swapped: boolean;
}

function GhostWire({ difference, draft, other, swapped }: GhostWireProps) {
  const edge = otherWire(difference, swapped);
  const ends = edge && wireEnds(edge, draft, other);
  if (!ends) return null;
  const [from, to] = ends;
  const [path, x, y] = getBezierPath({
    sourceX: from.x,
    sourceY: from.y,
    sourcePosition: Position.Right,
    targetX: to.x,
    targetY: to.y,
    targetPosition: Position.Left,
  });
  return (
    <>
      <svg className={classes.layer} aria-hidden="true">
        <path d={path} className={classes.wire} data-mark={difference.mark} data-ghost />
      </svg>
      {/* One that leads elsewhere has its sign where it leads now. */}
      {difference.mark !== 'changed' && <WireSign difference={difference} x={x} y={y} />}
    </>
  );
}
