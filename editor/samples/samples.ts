/**
 * editor/samples: true events at hand while somebody draws: what arrives at a node when the draft takes the last
 * events (or simulated ones). Forms show their values beside the fields, and try expressions and templates on them.
 *
 * This file: what is known of one node, and how a field is looked up in it.
 */
import { valueAt } from '../../nodes/kit/field.ts';
import type { TrialEvent, TrialSource } from '../../runtime/wire/trial.ts';

export interface NodeSamples {
  /** Where the events are from; null while none are known. */
  readonly from: TrialSource | null;
  /** What arrived, by input handle, newest last. */
  readonly arrived: Readonly<Record<string, readonly TrialEvent[]>>;
}

export const NO_SAMPLES: NodeSamples = { from: null, arrived: {} };

/** The events that arrived at a handle, newest first; of all handles where none is named. */
export function arrivedAt(samples: NodeSamples, handle?: string): readonly TrialEvent[] {
  const lists = handle === undefined ? Object.values(samples.arrived) : [samples.arrived[handle] ?? []];
  return lists.flat().reverse();
}

/** What an event holds at a path (SPEC §1: `$time` and the like address its envelope). */
export function valueInEvent(event: TrialEvent, path: string): unknown {
  switch (path) {
    case '$time':
      return event.time;
    case '$type':
      return event.type;
    case '$source':
      return event.source;
    case '$id':
      return event.id;
    case '$subject':
      return event.subject;
    default:
      return valueAt(event.data, path);
  }
}

/** The newest different values of a field. @example valuesOf(samples, 'channel') // ['web', 'branch'] */
export function valuesOf(samples: NodeSamples, path: string, handle?: string, most = 5): readonly unknown[] {
  const seen = new Map<string, unknown>();
  for (const event of arrivedAt(samples, handle)) {
    const value = valueInEvent(event, path);
    if (value === undefined || value === null) continue;
    const text = JSON.stringify(value);
    if (!seen.has(text)) seen.set(text, value);
    if (seen.size === most) break;
  }
  return [...seen.values()];
}
