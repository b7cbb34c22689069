/** /api/openapi.json: this API, described. */
import { z } from 'zod';
import { openApi } from './openapi.ts';
import { type AnyRoute, defineRoute } from './route.ts';

/** @param others the routes besides this one, which is described too */
export function openApiRoute(others: readonly AnyRoute[], version: string, needsToken: boolean): AnyRoute {
  const route = defineRoute({
    method: 'get',
    path: '/api/openapi.json',
    tag: 'session',
    summary: 'This description',
    open: true,
    answers: { 200: { description: 'OpenAPI 3.1', schema: z.record(z.string(), z.unknown()) } },
    handle: () => ({ body: described }),
  });
  const described = openApi([...others, route], version, needsToken);
  return route;
}
