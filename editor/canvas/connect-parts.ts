/** Whether two handles may be wired, asked of the document and not of the drawing. */
import type { Connection, Edge, FinalConnectionState } from '@xyflow/react';
import { canConnect } from '../../flows/format/connect.ts';
import { inputsOf, outputsOf } from '../../flows/format/graph.ts';
import type { Text } from '../../nodes/kit/text.ts';
import { documentStore } from '../document/open-document.ts';
import type { Connection as Wanted } from '../document/operations.ts';

export interface End {
  readonly nodeId: string;
  readonly id?: string | null;
  readonly type: 'source' | 'target';
}

/** A wire may be drawn from either end. */
function between(one: End, other: End): Wanted | undefined {
  if (one.type === other.type) return undefined;
  const [from, to] = one.type === 'source' ? [one, other] : [other, one];
  return {
    source: from.nodeId,
    sourceHandle: from.id ?? null,
    target: to.nodeId,
    targetHandle: to.id ?? null,
  };
}

const SAME_SIDE: Text = {
  ko: '나가는 점에서 들어오는 점으로 이어야 합니다.',
  en: 'A wire leads from an output to an input.',
};

function refusal(wanted: Wanted): Text | undefined {
  const { flow } = documentStore.getState();
  if (!flow) return undefined;
  const answer = canConnect(flow, wanted);
  return answer.ok ? undefined : answer.reason;
}

/** Why these two ends may not be wired, or undefined where they may. */
export function whyNot(one: End, other: End): Text | undefined {
  const wanted = between(one, other);
  return wanted ? refusal(wanted) : SAME_SIDE;
}

export function mayConnect(wanted: Connection | Edge): boolean {
  return refusal(wanted) === undefined;
}

/** What came of a wire that was let go of. */
export type Dropped =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'refused'; readonly reason: Text }
  /** It was let go of on a card; where there is one handle only, it is plain which one was meant. */
  | { readonly kind: 'connect'; readonly connection: Wanted };

/** @param overNode the node whose card lies under the pointer */
export function dropped(state: FinalConnectionState, overNode: string | undefined): Dropped {
  if (!state.fromHandle || state.isValid) return { kind: 'nothing' };
  const { fromHandle } = state;
  if (state.toHandle) {
    const reason = whyNot(fromHandle, state.toHandle);
    return reason ? { kind: 'refused', reason } : { kind: 'nothing' };
  }
  const over = documentStore.getState().flow?.nodes.find((node) => node.id === overNode);
  if (!over || over.id === fromHandle.nodeId) return { kind: 'nothing' };
  const handles = fromHandle.type === 'source' ? inputsOf(over) : outputsOf(over);
  const end: End = {
    nodeId: over.id,
    id: handles.length === 1 ? handles[0].id : null,
    type: fromHandle.type === 'source' ? 'target' : 'source',
  };
  const reason = whyNot(fromHandle, end);
  const connection = between(fromHandle, end);
  return reason || !connection
    ? { kind: 'refused', reason: reason ?? SAME_SIDE }
    : { kind: 'connect', connection };
}
