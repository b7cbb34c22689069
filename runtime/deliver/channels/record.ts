/** task, case, watchlist: something for people to work on, kept in a list of its own. */
import type { ActionRecord, Delivery } from '../../wire/rest.ts';
import { type InnerChannel, keyText, textParam } from '../channel.ts';

/** A list of records: the same id twice stays one. */
export interface RecordKeeper {
  put(record: ActionRecord): void;
  /** Whether what was put is on disk now. */
  durable?(): Promise<boolean>;
}

export function recordChannel(kind: ActionRecord['kind'], list: RecordKeeper): InnerChannel {
  return {
    name: kind,
    leaves: false,
    write: (delivery) => list.put(recordOf(kind, delivery)),
    durable: async () => (await list.durable?.()) ?? true,
  };
}

/** The params that say what it is about have fields of their own; the others are its details. */
function recordOf(kind: ActionRecord['kind'], delivery: Delivery): ActionRecord {
  const { id, flow, node, key, time, data, causes, simulated, createdAt, params } = delivery;
  const { title: _title, queue: _queue, ...details } = params;
  const queue = textParam(params, 'queue');
  const named =
    kind === 'watchlist' ? textParam(params, 'entry') || keyText(key) : textParam(params, 'title');
  const title = named || [flow, node, keyText(key)].filter(Boolean).join(' · ');
  return {
    id,
    kind,
    flow,
    node,
    title,
    ...(queue && { queue }),
    key,
    time,
    details,
    data,
    causes,
    simulated,
    createdAt,
  };
}
