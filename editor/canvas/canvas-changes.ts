/** What React Flow says that a person did, told to the document. */
import type { EdgeChange, NodeChange } from '@xyflow/react';
import { documentActions, documentStore } from '../document/open-document.ts';
import type { CardNode, View, WireEdge } from './drawn-parts.ts';
import type { Snapping } from './snapping.ts';

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

export function applyNodeChanges(
  changes: NodeChange<CardNode>[],
  setView: (change: (view: View) => View) => void,
  snapping: Snapping = (places) => places,
) {
  const measured: Record<string, View['measured'][string]> = {};
  let dragged: View['dragged'] = {};
  let moved: View['dragged'] = {};
  for (const change of changes) {
    if (change.type === 'dimensions' && change.dimensions) measured[change.id] = change.dimensions;
    if (change.type !== 'position' || !change.position) continue;
    if (change.dragging) dragged = { ...dragged, [change.id]: change.position };
    else moved = { ...moved, [change.id]: change.position };
  }
  if (Object.keys(dragged).length > 0) dragged = snapping(dragged, true);
  if (Object.keys(moved).length > 0) moved = snapping(moved, false);
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

export function applyEdgeChanges(changes: EdgeChange<WireEdge>[]) {
  if (!changes.some((change) => change.type === 'select')) return;
  const { selection } = documentStore.getState();
  documentActions.select(selection.nodes, withSelection(selection.edges, changes));
}
