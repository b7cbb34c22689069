/** A delivery as the other side gets it, for a person who has to find out what went wrong. */
import type { Delivery } from '../../../runtime/wire/rest.ts';

/** A request for a web hook; for every other channel what its parameters came to. */
export function asSent(delivery: Delivery): string {
  const { channel, params, id } = delivery;
  if (channel !== 'webhook' || delivery.unfilled) return JSON.stringify(params, null, 2);
  const method = typeof params.method === 'string' && params.method !== '' ? params.method : 'POST';
  const given = typeof params.headers === 'object' && params.headers !== null ? params.headers : {};
  const lines = [
    `${method} ${String(params.url ?? '')}`,
    `idempotency-key: ${id}`,
    ...Object.entries(given).map(([name, value]) => `${name}: ${String(value)}`),
  ];
  const body = method === 'GET' || method === 'DELETE' ? '' : bodyOf(delivery);
  return body === '' ? lines.join('\n') : `${lines.join('\n')}\n\n${body}`;
}

function bodyOf(delivery: Delivery): string {
  const { body } = delivery.params;
  if (typeof body === 'string') return body;
  if (body !== undefined) return JSON.stringify(body, null, 2);
  const { id, flow, node, time, key, data, causes, lateBy } = delivery;
  return JSON.stringify({ id, flow, node, time, key, data, causes, lateBy }, null, 2);
}
