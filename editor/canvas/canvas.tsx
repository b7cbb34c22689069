/**
 * editor/canvas: the drawing of a flow. It draws the document and tells the document what a person did; nothing is
 * read back from the drawing library.
 *
 * This file: React Flow, wired to the document.
 */
import { useComputedColorScheme } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import {
  type AriaLabelConfig,
  ConnectionMode,
  Controls,
  type NodeChange,
  type OnConnectEnd,
  ReactFlow,
  useReactFlow,
  useStoreApi,
} from '@xyflow/react';
import { type DragEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FlowNode } from '../../flows/format/flow-file.ts';
import { localize } from '../../nodes/kit/text.ts';
import { definitionOf } from '../../nodes/register.ts';
import { documentActions, useDocument } from '../document/open-document.ts';
import { currentLanguage, useLanguage } from '../i18n/setup.ts';
import { KIND_DRAG_TYPE } from '../palette/palette-kinds.ts';
import classes from './canvas.module.css';
import { applyEdgeChanges, applyNodeChanges } from './canvas-changes.ts';
import { dropped, mayConnect } from './connect-parts.ts';
import { ConnectingLine } from './connecting-line.tsx';
import { type Detail, DetailContext, detailAt } from './detail.ts';
import { type CardNode, Drawing, type View, type WireEdge } from './drawn-parts.ts';
import { FIT, showFlow } from './first-view.ts';
import { FlowFacts } from './flow-facts.tsx';
import { FlowMap } from './flow-map.tsx';
import { InViewContext } from './in-view.ts';
import { useMovingLayer } from './moving-layer.ts';
import { NodeCard } from './node-card.tsx';
import { NoteCard } from './note-card.tsx';
import { useWatchedView } from './watch-view.ts';
import { Wire } from './wire.tsx';
import { WirePaths, WirePathsContext } from './wire-paths.ts';
import { WiresTogether } from './wires-together.tsx';

const NODE_TYPES = { card: NodeCard, note: NoteCard };
const EDGE_TYPES = { wire: Wire };
/** Where on a card the pointer holds it while it is dragged in from the palette. */
const HELD_AT = { x: 118, y: 30 };

export function Canvas() {
  const { t } = useTranslation('canvas');
  const language = useLanguage();
  const flow = useDocument((state) => state.flow);
  const selection = useDocument((state) => state.selection);
  const scheme = useComputedColorScheme('light');
  const [view, setView] = useState<View>({ measured: {}, dragged: {} });
  const [detail, setDetail] = useState<Detail>('all');
  const { onMove, ...moving } = useMovingLayer();
  const drawing = useRef(new Drawing()).current;
  const inView = useWatchedView();
  const wirePaths = useRef(new WirePaths()).current;
  const { screenToFlowPosition } = useReactFlow();
  const canvasStore = useStoreApi();
  useReveal();

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

  const onNodesChange = useCallback(
    (changes: NodeChange<CardNode>[]) => applyNodeChanges(changes, setView),
    [],
  );

  const onConnectEnd = useCallback<OnConnectEnd>(
    (event, state) => {
      const result = dropped(state, nodeUnder(event));
      if (result.kind === 'connect') documentActions.connect(result.connection);
      if (result.kind === 'refused')
        notifications.show({
          color: 'orange',
          title: t('refused'),
          message: result.reason[currentLanguage()],
        });
    },
    [t],
  );

  const onDrop = useCallback(
    (event: DragEvent) => {
      const definition = definitionOf(event.dataTransfer.getData(KIND_DRAG_TYPE));
      if (!definition) return;
      event.preventDefault();
      const { x, y } = screenToFlowPosition({ x: event.clientX, y: event.clientY });
      documentActions.addNode(definition.kind, { x: x - HELD_AT.x, y: y - HELD_AT.y }, definition.defaults());
    },
    [screenToFlowPosition],
  );

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
      aria-label={t('label')}
      data-canvas
    >
      <InViewContext value={inView}>
        <WirePathsContext value={wirePaths}>
          <DetailContext value={detail}>
            <ReactFlow<CardNode, WireEdge>
              nodes={nodes}
              edges={edges}
              nodeTypes={NODE_TYPES}
              edgeTypes={EDGE_TYPES}
              onNodesChange={onNodesChange}
              onEdgesChange={applyEdgeChanges}
              onConnect={documentActions.connect}
              onConnectEnd={onConnectEnd}
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
              onDragOver={allowDrop}
              onDrop={onDrop}
              deleteKeyCode={null}
              multiSelectionKeyCode={['Meta', 'Control', 'Shift']}
              selectionKeyCode="Shift"
              onInit={(instance) => showFlow(instance, canvasStore.getState().width)}
              minZoom={0.15}
              maxZoom={2}
              colorMode={scheme}
              ariaLabelConfig={ariaLabels}
              proOptions={{ hideAttribution: true }}
            >
              <Controls orientation="horizontal" showInteractive={false} fitViewOptions={FIT} />
              <WiresTogether />
              <FlowMap />
            </ReactFlow>
          </DetailContext>
        </WirePathsContext>
      </InViewContext>
      {flow && <FlowFacts flow={flow.id} timezone={flow.timezone ?? 'UTC'} />}
      {flow?.nodes.length === 0 && (
        <div className={classes.empty}>
          <p className={classes.emptyTitle}>{t('empty.title')}</p>
          <p>{t('empty.text')}</p>
        </div>
      )}
    </section>
  );
}

function allowDrop(event: DragEvent) {
  if (!event.dataTransfer.types.includes(KIND_DRAG_TYPE)) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = 'copy';
}

function nodeUnder(event: MouseEvent | TouchEvent): string | undefined {
  const point = 'changedTouches' in event ? event.changedTouches[0] : event;
  const element = point && document.elementFromPoint(point.clientX, point.clientY);
  return element?.closest<HTMLElement>('.react-flow__node')?.dataset.id;
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
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    void setCenter(node.position.x + width / 2, node.position.y + height / 2, {
      zoom: Math.max(getZoom(), 0.75),
      duration: calm ? 0 : 300,
    });
  }, [reveal, getNode, setCenter, getZoom]);
}
