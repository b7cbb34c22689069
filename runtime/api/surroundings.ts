/** /api/surroundings: what a form offers (event types, tables); /api/tables: what is in a table. */

import { z } from 'zod';
import { korean } from '../../nodes/kit/korean.ts';
import type { Runtime } from '../runtime.ts';
import {
  countSchema,
  pageSchema,
  surroundingsSchema,
  tableInfoSchema,
  tableRowSchema,
} from '../wire/rest.ts';
import { pageOf, pageQuery } from './page-query.ts';
import { ApiProblem } from './problem.ts';
import { type AnyRoute, defineRoute } from './route.ts';

const TAG = 'surroundings';

export function surroundingsRoutes(runtime: Runtime): AnyRoute[] {
  const { tables } = runtime;
  return [
    defineRoute({
      method: 'get',
      path: '/api/surroundings',
      tag: TAG,
      summary: 'Event types, reference tables and connections that flows can use',
      answers: { 200: { description: 'What there is', schema: surroundingsSchema } },
      handle: () => {
        const { eventTypes = [], ...others } = runtime.surroundings();
        // A form offers what was discovered too. No check counts on it: it is guessed, and may be forgotten.
        const offered = [...eventTypes, ...runtime.catalogue.found()];
        return { body: { ...others, eventTypes: offered, tables: tables.infos() } };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/tables',
      tag: TAG,
      summary: 'The reference tables',
      answers: {
        200: { description: 'Name, columns and size of each', schema: pageSchema(tableInfoSchema) },
      },
      handle: () => ({ body: { items: tables.infos(), total: tables.names().length } }),
    }),
    defineRoute({
      method: 'get',
      path: '/api/tables/{name}',
      tag: TAG,
      summary: 'Rows of a table: first those that actions wrote, newest first',
      query: z.object(pageQuery),
      answers: { 200: { description: 'A page of rows', schema: pageSchema(tableRowSchema) } },
      problems: [404],
      handle: ({ params, query }) => {
        const rows = tables.list(params.name);
        if (!rows) throw unknownTable(params.name);
        const { items, total } = pageOf(rows, query);
        return {
          body: {
            items: items.map(({ row, written }) => ({ row, ...(written && { written: placeOf(written) }) })),
            total,
          },
        };
      },
    }),
    defineRoute({
      method: 'delete',
      path: '/api/tables/{name}',
      tag: TAG,
      summary: 'Forgets the rows that simulations wrote',
      answers: { 200: { description: 'How many are gone', schema: countSchema } },
      problems: [404],
      handle: ({ params }) => {
        if (!tables.names().includes(params.name)) throw unknownTable(params.name);
        return { body: { count: tables.clearSimulated(params.name) } };
      },
    }),
  ];
}

function placeOf({ id, at, simulated }: { id: string; at: string; simulated: boolean }) {
  return { id, at, simulated };
}

function unknownTable(name: string): ApiProblem {
  return new ApiProblem(404, 'unknown-table', {
    ko: korean`표 ‘${name.slice(0, 80)}’이(가) 없습니다.`,
    en: `There is no table “${name.slice(0, 80)}”.`,
  });
}
