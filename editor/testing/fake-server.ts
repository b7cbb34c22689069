/** For tests of components: stands in for the REST server. Answers by method and path; what was asked is kept. */
import { vi } from 'vitest';

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

type Answer = (asked: Asked) => { readonly status?: number; readonly body?: unknown };

/** @param answers by `METHOD /path`; the query is no part of it. What is not listed answers 404. */
export function fakeServer(answers: Readonly<Record<string, Answer>>) {
  const asked: Asked[] = [];
  vi.stubGlobal('fetch', async (path: string, init: RequestInit = {}) => {
    const one = {
      method: init.method ?? 'GET',
      path: path.split('?')[0],
      body: typeof init.body === 'string' ? JSON.parse(init.body) : undefined,
    };
    asked.push(one);
    const { status = 200, body } = answers[`${one.method} ${one.path}`]?.(one) ?? {
      status: 404,
      body: { type: 'about:blank', title: 'Not found', status: 404 },
    };
    return new Response(body === undefined ? null : JSON.stringify(body), { status });
  });
  return {
    asked,
    askedFor: (method: string, path: string) =>
      asked.filter((one) => one.method === method && one.path === path),
  };
}
