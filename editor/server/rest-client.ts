/**
 * editor/server: what the page asks the runtime over REST. Answers are parsed with the schemas of runtime/wire, so
 * that nothing else in the editor meets an unchecked one.
 *
 * This file: one request. Failures are `RestError`s that carry the server's problem (RFC 9457).
 */
import type { z } from 'zod';
import type { Language } from '../../nodes/kit/text.ts';
import { type Problem, problemSchema } from '../../runtime/wire/rest.ts';
import { currentLanguage } from '../i18n/setup.ts';
import { earlyAnswer } from './early-answers.ts';

/** `status` 0: the server could not be reached; -1: its answer was none that we understand. */
export class RestError extends Error {
  readonly status: number;
  readonly problem: Problem | undefined;

  constructor(status: number, message: string, problem?: Problem) {
    super(message);
    this.name = 'RestError';
    this.status = status;
    this.problem = problem;
  }

  /** The server's sentence, where it gave one. */
  sentence(language: Language): string | undefined {
    return this.problem?.message?.[language] ?? this.problem?.detail ?? this.problem?.title;
  }
}

type Listener = () => void;
const unauthorized = new Set<Listener>();

/** Calls `listener` when an answer says that the page must sign in. Gives a function that ends it. */
export function onUnauthorized(listener: Listener): () => void {
  unauthorized.add(listener);
  return () => unauthorized.delete(listener);
}

async function problemOf(response: Response): Promise<Problem | undefined> {
  try {
    const parsed = problemSchema.safeParse(await response.json());
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

async function send(method: string, path: string, body: unknown, signal?: AbortSignal): Promise<Response> {
  let response: Response;
  try {
    response = await (earlyAnswer(method, path) ??
      fetch(path, {
        method,
        credentials: 'same-origin',
        headers: {
          accept: 'application/json',
          'accept-language': currentLanguage(),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        ...(signal ? { signal } : {}),
      }));
    signal?.throwIfAborted();
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new RestError(0, 'unreachable');
  }
  if (response.ok) return response;
  const problem = await problemOf(response);
  if (response.status === 401) for (const listener of [...unauthorized]) listener();
  throw new RestError(response.status, problem?.detail ?? problem?.title ?? response.statusText, problem);
}

/** Sends a request and parses the answer. */
export async function request<Schema extends z.ZodType>(
  method: string,
  path: string,
  schema: Schema,
  options: { body?: unknown; signal?: AbortSignal } = {},
): Promise<z.output<Schema>> {
  const response = await send(method, path, options.body, options.signal);
  let answer: unknown;
  try {
    answer = await response.json();
  } catch {
    throw new RestError(-1, `${method} ${path}: no JSON`);
  }
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  console.warn(`${method} ${path}: unexpected answer`, parsed.error.issues);
  throw new RestError(-1, `${method} ${path}: unexpected answer`);
}

/** Sends a request whose answer has no body that matters. */
export async function command(method: string, path: string, body?: unknown): Promise<void> {
  await send(method, path, body);
}
