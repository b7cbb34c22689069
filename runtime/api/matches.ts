/** /api/flows/{id}/matches: the newest matches, for those who do not listen on the socket. */
import type { Runtime } from '../runtime.ts';
import { UnknownFlow } from '../store/flow-errors.ts';
import { type LiveMatch, matchSchema } from '../wire/live.ts';
import { pageSchema } from '../wire/rest.ts';
import { type AnyRoute, defineRoute } from './route.ts';

/** @param recent of a flow, oldest first */
export function matchRoutes({ flows }: Runtime, recent: (flow: string) => LiveMatch[]): AnyRoute[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/flows/{id}/matches',
      tag: 'flows',
      summary: 'The last 100 matches since the runtime started, newest first',
      description: 'While the flow’s simulation runs these are the copy’s.',
      answers: {
        200: { description: 'Matches with the events that caused them', schema: pageSchema(matchSchema) },
      },
      problems: [404],
      handle: ({ params }) => {
        if (!flows.get(params.id)) throw new UnknownFlow(params.id);
        const items = recent(params.id).reverse();
        return { body: { items, total: items.length } };
      },
    }),
  ];
}
