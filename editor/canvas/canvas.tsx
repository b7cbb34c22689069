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
  Background,
  BackgroundVariant,
  ConnectionMode,
  Controls,
  type EdgeChange,
  MiniMap,
  type NodeChange,
  type OnConnectEnd,
  ReactFlow,
  type ReactFlowInstance,
  useReactFlow,
} from '@xyflow/react';
import { type DragEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { definitionOf } from '../../nodes/register.ts';
import { documentActions, documentStore, useDocument } from '../document/open-document.ts';
import { currentLanguage } from '../i18n/setup.ts';
import { KIND_DRAG_TYPE } from '../palette/palette-kinds.ts';
import classes from './canvas.module.css';
import { dropped, mayConnect } from './connect-parts.ts';
import { ConnectingLine } from './connecting-line.tsx';
import { type CardNode, Drawing, type View, type WireEdge } from './drawn-parts.ts';
import { NodeCard } from './node-card.tsx';
import { NoteCard } from './note-card.tsx';
import { Wire } from './wire.tsx';

const NODE_TYPES = { card: NodeCard, note: NoteCard };
const EDGE_TYPES = { wire: Wire };
/** More room below, where the controls stand. */
export const FIT = {
  padding: { top: '28px', right: '28px', bottom: '60px', left: '28px' },
  maxZoom: 1,
  minZoom: 0.15,
} as const;
const MINIMAP = { width: 168, height: 112 };
/** Below this zoom the small print of a card cannot be read. */
const FAR = 0.62;
/** Where on a card the pointer holds it while it is dragged in from the palette. */
const HELD_AT = { x: 118, y: 30 };

export function Canvas() {
  const { t } = useTranslation('canvas');
  const flow = useDocument((state) => state.flow);
  const selection = useDocument((state) => state.selection);
  const scheme = useComputedColorScheme('light');
  const [view, setView] = useState<View>({ measured: {}, dragged: {} });
  const [far, setFar] = useState(false);
  const drawing = useRef(new Drawing()).current;
  const { screenToFlowPosition } = useReactFlow();
  useReveal();

  const nodes = useMemo(
    () => (flow ? drawing.nodes(flow, selection, view) : []),
    [drawing, flow, selection, view],
  );
  const edges = useMemo(() => (flow ? drawing.edges(flow, selection) : []), [drawing, flow, selection]);

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
      'minimap.ariaLabel': t('minimap'),
    }),
    [t],
  );

  return (
    <section className={classes.canvas} data-far={far || undefined} aria-label={t('label')} data-canvas>
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
        onMove={(_, { zoom }) => setFar(zoom < FAR)}
        onDragOver={allowDrop}
        onDrop={onDrop}
        deleteKeyCode={null}
        multiSelectionKeyCode={['Meta', 'Control', 'Shift']}
        selectionKeyCode="Shift"
        onInit={showFlow}
        minZoom={0.15}
        maxZoom={2}
        colorMode={scheme}
        ariaLabelConfig={ariaLabels}
        proOptions={{ hideAttribution: true }}
      >
        <Background variant={BackgroundVariant.Dots} gap={20} size={1.4} color="var(--naru-dots)" />
        <Controls orientation="horizontal" showInteractive={false} fitViewOptions={FIT} />
        <MiniMap<CardNode>
          style={MINIMAP}
          pannable
          zoomable
          nodeColor={miniColor}
          nodeStrokeWidth={0}
          nodeBorderRadius={18}
        />
      </ReactFlow>
      {flow?.nodes.length === 0 && (
        <div className={classes.empty}>
          <p className={classes.emptyTitle}>{t('empty.title')}</p>
          <p>{t('empty.text')}</p>
        </div>
      )}
    </section>
  );
}

/** Below this zoom a flow that is opened is shown from its beginning instead of whole. */
const READABLE = 0.45;

/** What is seen first: the whole flow, or its upper left part where the whole would be too small to read. */
function showFlow(instance: ReactFlowInstance<CardNode, WireEdge>): void {
  // With nothing to fit, it would wait for the first node and then jump.
  if (instance.getNodes().length === 0) return;
  void instance.fitView(FIT).then(() => {
    if (instance.getZoom() >= READABLE) return;
    const { x, y } = instance.getNodesBounds(instance.getNodes());
    void instance.setViewport({ x: 28 - x * READABLE, y: 28 - y * READABLE, zoom: READABLE });
  });
}

function miniColor(node: CardNode): string {
  return `var(--naru-${definitionOf(node.data.node.type)?.category ?? 'logic'})`;
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

/** What was selected after React Flow said which parts came to be selected and which no longer are. */
function withSelection(
  before: readonly string[],
  changes: readonly { readonly type: string; readonly id?: string; readonly selected?: boolean }[],
): readonly string[] {
  const selected = new Set(before);
  for (const change of changes) {
    if (change.type !== 'select' || change.id === undefined) continue;
    if (change.selected) selected.add(change.id);
    else selected.delete(change.id);
  }
  return [...selected];
}

function applyNodeChanges(changes: NodeChange<CardNode>[], setView: (change: (view: View) => View) => void) {
  const measured: Record<string, View['measured'][string]> = {};
  const dragged: Record<string, View['dragged'][string]> = {};
  const moved: Record<string, View['dragged'][string]> = {};
  for (const change of changes) {
    if (change.type === 'dimensions' && change.dimensions) measured[change.id] = change.dimensions;
    if (change.type !== 'position' || !change.position) continue;
    if (change.dragging) dragged[change.id] = change.position;
    else moved[change.id] = change.position;
  }
  if (Object.keys(measured).length > 0 || Object.keys(dragged).length > 0)
    setView((view) => ({
      measured: { ...view.measured, ...measured },
      dragged: { ...view.dragged, ...dragged },
    }));
  if (Object.keys(moved).length > 0) {
    // The drag is over: from now on the document says where the nodes are.
    documentActions.moveNodes(moved);
    setView((view) => ({ ...view, dragged: without(view.dragged, Object.keys(moved)) }));
  }
  if (changes.some((change) => change.type === 'select')) {
    const { selection } = documentStore.getState();
    documentActions.select(withSelection(selection.nodes, changes), selection.edges);
  }
}

function without<Value>(
  record: Readonly<Record<string, Value>>,
  keys: readonly string[],
): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => !keys.includes(key)));
}

function applyEdgeChanges(changes: EdgeChange<WireEdge>[]) {
  if (!changes.some((change) => change.type === 'select')) return;
  const { selection } = documentStore.getState();
  documentActions.select(selection.nodes, withSelection(selection.edges, changes));
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
