/** /api/records: tasks, cases and the watch list. */
import { z } from 'zod';
import type { Runtime } from '../runtime.ts';
import type { RecordKind } from '../store/record-lists.ts';
import { type ActionRecord, countSchema, pageSchema, recordSchema } from '../wire/rest.ts';
import { flag, pageOf, pageQuery } from './page-query.ts';
import { type AnyRoute, defineRoute } from './route.ts';

const TAG = 'records';
const KINDS = ['task', 'case', 'watchlist'] as const satisfies readonly RecordKind[];
const which = { kind: z.enum(KINDS).optional(), flow: z.string().optional() };

export function recordRoutes({ records }: Runtime): AnyRoute[] {
  const kindsOf = (kind: RecordKind | undefined): readonly RecordKind[] => (kind ? [kind] : KINDS);
  return [
    defineRoute({
      method: 'get',
      path: '/api/records',
      tag: TAG,
      summary: 'What actions wrote down for people, newest first',
      query: z.object({ ...pageQuery, ...which, queue: z.string().optional(), simulated: flag.optional() }),
      answers: { 200: { description: 'A page of records', schema: pageSchema(recordSchema) } },
      handle: ({ query }) => {
        const fits = (record: ActionRecord) =>
          (query.flow === undefined || record.flow === query.flow) &&
          (query.queue === undefined || record.queue === query.queue) &&
          (query.simulated === undefined || record.simulated === query.simulated);
        const lists = kindsOf(query.kind).map((kind) => records[kind].newest(fits));
        // Each list is in order already; several are merged by the time they were written.
        const all = lists.length === 1 ? lists[0] : lists.flat().sort(newestFirst);
        return { body: pageOf(all, query) };
      },
    }),
    defineRoute({
      method: 'delete',
      path: '/api/records',
      tag: TAG,
      summary: 'Forgets the records of simulations',
      query: z.object(which),
      answers: { 200: { description: 'How many are gone', schema: countSchema } },
      handle: ({ query }) => {
        const gone = ({ simulated, flow }: ActionRecord) =>
          simulated && (query.flow === undefined || flow === query.flow);
        const count = kindsOf(query.kind).reduce(
          (sum, kind) => sum + records[kind].remove(records[kind].newest(gone).map(({ id }) => id)),
          0,
        );
        return { body: { count } };
      },
    }),
  ];
}

function newestFirst(a: ActionRecord, b: ActionRecord): number {
  if (a.createdAt === b.createdAt) return 0;
  return a.createdAt < b.createdAt ? 1 : -1;
}
