/**
 * editor/canvas: the drawing of a flow. It draws the document and tells the document what a person did; nothing is
 * read back from the drawing library.
 *
 * This file: React Flow, wired to the document.
 */
import { useComputedColorScheme } from '@mantine/core';
import { type AriaLabelConfig, ConnectionMode, ReactFlow, SelectionMode, useReactFlow } from '@xyflow/react';
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FlowNode } from '../../flows/format/flow-file.ts';
import { localize } from '../../nodes/kit/text.ts';
import { definitionOf } from '../../nodes/register.ts';
import { useLasso } from '../commands/tools.ts';
import { useIsComparing } from '../compare/comparing.ts';
import { DifferencePanel } from '../compare/difference-panel.tsx';
import { Ghosts } from '../compare/ghosts.tsx';
import { documentActions, useDocument } from '../document/open-document.ts';
import { useLanguage } from '../i18n/setup.ts';
import { afterDrawing } from '../shell/when-idle.ts';
import classes from './canvas.module.css';
import { applyEdgeChanges } from './canvas-changes.ts';
import { CanvasFoot } from './canvas-foot.tsx';
import { mayConnect } from './connect-parts.ts';
import { ConnectingLine } from './connecting-line.tsx';
import { type Detail, DetailContext, detailAt } from './detail.ts';
import { type CardNode, Drawing, type View, type WireEdge } from './drawn-parts.ts';
import { EarlyMenu } from './early-menu.ts';
import { FindBar } from './find-bar.tsx';
import { FlowMap } from './flow-map.tsx';
import { GroupLayer } from './group-layer.tsx';
import { GuideLines } from './guide-lines.tsx';
import { InViewContext } from './in-view.ts';
import { useKeepInSight } from './keep-in-sight.ts';
import { useMovingLayer } from './moving-layer.ts';
import { movingTime } from './moving-time.ts';
import { NodeCard } from './node-card.tsx';
import { NoteCard } from './note-card.tsx';
import { PendingWire } from './pending-wire.tsx';
import { SelectionBar } from './selection-bar.tsx';
import { useFirstView } from './use-first-view.ts';
import { useHands } from './use-hands.ts';
import { useWatchedView } from './watch-view.ts';
import { Wire } from './wire.tsx';
import { WirePaths, WirePathsContext } from './wire-paths.ts';
import { WiresTogether } from './wires-together.tsx';

const OverCanvas = lazy(
  afterDrawing(async () => ({ default: (await import('./over-canvas.tsx')).OverCanvas })),
);

const NODE_TYPES = { card: NodeCard, note: NoteCard };
const EDGE_TYPES = { wire: Wire };

export function Canvas() {
  const { t } = useTranslation('canvas');
  const { t: hints } = useTranslation('drawing');
  const lasso = useLasso();
  const comparing = useIsComparing();
  const language = useLanguage();
  const flow = useDocument((state) => state.flow);
  const selection = useDocument((state) => state.selection);
  const scheme = useComputedColorScheme('light');
  const [view, setView] = useState<View>({ measured: {}, dragged: {} });
  const { onMove, ...moving } = useMovingLayer();
  const room = useRef<HTMLDivElement>(null);
  const first = useFirstView(room);
  const [zoomed, setDetail] = useState<Detail>();
  const detail = zoomed ?? (first ? detailAt(first.zoom) : 'all');
  const drawing = useRef(new Drawing()).current;
  const inView = useWatchedView();
  const wirePaths = useRef(new WirePaths()).current;
  useReveal();
  useKeepInSight();

  const nameOf = useCallback(
    ({ type, data }: FlowNode) => localize(data.label, language, definitionOf(type)?.label[language] ?? type),
    [language],
  );
  const nodes = useMemo(
    () => (flow ? drawing.nodes(flow, selection, view, nameOf) : []),
    [drawing, flow, selection, view, nameOf],
  );
  const edges = useMemo(
    () => (flow ? drawing.edges(flow, selection, nameOf) : []),
    [drawing, flow, selection, nameOf],
  );

  const { tapping, ...hands } = useHands(setView);

  const ariaLabels = useMemo<Partial<AriaLabelConfig>>(
    () => ({
      'controls.ariaLabel': t('label'),
      'controls.zoomIn.ariaLabel': t('zoomIn'),
      'controls.zoomOut.ariaLabel': t('zoomOut'),
      'controls.fitView.ariaLabel': t('fitView'),
      'node.a11yDescription.default': t('nodeHelp'),
      'edge.a11yDescription.default': t('edgeHelp'),
      'node.a11yDescription.ariaLiveMessage': ({ x, y }) =>
        t('moved', { x: Math.round(x), y: Math.round(y) }),
    }),
    [t],
  );

  return (
    <section
      ref={moving.ref}
      className={classes.canvas}
      data-detail={detail}
      data-comparing={comparing || undefined}
      aria-label={t('labelOf', { flow: localize(flow?.name, language, flow?.id) })}
      data-canvas
      // A flow that is opened gives the keyboard to it (focus-canvas.ts)
      tabIndex={-1}
    >
      <InViewContext value={inView}>
        <WirePathsContext value={wirePaths}>
          <DetailContext value={detail}>
            <div ref={room} className={classes.drawing}>
              {first && (
                <ReactFlow<CardNode, WireEdge>
                  nodes={nodes}
                  edges={edges}
                  nodeTypes={NODE_TYPES}
                  edgeTypes={EDGE_TYPES}
                  {...hands}
                  onEdgesChange={applyEdgeChanges}
                  onConnect={documentActions.connect}
                  onReconnect={(edge, connection) => documentActions.reconnect(edge.id, connection)}
                  isValidConnection={mayConnect}
                  connectionLineComponent={ConnectingLine}
                  connectionMode={ConnectionMode.Strict}
                  connectionRadius={28}
                  onMove={(_, viewport) => {
                    setDetail(detailAt(viewport.zoom));
                    onMove(viewport);
                  }}
                  onMoveEnd={moving.onMoveEnd}
                  deleteKeyCode={null}
                  multiSelectionKeyCode={['Meta', 'Control', 'Shift']}
                  selectionKeyCode="Shift"
                  selectionOnDrag={lasso}
                  selectionMode={SelectionMode.Partial}
                  panOnDrag={!lasso}
                  defaultViewport={first}
                  minZoom={0.15}
                  maxZoom={2}
                  colorMode={scheme}
                  ariaLabelConfig={ariaLabels}
                  proOptions={{ hideAttribution: true }}
                >
                  {flow && <GroupLayer flow={flow} nodes={nodes} onNodesChange={hands.onNodesChange} />}
                  <WiresTogether />
                  <GuideLines />
                  <Ghosts />
                  <PendingWire />
                  <SelectionBar />
                  <FlowMap />
                </ReactFlow>
              )}
            </div>
          </DetailContext>
        </WirePathsContext>
      </InViewContext>
      <CanvasFoot flow={flow} />
      <FindBar />
      <DifferencePanel />
      <Suspense fallback={<EarlyMenu canvas={moving.ref} />}>
        <OverCanvas canvas={moving.ref} />
      </Suspense>
      {tapping && <p className={classes.tapping}>{hints('tapOther')}</p>}
      {flow?.nodes.length === 0 && (
        <div className={classes.empty}>
          <p className={classes.emptyTitle}>{t('empty.title')}</p>
          <p>{t('empty.text')}</p>
        </div>
      )}
    </section>
  );
}

/** Brings a node into view when somebody asked to see it, unless it is seen already. */
function useReveal() {
  const reveal = useDocument((state) => state.reveal);
  const { getNode, setCenter, getZoom } = useReactFlow();
  const seen = useRef(reveal?.turn);
  useEffect(() => {
    if (!reveal || reveal.turn === seen.current) return;
    seen.current = reveal.turn;
    const node = getNode(reveal.node);
    if (!node) return;
    const { width = 236, height = 146 } = node.measured ?? {};
    void setCenter(node.position.x + width / 2, node.position.y + height / 2, {
      zoom: Math.max(getZoom(), 0.75),
      duration: movingTime(300),
    });
  }, [reveal, getNode, setCenter, getZoom]);
}
