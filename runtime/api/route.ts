/**
 * runtime/api: REST, one file a resource. A route is declared once, with the schemas of what goes in and comes out;
 * registering it, checking requests and OpenAPI all read that one declaration.
 */
import type { Request, Response } from 'express';
import type { z } from 'zod';

export type Method = 'get' | 'post' | 'put' | 'delete';

export interface Answer {
  /** Default 200; 204 where there is no body. */
  readonly status?: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface RouteInput<Query, Body> {
  /** The names in braces of the path, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: Query;
  readonly body: Body;
  readonly request: Request;
  readonly response: Response;
}

/** An answer as OpenAPI shows it. */
export interface Documented {
  readonly description: string;
  readonly schema?: z.ZodType;
  /** Default `application/json`. */
  readonly type?: string;
}

export interface Route<Query = unknown, Body = unknown> {
  readonly method: Method;
  /** With names in braces, as OpenAPI writes it: `/api/flows/{id}`. */
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly query?: z.ZodType<Query>;
  readonly body?: z.ZodType<Body>;
  /** The body may be left out, and is then `undefined`. */
  readonly bodyOptional?: boolean;
  /** Reads the body itself; `types` is what OpenAPI says of it. Nothing is checked before the handler. */
  readonly raw?: { readonly types: Readonly<Record<string, z.ZodType>> };
  readonly answers: Readonly<Record<number, Documented>>;
  /** Statuses of the problems that it may answer with, besides those that every route may. */
  readonly problems?: readonly number[];
  /** Needs no token even where one is set. */
  readonly open?: boolean;
  readonly handle: (input: RouteInput<Query, Body>) => Promise<Answer> | Answer;
}

/** A route of any types, as a list of them holds it: what goes in was checked against its schemas. */
export type AnyRoute = Omit<Route, 'handle'> & {
  handle(input: RouteInput<unknown, unknown>): Promise<Answer> | Answer;
};

/** Types the handler by the schemas. */
export function defineRoute<Query = undefined, Body = undefined>(route: Route<Query, Body>): AnyRoute {
  return route as unknown as AnyRoute;
}
