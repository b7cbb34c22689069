/** /api/outbox: what follows from matches, and what became of it. */
import { z } from 'zod';
import type { Runtime } from '../runtime.ts';
import { countSchema, deliverySchema, deliveryStatusSchema, pageSchema, resendSchema } from '../wire/rest.ts';
import { flag, pageOf, pageQuery } from './page-query.ts';
import { ApiProblem } from './problem.ts';
import { type AnyRoute, defineRoute } from './route.ts';

const TAG = 'outbox';

export function deliveryRoutes({ outbox, deliverer }: Runtime): AnyRoute[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/outbox',
      tag: TAG,
      summary: 'Deliveries, newest first',
      query: z.object({
        ...pageQuery,
        status: deliveryStatusSchema.optional(),
        flow: z.string().optional(),
        channel: z.string().optional(),
        simulated: flag.optional(),
      }),
      answers: { 200: { description: 'A page of deliveries', schema: pageSchema(deliverySchema) } },
      handle: ({ query }) => ({ body: pageOf(outbox.list(query), query) }),
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
      summary: 'Sends all failed (or held) deliveries again',
      body: resendSchema,
      bodyOptional: true,
      answers: { 200: { description: 'How many are on their way', schema: countSchema } },
      handle: ({ body }) => {
        const { status = 'failed', ...filter } = body ?? {};
        const again = outbox.list({ ...filter, status }).reverse();
        return { body: { count: again.filter(({ id }) => deliverer.resend(id)).length } };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/api/outbox/{id}/resend',
      tag: TAG,
      summary: 'Sends a failed or held delivery again',
      answers: { 200: { description: 'The delivery', schema: deliverySchema } },
      problems: [404, 409],
      handle: ({ params }) => {
        if (!outbox.get(params.id)) throw unknownDelivery();
        if (!deliverer.resend(params.id)) throw notResendable();
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
    ko: '실패했거나 보류된 건만 다시 보낼 수 있습니다.',
    en: 'Only deliveries that failed or are held can be sent again.',
  });
}
