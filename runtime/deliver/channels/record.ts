/** task, case, watchlist: something for people to work on, kept in a list of its own. */
import type { ActionRecord, Delivery } from '../../wire/rest.ts';
import { type InnerChannel, keyText, textParam } from '../channel.ts';

/** @param keep puts it into its list; the same id twice stays one */
export function recordChannel(
  kind: ActionRecord['kind'],
  keep: (record: ActionRecord) => void,
): InnerChannel {
  return {
    name: kind,
    leaves: false,
    write: (delivery) => keep(recordOf(kind, delivery)),
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
