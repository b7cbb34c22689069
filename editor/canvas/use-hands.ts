/** What hands do on the canvas: wires that are drawn or tapped, kinds and cards that are dragged onto something. */
import { notifications } from '@mantine/notifications';
import {
  type NodeChange,
  type OnConnectEnd,
  type OnConnectStartParams,
  type OnNodeDrag,
  useReactFlow,
  useStoreApi,
} from '@xyflow/react';
import { type DragEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { inputsOf, outputsOf } from '../../flows/format/graph.ts';
import type { Text } from '../../nodes/kit/text.ts';
import { definitionOf } from '../../nodes/register.ts';
import type { Box } from '../document/arrange.ts';
import { documentActions, documentStore } from '../document/open-document.ts';
import type { Point } from '../document/operations.ts';
import { addOnWire, addWired, mayBeSpliced, splice, type WireEnd } from '../document/weave.ts';
import { currentLanguage } from '../i18n/setup.ts';
import { KIND_DRAG_TYPE, kindInHand } from '../palette/palette-kinds.ts';
import { ask } from './asking.ts';
import { applyNodeChanges } from './canvas-changes.ts';
import { CARD, FIRST_HANDLE } from './card-size.ts';
import { type Dropped, dropped, type End, whyNot } from './connect-parts.ts';
import { hideDragMarks, showGroupDrop, showOverWire } from './drag-marks.ts';
import type { CardNode, View } from './drawn-parts.ts';
import { applyDrop, type GroupDrop, groupDrop } from './group-boxes.ts';
import { createSnapping } from './snapping.ts';
import { wireUnder } from './wire-under.ts';

/** Where on a card the pointer holds it while it is dragged in from the palette. */
const HELD_AT = { x: 118, y: 30 };

export function useHands(setView: (change: (view: View) => View) => void) {
  const { t } = useTranslation('canvas');
  const { screenToFlowPosition } = useReactFlow();
  const store = useStoreApi<CardNode>();
  const tapping = useTapping();

  const refuse = useCallback(
    (reason: Text) =>
      notifications.show({ color: 'orange', title: t('refused'), message: reason[currentLanguage()] }),
    [t],
  );

  /** Asks which kind stands at the end of a wire that was led into the empty. */
  const askAt = useCallback(
    (end: End, at: Point) => {
      const { x, y } = screenToFlowPosition(at);
      const place = { x: end.type === 'source' ? x : x - CARD.width, y: y - FIRST_HANDLE };
      ask({ about: 'kind', place, end: endOf(end) }, at);
    },
    [screenToFlowPosition],
  );

  const onConnectEnd = useCallback<OnConnectEnd>(
    (event, state) => {
      const at = pointOf(event);
      const result: Dropped = dropped(state, nodeUnder(at));
      if (result.kind === 'connect') documentActions.connect(result.connection);
      if (result.kind === 'refused') refuse(result.reason);
      if (result.kind === 'nothing' && state.fromHandle && !state.toHandle && isEmptyAt(at))
        askAt(state.fromHandle, at);
    },
    [refuse, askAt],
  );

  const onClickConnectEnd = useCallback<OnConnectEnd>(
    (event) => {
      const from = tapping.stop();
      const target = event.target instanceof Element ? event.target : null;
      const handle = target?.closest<HTMLElement>('.react-flow__handle');
      if (!from) return;
      if (!handle) {
        askAt(from, pointOf(event));
        return;
      }
      const to = endAt(handle);
      // The same handle again: somebody thought better of it. What may be wired is wired already.
      if (!to || (to.nodeId === from.nodeId && to.id === from.id && to.type === from.type)) return;
      const reason = whyNot(from, to);
      if (reason && !tapping.wired()) refuse(reason);
    },
    [tapping, refuse, askAt],
  );

  const snapping = useMemo(
    () =>
      createSnapping(() => {
        const { nodeLookup, transform } = store.getState();
        const boxes = [...nodeLookup.values()].map(({ id, internals, measured }) =>
          boxOf(id, internals.positionAbsolute, measured),
        );
        return { boxes, zoom: transform[2] };
      }),
    [store],
  );
  const onNodesChange = useCallback(
    (changes: NodeChange<CardNode>[]) => applyNodeChanges(changes, setView, snapping),
    [setView, snapping],
  );

  return {
    onConnectEnd,
    onClickConnectStart: tapping.start,
    onClickConnectEnd,
    tapping: tapping.underWay,
    onNodesChange,
    ...useDropsOnWires(),
  };
}

/** A wire that is tapped together: one handle after the other. */
function useTapping() {
  const from = useRef<End>(undefined);
  const before = useRef(documentStore.getState().flow);
  const [underWay, setUnderWay] = useState(false);
  const store = useStoreApi();
  useEffect(() => {
    if (!underWay) return;
    const callOff = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      from.current = undefined;
      store.setState({ connectionClickStartHandle: null });
      setUnderWay(false);
    };
    addEventListener('keydown', callOff);
    return () => removeEventListener('keydown', callOff);
  }, [underWay, store]);
  return useMemo(
    () => ({
      underWay,
      start: (_: unknown, { nodeId, handleId, handleType }: OnConnectStartParams) => {
        from.current = nodeId && handleType ? { nodeId, id: handleId, type: handleType } : undefined;
        before.current = documentStore.getState().flow;
        setUnderWay(from.current !== undefined);
      },
      /** The drawing library tells of the end after it told of the wire. */
      wired: () => before.current?.edges.length !== documentStore.getState().flow?.edges.length,
      stop: () => {
        const end = from.current;
        from.current = undefined;
        setUnderWay(false);
        return end;
      },
    }),
    [underWay],
  );
}

/** Kinds from the palette and cards that hang on nothing: dropped on a wire, they are put into it. */
function useDropsOnWires() {
  const { screenToFlowPosition } = useReactFlow();
  const drawing = useStoreApi<CardNode>();
  const placeOf = useCallback(
    ({ clientX, clientY }: DragEvent): Point => {
      const { x, y } = screenToFlowPosition({ x: clientX, y: clientY });
      return { x: x - HELD_AT.x, y: y - HELD_AT.y };
    },
    [screenToFlowPosition],
  );

  const onDragOver = useCallback(
    (event: DragEvent) => {
      if (!event.dataTransfer.types.includes(KIND_DRAG_TYPE)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
      showOverWire(wireUnderKind(kindInHand(), placeOf(event)));
    },
    [placeOf],
  );

  const onDrop = useCallback(
    (event: DragEvent) => {
      hideDragMarks();
      const kind = event.dataTransfer.getData(KIND_DRAG_TYPE);
      if (!definitionOf(kind)) return;
      event.preventDefault();
      const place = placeOf(event);
      const wire = wireUnderKind(kind, place);
      documentActions.apply((flow) => {
        const added = wire ? addOnWire(flow, kind, place, wire) : addWired(flow, kind, place);
        return { flow: added.flow, selected: [added.id] };
      });
    },
    [placeOf],
  );

  const onNodeDrag = useCallback<OnNodeDrag<CardNode>>(
    (event, node, nodes) => {
      showOverWire(nodes.length === 1 ? wireUnderCard(node) : undefined);
      showGroupDrop(groupDropOf(drawing, node, nodes, event.altKey));
    },
    [drawing],
  );

  const onNodeDragStop = useCallback<OnNodeDrag<CardNode>>(
    (event, node, nodes) => {
      hideDragMarks();
      const wire = nodes.length === 1 ? wireUnderCard(node) : undefined;
      const drop = groupDropOf(drawing, node, nodes, event.altKey);
      if (!wire && !drop) return;
      // One step together with the move that led to it.
      documentActions.apply(
        (flow) => ({ flow: applyDrop(wire ? splice(flow, node.id, wire) : flow, drop) }),
        `move ${nodes.map(({ id }) => id).join(' ')}`,
      );
    },
    [drawing],
  );

  return { onDragOver, onDragLeave: hideDragMarks, onDrop, onNodeDrag, onNodeDragStop };
}

function groupDropOf(
  drawing: ReturnType<typeof useStoreApi<CardNode>>,
  held: CardNode,
  nodes: readonly CardNode[],
  leaves: boolean,
): GroupDrop | undefined {
  const { flow } = documentStore.getState();
  if (!flow?.groups) return undefined;
  const { nodeLookup } = drawing.getState();
  const placeOf = (id: string) => {
    const node = nodeLookup.get(id);
    return node && boxOf(id, node.internals.positionAbsolute, node.measured);
  };
  const ids = nodes.map(({ id }) => id);
  return groupDrop(flow, boxOf(held.id, held.position, held.measured), ids, placeOf, leaves);
}

function boxOf(id: string, { x, y }: Point, measured: CardNode['measured']): Box {
  return { id, x, y, width: measured?.width ?? CARD.width, height: measured?.height ?? CARD.height };
}

function wireUnderKind(kind: string | undefined, place: Point): string | undefined {
  const definition = definitionOf(kind ?? '');
  if (!definition) return undefined;
  const config = definition.defaults();
  if (definition.inputs(config).length === 0 || definition.outputs(config).length === 0) return undefined;
  return wireUnder({ id: '', ...place, ...CARD }, () => true);
}

function wireUnderCard({ id, position, measured }: CardNode): string | undefined {
  const { flow } = documentStore.getState();
  const node = flow?.nodes.find((each) => each.id === id);
  // Asked at each step of a drag: what is wired, as most cards are, need not look at wires at all.
  if (!flow || !node || inputsOf(node).length === 0 || outputsOf(node).length === 0) return undefined;
  if (flow.edges.some((edge) => edge.source === id || edge.target === id)) return undefined;
  return wireUnder(boxOf(id, position, measured), (edge) => mayBeSpliced(flow, id, edge));
}

function endOf({ nodeId, id, type }: End): WireEnd {
  return { node: nodeId, handle: id ?? null, side: type };
}

function endAt(handle: HTMLElement): End | undefined {
  const { nodeid, handleid } = handle.dataset;
  if (!nodeid) return undefined;
  return {
    nodeId: nodeid,
    id: handleid ?? null,
    type: handle.classList.contains('source') ? 'source' : 'target',
  };
}

function pointOf(event: MouseEvent | TouchEvent): Point {
  const point = 'changedTouches' in event ? event.changedTouches[0] : event;
  return { x: point?.clientX ?? 0, y: point?.clientY ?? 0 };
}

function nodeUnder({ x, y }: Point): string | undefined {
  const element = document.elementFromPoint(x, y);
  return element?.closest<HTMLElement>('.react-flow__node')?.dataset.id;
}

/** Nothing but the canvas itself: no card, no control, no list beside it. */
function isEmptyAt({ x, y }: Point): boolean {
  const element = document.elementFromPoint(x, y);
  return element?.closest('.react-flow__pane, .react-flow__edge') != null;
}
