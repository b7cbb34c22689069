/** /api/bad-events: events that did not get in, or that a flow could not take: to be looked at, mended, sent in again. */
import { z } from 'zod';
import type { Runtime } from '../runtime.ts';
import {
  badEventPageSchema,
  badEventReasonSchema,
  badEventSchema,
  sendBadEventSchema,
  sendBadEventsSchema,
  sentBadEventSchema,
  sentBadEventsSchema,
} from '../wire/bad-events.ts';
import { countSchema } from '../wire/rest.ts';
import { flag, pageQuery } from './page-query.ts';
import { ApiProblem } from './problem.ts';
import { type AnyRoute, defineRoute } from './route.ts';

const TAG = 'bad-events';

const filter = {
  reason: badEventReasonSchema.optional(),
  flow: z.string().optional(),
  /** Occurs in the event's text, or in the reason. */
  text: z.string().max(200).optional(),
  /** Whether it was sent again and is in now. */
  sent: flag.optional(),
};

export function badEventRoutes({ badEvents, sendAgain }: Runtime): AnyRoute[] {
  const itemOf = (id: string) => {
    const item = badEvents.get(id);
    if (!item) throw unknown();
    return item;
  };
  return [
    defineRoute({
      method: 'get',
      path: '/api/bad-events',
      tag: TAG,
      summary: 'Events that did not get in, or that a flow could not take, newest first',
      description:
        'Of each reason the newest 10,000 are kept, at most 16 MiB and 30 days. What came faster than that could be kept is counted.',
      query: z.object({ ...pageQuery, ...filter }),
      answers: { 200: { description: 'A page of events', schema: badEventPageSchema } },
      handle: ({ query: { offset = 0, limit = 100, ...which } }) => ({
        body: { ...badEvents.list(which, { offset, limit }), totals: badEvents.totals() },
      }),
    }),
    defineRoute({
      method: 'delete',
      path: '/api/bad-events',
      tag: TAG,
      summary: 'Forgets those that fit',
      query: z.object(filter),
      answers: { 200: { description: 'How many are gone', schema: countSchema } },
      handle: ({ query }) => ({ body: { count: badEvents.remove(query) } }),
    }),
    defineRoute({
      method: 'post',
      path: '/api/bad-events/send',
      tag: TAG,
      summary: 'Sends many in again: the given ones, or all that fit',
      description:
        'Oldest first. Left out is what was cut, is not as it came, or was taken already. `newId` gives each that is in already an id of its own, since the same `source` and `id` twice is one event; `now` dates it by its arrival.',
      body: sendBadEventsSchema,
      answers: { 200: { description: 'What became of them', schema: sentBadEventsSchema } },
      problems: [429, 503],
      handle: async ({ body: { newId, now, ...which } }) => ({
        body: await sendAgain.many(which, { newId, now }),
      }),
    }),
    defineRoute({
      method: 'get',
      path: '/api/bad-events/{id}',
      tag: TAG,
      summary: 'One of them',
      answers: { 200: { description: 'The event', schema: badEventSchema } },
      problems: [404],
      handle: ({ params }) => ({ body: itemOf(params.id) }),
    }),
    defineRoute({
      method: 'delete',
      path: '/api/bad-events/{id}',
      tag: TAG,
      summary: 'Forgets one',
      answers: { 200: { description: 'How many are gone', schema: countSchema } },
      problems: [404],
      handle: ({ params }) => {
        const { id } = itemOf(params.id);
        return { body: { count: badEvents.remove({ ids: [id] }) } };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/api/bad-events/{id}/send',
      tag: TAG,
      summary: 'Sends one in again, as it came or mended',
      description:
        '`event` goes in the place of the text that was kept. An event that was cut cannot be sent; one that is not as it came (bytes that are no text, or made by a node) only with `event`.',
      body: sendBadEventSchema,
      bodyOptional: true,
      answers: { 200: { description: 'What became of it', schema: sentBadEventSchema } },
      problems: [404, 409, 429, 503],
      handle: async ({ params, body }) => {
        const item = itemOf(params.id);
        const { event, ...changes } = body ?? {};
        if (item.cut) throw wasCut();
        if (event === undefined && (!item.whole || item.event === '')) throw notWhole();
        const sent = await sendAgain.one(item, event, changes);
        return { body: { ...sent, item: badEvents.get(item.id) ?? item } };
      },
    }),
  ];
}

function unknown(): ApiProblem {
  return new ApiProblem(404, 'unknown-bad-event', {
    ko: '그런 이벤트가 없습니다. 오래되어 지워졌을 수 있습니다.',
    en: 'There is no such event; it may have been let go because of its age.',
  });
}

function wasCut(): ApiProblem {
  return new ApiProblem(409, 'cut', {
    ko: '너무 길어서 앞부분만 보관한 이벤트는 다시 보낼 수 없습니다. 원래 시스템에서 다시 보내세요.',
    en: 'Only the beginning of this event was kept, since it is very long. Send it again from where it came.',
  });
}

function notWhole(): ApiProblem {
  return new ApiProblem(409, 'not-whole', {
    ko: '보관된 내용이 들어온 원문 그대로가 아니므로, 고친 다음에 보내세요.',
    en: 'What was kept is not what came, to the letter. Mend it, then send it.',
  });
}
