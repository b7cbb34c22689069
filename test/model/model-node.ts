import type { ModelEvent } from './model-event.ts';

/** A timer that was set and has not fired. */
export interface Timer {
  due: number;
  fire: () => void;
  /** Longest path from a source to its node: the first tie-break. */
  depth: number;
  /** When it was set: the second. */
  order: number;
}

/** What the engine gives a node. */
export interface NodeContext {
  flowId: string;
  nodeId: string;
  timezone: string;
  /** Where the watermark stands. */
  now(): number;
  emit(handle: string, event: ModelEvent): void;
  nextUid(): number;
  setTimer(due: number, fire: () => void): Timer;
  clearTimer(timer: Timer | undefined): void;
  /** The node's settings have changed, in the same object: what waits is put right. */
  onChange(settle: () => void): void;
  countNoKey(): void;
  countTooLate(): void;
}

/** What a node does with an event that comes in at one of its handles. */
export type Receive = (event: ModelEvent, handle: string) => void;

/** The envelope of an event that a node makes. */
export function derivedEnvelope(context: NodeContext): Pick<ModelEvent, 'uid' | 'id' | 'source' | 'type'> {
  const uid = context.nextUid();
  return {
    uid,
    id: `${context.nodeId}-${uid}`,
    source: `/flows/${context.flowId}/${context.nodeId}`,
    type: `${context.flowId}.${context.nodeId}`,
  };
}
