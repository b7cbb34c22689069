/** What actions and events left behind, over REST: the outbox, records for people; and the settings. */
import {
  type ActionRecord,
  countSchema,
  type Delivery,
  type DeliveryTarget,
  deliverySchema,
  deliveryTargetsSchema,
  pageSchema,
  recordSchema,
  type Settings,
  settingsSchema,
} from '../../runtime/wire/rest.ts';
import { command, request } from './rest-client.ts';

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly total: number;
}

export interface PageQuery {
  readonly offset?: number;
  readonly limit?: number;
  readonly [filter: string]: string | number | undefined;
}

export function withQuery(path: string, query: PageQuery): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (value !== undefined && value !== '') search.set(name, String(value));
  const text = search.toString();
  return text ? `${path}?${text}` : path;
}

export function listDeliveries(query: PageQuery, signal?: AbortSignal): Promise<Page<Delivery>> {
  return request(
    'GET',
    withQuery('/api/outbox', query),
    pageSchema(deliverySchema),
    signal ? { signal } : {},
  );
}

export function resendDelivery(id: string): Promise<void> {
  return command('POST', `/api/outbox/${encodeURIComponent(id)}/resend`);
}

/** Sends all again that fit. @returns how many */
export async function resendDeliveries(filter: {
  readonly status: 'failed' | 'expired' | 'held';
  readonly flow?: string;
  readonly channel?: string;
}): Promise<number> {
  return (await request('POST', '/api/outbox/resend', countSchema, { body: filter })).count;
}

/** Targets to which nothing is sent now. */
export async function listStoppedTargets(signal?: AbortSignal): Promise<readonly DeliveryTarget[]> {
  return (await request('GET', '/api/outbox/targets', deliveryTargetsSchema, signal ? { signal } : {})).items;
}

export type RecordKind = ActionRecord['kind'];

export function listRecords(query: PageQuery, signal?: AbortSignal): Promise<Page<ActionRecord>> {
  return request('GET', withQuery('/api/records', query), pageSchema(recordSchema), signal ? { signal } : {});
}

export function readSettings(signal?: AbortSignal): Promise<Settings> {
  return request('GET', '/api/settings', settingsSchema, signal ? { signal } : {});
}

export function writeSettings(settings: Settings): Promise<Settings> {
  return request('PUT', '/api/settings', settingsSchema, { body: settings });
}

export function signIn(token: string): Promise<void> {
  return command('POST', '/api/session', { token });
}
