/** /api/flows: what is drawn and what runs. */
import { z } from 'zod';
import type { FlowFile } from '../../flows/format/flow-file.ts';
import { serializeFlow } from '../../flows/format/serialize.ts';
import type { Runtime } from '../runtime.ts';
import { FLOW_ID } from '../store/flow-check.ts';
import { UnknownFlow } from '../store/flow-errors.ts';
import type { StoredFlow } from '../store/flow-store.ts';
import {
  createFlowSchema,
  type FlowDetail,
  type FlowSummary,
  flowBodySchema,
  flowDetailSchema,
  flowSummarySchema,
  localizedSchema,
  pageSchema,
  saveFlowSchema,
  validationSchema,
} from '../wire/rest.ts';
import { type AnyRoute, defineRoute } from './route.ts';

const TAG = 'flows';
const DETAIL = { description: 'The flow as it stands now', schema: flowDetailSchema };

export function flowRoutes(runtime: Runtime): AnyRoute[] {
  const { flows } = runtime;
  const found = (id: string): StoredFlow => {
    const stored = flows.get(id);
    if (!stored) throw new UnknownFlow(id);
    return stored;
  };
  const detail = (stored: StoredFlow) => detailOf(runtime, stored);

  return [
    defineRoute({
      method: 'get',
      path: '/api/flows',
      tag: TAG,
      summary: 'All flows, by id',
      answers: { 200: { description: 'A summary of each', schema: pageSchema(flowSummarySchema) } },
      handle: () => {
        const items = flows.list().map((stored) => summaryOf(runtime, stored));
        return { body: { items, total: items.length } };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/api/flows',
      tag: TAG,
      summary: 'Makes a flow, or imports one',
      description:
        'A new draft; it runs once it is deployed. A draft may have faults, but must be a drawing of nodes and edges.',
      body: createFlowSchema,
      answers: { 201: DETAIL },
      problems: [409, 422],
      handle: async ({ body: { flow, onConflict } }) => {
        const stored = await flows.create(flow, onConflict === 'copy');
        return { status: 201, body: detail(stored), headers: { location: `/api/flows/${stored.id}` } };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/flows/{id}',
      tag: TAG,
      summary: 'One flow: what is drawn, what runs, and what is wrong with it',
      answers: { 200: DETAIL },
      problems: [404],
      handle: ({ params }) => ({ body: detail(found(params.id)) }),
    }),
    defineRoute({
      method: 'put',
      path: '/api/flows/{id}',
      tag: TAG,
      summary: 'Saves the draft',
      description:
        'With the revision that the change was made on. 409 with the newest revision when somebody else was faster.',
      body: saveFlowSchema,
      answers: { 200: DETAIL },
      problems: [404, 409, 422],
      handle: async ({ params, body }) => ({
        body: detail(await flows.save(params.id, body.flow, body.revision)),
      }),
    }),
    defineRoute({
      method: 'delete',
      path: '/api/flows/{id}',
      tag: TAG,
      summary: 'Removes a flow: its draft, its file, and what runs of it',
      answers: { 204: { description: 'It is gone' } },
      problems: [404],
      handle: async ({ params }) => {
        await flows.remove(params.id);
        return {};
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/flows/{id}/export',
      tag: TAG,
      summary: 'The flow as a file',
      query: z.object({ version: z.enum(['draft', 'deployed']).optional() }),
      answers: { 200: { description: 'The flow file', schema: flowBodySchema } },
      problems: [404],
      handle: ({ params, query }) => {
        const stored = found(params.id);
        const flow = query.version === 'deployed' ? stored.deployed : stored.draft;
        if (!flow || !FLOW_ID.test(stored.id)) throw new UnknownFlow(params.id);
        return {
          body: serializeFlow(flow as unknown as FlowFile),
          headers: { 'content-disposition': `attachment; filename="${stored.id}.json"` },
        };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/api/flows/{id}/start',
      tag: TAG,
      summary: 'Runs a deployed flow that was stopped',
      answers: { 200: DETAIL },
      problems: [404],
      handle: async ({ params }) => ({ body: detail(await runtime.setRunning(params.id, true)) }),
    }),
    defineRoute({
      method: 'post',
      path: '/api/flows/{id}/stop',
      tag: TAG,
      summary: 'Stops a flow',
      description:
        'Its windows, runs and timers are forgotten. It stays stopped when the runtime starts anew, until it is started.',
      answers: { 200: DETAIL },
      problems: [404],
      handle: async ({ params }) => ({ body: detail(await runtime.setRunning(params.id, false)) }),
    }),
    defineRoute({
      method: 'post',
      path: '/api/validate',
      tag: TAG,
      summary: 'Looks for faults in a flow without saving it',
      body: z.unknown(),
      answers: { 200: { description: 'Faults and hints', schema: validationSchema } },
      handle: ({ body }) => ({ body: { faults: runtime.check(body).faults } }),
    }),
  ];
}

export function detailOf(runtime: Runtime, stored: StoredFlow): FlowDetail {
  const { id, draft, deployed, faults, fileFaults } = stored;
  return {
    summary: summaryOf(runtime, stored),
    draft,
    deployed,
    faults: [...faults],
    fileFaults: [...fileFaults],
    simulation: runtime.simulations.state(id),
  };
}

export function summaryOf(runtime: Runtime, stored: StoredFlow): FlowSummary {
  const { id, draft, revision, updatedAt, changed, faults, fileFaults } = stored;
  const name = localizedSchema.safeParse(draft.name);
  const description = localizedSchema.safeParse(draft.description);
  return {
    id,
    name: name.success ? name.data : id,
    ...(draft.description !== undefined && description.success && { description: description.data }),
    revision,
    status: statusOf(runtime, stored),
    changed,
    nodeCount: Array.isArray(draft.nodes) ? draft.nodes.length : 0,
    faultCount: [...faults, ...fileFaults].filter(({ severity }) => severity === 'error').length,
    hasSimulation: runtime.simulations.has(id),
    updatedAt,
  };
}

function statusOf(runtime: Runtime, { id, running, fileFaults }: StoredFlow): FlowSummary['status'] {
  if (running) return runtime.isRunning(id) ? 'running' : 'stopped';
  return fileFaults.length > 0 ? 'faulty' : 'undeployed';
}
