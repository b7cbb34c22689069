/**
 * The id of a delivery (SPEC §4 action): made from flow, node, key, time, causes and data, so that the same match is
 * never a different delivery. Members of objects are taken in the order of their names, since their order says nothing.
 */
import type { Match } from './engine-types.ts';
import { membersInOrder } from './members-in-order.ts';

let crypto: ReturnType<typeof process.getBuiltinModule<'node:crypto'>> | undefined;

export function matchId(match: Omit<Match, 'id'>): string {
  const { flow, node, key, time, causes, data } = match;
  const text = JSON.stringify([flow, node, key, time, causes, membersInOrder(data)]);
  // Loaded for the first match: it is the largest of Node's own modules that a run could need.
  crypto ??= process.getBuiltinModule('node:crypto');
  return crypto.createHash('sha256').update(text).digest('hex').slice(0, 40);
}
