/** webhook: an HTTP request to another system, with the delivery's id as its `Idempotency-Key`. */
import { validateHeaderName, validateHeaderValue } from 'node:http';
import { fillModeOf, looksLikeJson } from '../../../nodes/action/fill-mode.ts';
import { fillTemplate, fillTexts, type TemplateScope } from '../../../nodes/action/fill-template.ts';
import type { Delivery } from '../../wire/rest.ts';
import { type OuterChannel, textParam } from '../channel.ts';
import { DeliveryFailed } from '../delivery-failed.ts';
import { type RequestGuard, sendGuarded } from '../guarded-request.ts';
import { originOf } from '../target.ts';

/** These belong to the connection, or say what we alone know. */
const OURS = new Set([
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'idempotency-key',
  'upgrade',
  'te',
]);

export function webhookChannel(guard: RequestGuard): OuterChannel {
  return {
    name: 'webhook',
    leaves: true,
    atOnce: 16,
    target: ({ url }) => originOf(url),
    prepare: ({ url, headers, body, ...rest }, scope) => ({
      ...rest,
      url: typeof url === 'string' ? fillTemplate(url.trim(), scope, fillModeOf('webhook', 'url', url)) : url,
      headers: headersOf(headers, scope),
      ...(body !== undefined && body !== '' && { body: bodyOf(body, scope) }),
    }),
    send: (delivery, signal) => sendGuarded(requestOf(delivery), guard, signal),
  };
}

function bodyOf(body: unknown, scope: TemplateScope): unknown {
  if (typeof body !== 'string') return fillTexts(body, scope, 'typed');
  return fillTemplate(body, scope, fillModeOf('webhook', 'body', body));
}

/** From a list of `{name, value}` (the form's) or a map. */
function headersOf(headers: unknown, scope: TemplateScope): Record<string, string> {
  const pairs: [string, unknown][] = Array.isArray(headers)
    ? headers.map((each: { name?: unknown; value?: unknown }) => [String(each?.name ?? ''), each?.value])
    : Object.entries((headers ?? {}) as Record<string, unknown>);
  const filled: Record<string, string> = {};
  for (const [name, value] of pairs) {
    if (name.trim() === '') continue;
    filled[name.trim().toLowerCase()] = String(fillTexts(value, scope) ?? '');
  }
  return filled;
}

function requestOf(delivery: Delivery): Parameters<typeof sendGuarded>[0] {
  const { params } = delivery;
  const method = textParam(params, 'method') || 'POST';
  const bodyless = method === 'GET' || method === 'DELETE';
  const { body, type } = content(delivery);
  const given = (params.headers ?? {}) as Record<string, string>;
  const headers: Record<string, string> = {
    'user-agent': 'naru',
    ...(!bodyless && { 'content-type': type }),
    ...Object.fromEntries(Object.entries(given).filter(([name]) => !OURS.has(name))),
    'idempotency-key': delivery.id,
    ...(!bodyless && { 'content-length': String(Buffer.byteLength(body)) }),
  };
  checkHeaders(headers);
  return { url: textParam(params, 'url'), method, headers, ...(!bodyless && { body }) };
}

function content(delivery: Delivery): { body: string; type: string } {
  const { body } = delivery.params;
  const json = 'application/json';
  if (typeof body === 'string')
    return { body, type: looksLikeJson(body) ? json : 'text/plain; charset=utf-8' };
  if (body !== undefined) return { body: JSON.stringify(body), type: json };
  const { id, flow, node, time, key, data, causes, lateBy } = delivery;
  return { body: JSON.stringify({ id, flow, node, time, key, data, causes, lateBy }), type: json };
}

function checkHeaders(headers: Record<string, string>): void {
  for (const [name, value] of Object.entries(headers)) {
    try {
      validateHeaderName(name);
      validateHeaderValue(name, value);
    } catch {
      throw new DeliveryFailed(
        {
          ko: `헤더 ‘${name.slice(0, 80)}’의 이름이나 값에 쓸 수 없는 글자가 있습니다.`,
          en: `The header “${name.slice(0, 80)}” has a character in its name or value that is not allowed.`,
        },
        false,
      );
    }
  }
}
