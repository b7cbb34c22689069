/** /api/outbox: what follows from matches, and what became of it. */
import { z } from 'zod';
import { isResendable } from '../deliver/resender.ts';
import type { Runtime } from '../runtime.ts';
import {
  countSchema,
  deliverySchema,
  deliveryStatusSchema,
  deliveryTargetsSchema,
  pageSchema,
  resendSchema,
} from '../wire/rest.ts';
import { DEFAULT_LIMIT, flag, pageQuery } from './page-query.ts';
import { ApiProblem } from './problem.ts';
import { type AnyRoute, defineRoute } from './route.ts';

const TAG = 'outbox';

export function deliveryRoutes({ outbox, deliverer }: Pick<Runtime, 'outbox' | 'deliverer'>): AnyRoute[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/outbox',
      tag: TAG,
      summary: 'Deliveries, newest first',
      description:
        'Dead letters are those that failed or whose deadline passed (`expired`). What is settled is kept for a time and up to a number; what is pending or held is never let go.',
      query: z.object({
        ...pageQuery,
        status: deliveryStatusSchema.optional(),
        flow: z.string().optional(),
        channel: z.string().optional(),
        simulated: flag.optional(),
      }),
      answers: { 200: { description: 'A page of deliveries', schema: pageSchema(deliverySchema) } },
      handle: ({ query: { offset = 0, limit = DEFAULT_LIMIT, ...filter } }) => ({
        body: { items: outbox.list(filter, offset, limit), total: outbox.total(filter) },
      }),
    }),
    defineRoute({
      method: 'get',
      path: '/api/outbox/targets',
      tag: TAG,
      summary: 'Targets to which nothing is sent now',
      description:
        'A target is the origin that a web hook calls, or a channel. After several failures in a row nothing is sent to it for a growing pause; then one delivery is tried.',
      answers: {
        200: { description: 'Those that are not as they should be', schema: deliveryTargetsSchema },
      },
      handle: () => ({ body: { items: deliverer.stoppedTargets() } }),
    }),
    defineRoute({
      method: 'get',
      path: '/api/outbox/{id}',
      tag: TAG,
      summary: 'One delivery',
      answers: { 200: { description: 'The delivery', schema: deliverySchema } },
      problems: [404],
      handle: ({ params }) => {
        const delivery = outbox.get(params.id);
        if (!delivery) throw unknownDelivery();
        return { body: delivery };
      },
    }),
    defineRoute({
      method: 'delete',
      path: '/api/outbox',
      tag: TAG,
      summary: 'Forgets the deliveries of simulations',
      query: z.object({ flow: z.string().optional() }),
      answers: { 200: { description: 'How many are gone', schema: countSchema } },
      handle: ({ query }) => ({ body: { count: outbox.clearSimulated(query.flow) } }),
    }),
    defineRoute({
      method: 'post',
      path: '/api/outbox/resend',
      tag: TAG,
      summary: 'Sends all failed (or expired, or held) deliveries again',
      description:
        'Each goes with the same idempotency key as before. That a deadline has passed does not keep from being sent what somebody wants to be sent. Those whose templates could not be filled in are left out.',
      body: resendSchema,
      bodyOptional: true,
      answers: { 200: { description: 'How many are on their way', schema: countSchema } },
      handle: async ({ body }) => {
        const { status = 'failed', ...filter } = body ?? {};
        return { body: { count: await deliverer.resender.all({ ...filter, status, simulated: false }) } };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/api/outbox/{id}/resend',
      tag: TAG,
      summary: 'Sends a failed, expired or held delivery again',
      answers: { 200: { description: 'The delivery', schema: deliverySchema } },
      problems: [404, 409],
      handle: async ({ params }) => {
        const delivery = outbox.get(params.id);
        if (!delivery) throw unknownDelivery();
        if (delivery.unfilled) throw unfilled();
        if (!isResendable(delivery) || !(await deliverer.resender.one(params.id))) throw notResendable();
        return { body: outbox.get(params.id) };
      },
    }),
  ];
}

function unknownDelivery(): ApiProblem {
  return new ApiProblem(404, 'unknown-delivery', {
    ko: '그런 발송 건이 없습니다. 오래되어 지워졌을 수 있습니다.',
    en: 'There is no such delivery; it may have been let go because of its age.',
  });
}

function notResendable(): ApiProblem {
  return new ApiProblem(409, 'not-resendable', {
    ko: '실패했거나 기한이 지났거나 보류된 건만 다시 보낼 수 있습니다.',
    en: 'Only deliveries that failed, expired or are held can be sent again.',
  });
}

function unfilled(): ApiProblem {
  return new ApiProblem(409, 'not-resendable', {
    ko: '내용을 채우지 못해 보낼 것이 없습니다. 흐름에서 조치의 {{ }} 안을 고치세요.',
    en: 'Its content could not be filled in, so there is nothing to send. Correct the {{ }} of the action in the flow.',
  });
}
