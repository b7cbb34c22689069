/** Deploying flows: what it would do to what waits, doing it, the versions that there were, and going back to one. */
import { z } from 'zod';
import type { Runtime } from '../runtime.ts';
import { UnknownFlow, UnknownVersion } from '../store/flow-errors.ts';
import type { Deploying } from '../store/flow-store.ts';
import { deployPreviewSchema } from '../wire/deploy.ts';
import { flowDetailSchema, pageSchema } from '../wire/rest.ts';
import {
  deployFlowSchema,
  flowVersionDetailSchema,
  flowVersionSchema,
  previewFlowSchema,
  removedFlowSchema,
  restoreFlowSchema,
} from '../wire/versions.ts';
import { detailOf } from './flows.ts';
import { pageQuery } from './page-query.ts';
import { type AnyRoute, defineRoute } from './route.ts';

const TAG = 'Flows';
const DETAIL = { description: 'The flow', schema: flowDetailSchema };

export function deployRoutes(runtime: Runtime): AnyRoute[] {
  const { flows, versions } = runtime;
  const isThere = (id: string) => flows.get(id) !== undefined;

  return [
    defineRoute({
      method: 'post',
      path: '/api/flows/{id}/preview',
      tag: TAG,
      summary: 'Says what a deploy would do to what waits',
      description:
        'Of the draft (`revision`), of going back to a version (`version`), or of stopping or removing the flow (`stop`). Per node: what waits, and whether it is kept, changed or dropped. Changes nothing.',
      body: previewFlowSchema,
      answers: { 200: { description: 'What would become of each node', schema: deployPreviewSchema } },
      problems: [404, 409, 422],
      handle: async ({ params, body }) => ({ body: await flows.preview(params.id, body) }),
    }),
    defineRoute({
      method: 'post',
      path: '/api/flows/{id}/deploy',
      tag: TAG,
      summary: 'Makes the draft what runs',
      description:
        'Between two events: what waits goes on, as far as the new version can take it over. 409 with the preview where something would be dropped and `onDrop` is `refuse`. 422 with every fault where there is one; what runs then goes on running.',
      body: deployFlowSchema,
      answers: { 200: DETAIL },
      problems: [404, 409, 422],
      handle: async ({ params, body }) => ({
        body: detailOf(runtime, await flows.deploy(params.id, body.revision, deployingOf(body))),
      }),
    }),
    defineRoute({
      method: 'get',
      path: '/api/flows/{id}/versions',
      tag: TAG,
      summary: 'Every version of a flow that was deployed, newest first',
      description:
        'With who, when, and what changed. The newest 500 are kept, also when the flow is removed.',
      query: z.object(pageQuery),
      answers: { 200: { description: 'A page of them', schema: pageSchema(flowVersionSchema) } },
      problems: [404],
      handle: ({ params, query }) => {
        const page = versions.list(params.id, query);
        if (page.total === 0 && !isThere(params.id)) throw new UnknownFlow(params.id);
        return { body: page };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/flows/{id}/versions/{version}',
      tag: TAG,
      summary: 'One version, with the flow as it was then',
      answers: { 200: { description: 'The version', schema: flowVersionDetailSchema } },
      problems: [404],
      handle: ({ params }) => {
        const version = numberOf(params.version);
        const kept = versions.get(params.id, version);
        if (!kept) throw new UnknownVersion(params.id, version);
        return { body: kept };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/api/flows/{id}/versions/{version}/restore',
      tag: TAG,
      summary: 'Goes back to a version',
      description:
        'It becomes the draft and is deployed, like any other: with `revision` of the draft in whose place it comes, and `onDrop` as there.',
      body: restoreFlowSchema,
      answers: { 200: DETAIL },
      problems: [404, 409, 422],
      handle: async ({ params, body }) => {
        const version = numberOf(params.version);
        const stored = await flows.restore(params.id, body.revision, version, deployingOf(body));
        return { body: detailOf(runtime, stored) };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/removed-flows',
      tag: TAG,
      summary: 'Flows that were removed and can be brought back',
      description: 'The newest 200, each by its last version; making a flow of that version brings it back.',
      answers: { 200: { description: 'The last removed first', schema: pageSchema(removedFlowSchema) } },
      handle: () => {
        const items = versions.removed(isThere);
        return { body: { items, total: items.length } };
      },
    }),
  ];
}

function deployingOf({ who, by = 'api', onDrop }: z.output<typeof deployFlowSchema>): Deploying {
  return { how: by, ...(who !== undefined && { who }), ...(onDrop && { onDrop }) };
}

/** Of the address; what is no number is no version. */
function numberOf(text: string): number {
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : 0;
}
