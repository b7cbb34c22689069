/** OpenAPI 3.1, made from the very routes that are registered and the schemas that check them. */
import { z } from 'zod';
import * as bad from '../wire/bad-events.ts';
import * as deploy from '../wire/deploy.ts';
import * as live from '../wire/live.ts';
import * as rest from '../wire/rest.ts';
import * as versions from '../wire/versions.ts';
import type { AnyRoute } from './route.ts';

type Json = Record<string, unknown>;

/** Schemas that several routes name; everything else stands where it is used. */
const NAMED: Readonly<Record<string, z.ZodType>> = {
  Problem: rest.problemSchema,
  Fault: rest.faultSchema,
  Flow: rest.flowBodySchema,
  FlowSummary: rest.flowSummarySchema,
  FlowDetail: rest.flowDetailSchema,
  DeployPreview: deploy.deployPreviewSchema,
  FlowVersion: versions.flowVersionSchema,
  Simulation: live.simulationStateSchema,
  IngestResult: rest.ingestResultSchema,
  Delivery: rest.deliverySchema,
  Record: rest.recordSchema,
  BadEvent: bad.badEventSchema,
  TableInfo: rest.tableInfoSchema,
  Surroundings: rest.surroundingsSchema,
  Settings: rest.settingsSchema,
  Session: rest.sessionSchema,
};

/** @param needsToken whether this runtime asks for a token */
export function openApi(routes: readonly AnyRoute[], version: string, needsToken: boolean): Json {
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    paths[route.path] ??= {};
    paths[route.path][route.method] = operation(route);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Naru',
      version,
      description:
        'Flows, events, and what follows from them. Errors are problems (RFC 9457), in the language of Accept-Language (ko, en).',
    },
    ...(needsToken && { security: [{ token: [] }, { session: [] }] }),
    paths,
    components: {
      schemas: components(),
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer' },
        session: { type: 'apiKey', in: 'cookie', name: 'naru_session' },
      },
    },
  };
}

function operation(route: AnyRoute): Json {
  const parameters = [...pathParameters(route.path), ...queryParameters(route.query)];
  const body = requestBody(route);
  return {
    operationId: operationId(route),
    tags: [route.tag],
    summary: route.summary,
    ...(route.description && { description: route.description }),
    ...(parameters.length > 0 && { parameters }),
    ...(body && { requestBody: body }),
    ...(route.open && { security: [] }),
    responses: responses(route),
  };
}

/** @example post /api/flows/{id}/deploy → postFlowsByIdDeploy */
function operationId({ method, path }: AnyRoute): string {
  const parts = path
    .split('/')
    .slice(2)
    .map((part) => part.replace(/^\{(\w+)\}$/, 'by-$1').replace(/\.\w+$/, ''));
  return [method, ...parts].join('-').replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function pathParameters(path: string): Json[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
}

function queryParameters(query: z.ZodType | undefined): Json[] {
  if (!query) return [];
  const { properties = {}, required = [] } = schemaOf(query, 'input') as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }));
}

function requestBody(route: AnyRoute): Json | undefined {
  if (route.raw) {
    const content = Object.entries(route.raw.types).map(([type, schema]) => [
      type,
      { schema: schemaOf(schema, 'input') },
    ]);
    return { required: true, content: Object.fromEntries(content) };
  }
  if (!route.body) return undefined;
  return {
    required: !route.bodyOptional,
    content: { 'application/json': { schema: schemaOf(route.body, 'input') } },
  };
}

const PROBLEMS: Readonly<Record<number, string>> = {
  400: 'The request is wrong',
  401: 'The token is missing or wrong',
  403: 'It comes from a page of another site',
  404: 'It is not there',
  409: 'It collides with another change, or with how things stand',
  413: 'It is too large',
  415: 'The media type or the encoding is not taken',
  422: 'The flow has faults',
  429: 'There is too much to do, or too many tries; try again later',
  503: 'Not possible at the moment; try again later',
};

function responses(route: AnyRoute): Json {
  const answers = Object.entries(route.answers).map(
    ([status, { description, schema, type = 'application/json' }]) => [
      status,
      { description, ...(schema && { content: { [type]: { schema: schemaOf(schema, 'output') } } }) },
    ],
  );
  const takesBody = route.body !== undefined || route.raw !== undefined;
  const changes = route.method !== 'get';
  const statuses = new Set([
    400,
    ...(route.open ? [] : [401]),
    ...(changes ? [403] : []),
    ...(takesBody ? [413, 415] : []),
    ...(route.problems ?? []),
  ]);
  const problems = [...statuses].sort().map((status) => [
    String(status),
    {
      description: PROBLEMS[status],
      content: { 'application/problem+json': { schema: reference('Problem') } },
    },
  ]);
  return Object.fromEntries([...answers, ...problems]);
}

const reference = (name: string) => ({ $ref: `#/components/schemas/${name}` });

/** JSON Schema of a Zod schema, with the named ones inside it as references. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const named = Object.entries(NAMED).find(([, each]) => each === schema);
  if (named) return reference(named[0]);
  return jsonSchema(schema, io);
}

function components(): Json {
  return Object.fromEntries(
    Object.entries(NAMED).map(([name, schema]) => [name, jsonSchema(schema, 'output')]),
  );
}

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): Json {
  const names = new Map<unknown, string>(Object.entries(NAMED).map(([name, each]) => [each, name]));
  const made = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema: written }) => {
      const name = names.get(zodSchema);
      if (name === undefined || names.get(schema) === name) return;
      for (const member of Object.keys(written)) delete (written as Json)[member];
      (written as Json).$ref = `#/components/schemas/${name}`;
    },
  }) as Json;
  const { $schema: _, ...rest } = made;
  return rest;
}
