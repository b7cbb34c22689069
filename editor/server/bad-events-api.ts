/** Events that did not get in, or that a flow could not take, over REST. */
import {
  type BadEventPage,
  badEventPageSchema,
  type SendBadEvents,
  type SentBadEvent,
  type SentBadEvents,
  sentBadEventSchema,
  sentBadEventsSchema,
} from '../../runtime/wire/bad-events.ts';
import { countSchema } from '../../runtime/wire/rest.ts';
import { type PageQuery, withQuery } from './records-api.ts';
import { command, request } from './rest-client.ts';

export type Changes = Pick<SendBadEvents, 'newId' | 'now'>;

export function listBadEvents(query: PageQuery, signal?: AbortSignal): Promise<BadEventPage> {
  return request('GET', withQuery('/api/bad-events', query), badEventPageSchema, signal ? { signal } : {});
}

/** @param event in the place of the text that was kept */
export function sendBadEvent(id: string, changes: Changes, event?: string): Promise<SentBadEvent> {
  const body = event === undefined ? changes : { ...changes, event };
  return request('POST', `/api/bad-events/${encodeURIComponent(id)}/send`, sentBadEventSchema, { body });
}

export function sendBadEvents(which: SendBadEvents): Promise<SentBadEvents> {
  return request('POST', '/api/bad-events/send', sentBadEventsSchema, { body: which });
}

/** Forgets those that fit; gives how many. */
export async function removeBadEvents(query: PageQuery): Promise<number> {
  return (await request('DELETE', withQuery('/api/bad-events', query), countSchema)).count;
}

export function removeBadEvent(id: string): Promise<void> {
  return command('DELETE', `/api/bad-events/${encodeURIComponent(id)}`);
}
