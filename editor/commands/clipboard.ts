/** Copy, cut and paste of nodes by the system's clipboard, so that they go from one window to another as well. */
import { useEffect, useRef } from 'react';
import type { FlowGroup } from '../../flows/format/flow-file.ts';
import { groupsOf } from '../../flows/format/groups.ts';
import { isDeeperThan, LIMITS } from '../../flows/format/limits.ts';
import { isRow, rowsOf, textsOf } from '../../nodes/kit/lenient.ts';
import { readFlowText } from '../deploy/flow-json.ts';
import type { DocumentStore } from '../document/document-store.ts';
import type { Grouped } from '../document/grouping.ts';
import { type Fragment, fragmentOf } from '../document/operations.ts';
import { isForCanvas } from './is-for-canvas.ts';

const MARK = 'naru/nodes';
const OFFSET = { x: 48, y: 64 };

export function fragmentText(fragment: Fragment): string {
  return JSON.stringify({ format: MARK, ...fragment }, null, 2);
}

/** The nodes of a text that `fragmentText` wrote; anything else is none. What is malformed is left out. */
export function readFragment(text: string): Fragment | undefined {
  if (!text.includes(MARK) || text.length > LIMITS.bytes) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isRow(value) || value.format !== MARK || isDeeperThan(value, LIMITS.depth)) return undefined;
  if (rowsOf(value.nodes).length > LIMITS.nodes || rowsOf(value.edges).length > LIMITS.edges)
    return undefined;
  const nodes = rowsOf(value.nodes).flatMap(({ id, type, position, data }) => {
    if (typeof id !== 'string' || typeof type !== 'string' || !isRow(position)) return [];
    const { x, y } = position;
    if (!Number.isFinite(x) || !Number.isFinite(y) || typeof x !== 'number' || typeof y !== 'number')
      return [];
    return [{ id, type, position: { x, y }, data: isRow(data) ? data : {} }];
  });
  const edges = rowsOf(value.edges).flatMap(({ id, source, target, sourceHandle, targetHandle }) => {
    if (typeof id !== 'string' || typeof source !== 'string' || typeof target !== 'string') return [];
    return [
      {
        id,
        source,
        target,
        ...(typeof sourceHandle === 'string' ? { sourceHandle } : {}),
        ...(typeof targetHandle === 'string' ? { targetHandle } : {}),
      },
    ];
  });
  const groups = groupsIn(value.groups);
  return nodes.length > 0 ? { nodes, edges, ...(groups.length > 0 ? { groups } : {}) } : undefined;
}

function groupsIn(value: unknown): Grouped[] {
  const parts = new Set(rowsOf(value).flatMap(({ id, part }) => (part === true ? [id] : [])));
  const named = rowsOf(value).flatMap(({ nodes }) => textsOf(nodes));
  const read = groupsOf({
    nodes: named.map((id) => ({ id, type: '', position: { x: 0, y: 0 }, data: {} })),
    groups: value as FlowGroup[],
  });
  return read.map(({ id, title, nodes, colour }) => ({
    id,
    title,
    nodes,
    ...(typeof colour === 'string' ? { colour } : {}),
    ...(parts.has(id) ? { part: true as const } : {}),
  }));
}

/** @param refuse called where something is pasted that is neither nodes nor a flow, which the page would open */
export function useClipboard(store: DocumentStore, refuse: () => void): void {
  const latest = useRef(refuse);
  latest.current = refuse;
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    let pasted = { text: '', times: 0 };

    const take = (event: ClipboardEvent, cut: boolean) => {
      const { flow, selection } = store.getState();
      if (!flow || selection.nodes.length === 0 || !isForCanvas(event.target)) return;
      // Somebody who has marked text wants the text.
      if (getSelection()?.toString()) return;
      event.clipboardData?.setData('text/plain', fragmentText(fragmentOf(flow, selection.nodes)));
      event.preventDefault();
      pasted = { text: '', times: 0 };
      if (cut) store.actions.remove(selection.nodes);
    };
    const paste = (event: ClipboardEvent) => {
      if (!isForCanvas(event.target)) return;
      const text = event.clipboardData?.getData('text/plain') ?? '';
      const fragment = readFragment(text);
      if (!fragment) {
        if (text.trim() !== '' && !readFlowText(text).flow) latest.current();
        return;
      }
      event.preventDefault();
      // Pasted again, it goes further on, so that the copies do not lie on each other.
      pasted = text === pasted.text ? { text, times: pasted.times + 1 } : { text, times: 1 };
      store.actions.insertFragment(fragment, { x: OFFSET.x * pasted.times, y: OFFSET.y * pasted.times });
    };
    document.addEventListener('copy', (event) => take(event, false), { signal });
    document.addEventListener('cut', (event) => take(event, true), { signal });
    document.addEventListener('paste', paste, { signal });
    return () => controller.abort();
  }, [store]);
}
