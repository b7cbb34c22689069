import { afterEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { fakeServer } from '../testing/fake-server.ts';
import { onUnauthorized, RestError, request } from './rest-client.ts';

const schema = z.object({ n: z.number() });

afterEach(() => {
  vi.unstubAllGlobals();
});

async function failure(run: Promise<unknown>): Promise<RestError> {
  const error: unknown = await run.then(
    () => undefined,
    (cause) => cause,
  );
  if (error instanceof RestError) return error;
  throw new Error('it did not fail with a RestError');
}

describe('what was asked for early', () => {
  const answer = (n: number) => Promise.resolve(new Response(JSON.stringify({ n })));
  const early = (path: string, said: Promise<Response>, ago = 0) =>
    Object.assign(window, { naruAsked: { at: performance.now() - ago, answers: new Map([[path, said]]) } });

  it('is not asked for again, but once', async () => {
    early('/x', answer(1));
    fakeServer({ 'GET /x': () => ({ body: { n: 2 } }), 'POST /x': () => ({ body: { n: 3 } }) });
    expect(await request('POST', '/x', schema, { body: {} })).toEqual({ n: 3 });
    expect(await request('GET', '/x', schema)).toEqual({ n: 1 });
    expect(await request('GET', '/x', schema)).toEqual({ n: 2 });
  });

  it('is asked for again where it has lain there for long', async () => {
    early('/x', answer(1), 60_000);
    fakeServer({ 'GET /x': () => ({ body: { n: 2 } }) });
    expect(await request('GET', '/x', schema)).toEqual({ n: 2 });
  });

  it('fails as any request does, and says nothing to whoever has gone', async () => {
    early('/x', Promise.reject(new TypeError('no network')));
    expect((await failure(request('GET', '/x', schema))).status).toBe(0);
    early('/x', answer(1));
    const gone = AbortSignal.abort(new Error('gone'));
    await expect(request('GET', '/x', schema, { signal: gone })).rejects.toThrow('gone');
  });
});

describe('request', () => {
  it('gives the parsed answer', async () => {
    fakeServer({ 'GET /x': () => ({ body: { n: 7, more: true } }) });
    expect(await request('GET', '/x', schema)).toEqual({ n: 7 });
  });

  it('carries the server’s sentence, in the reader’s language where there is one', async () => {
    const message = { ko: '없습니다', en: 'It is not there' };
    fakeServer({ 'GET /x': () => ({ status: 404, body: { type: 't', title: 'T', status: 404, message } }) });
    const error = await failure(request('GET', '/x', schema));
    expect([error.status, error.sentence('ko'), error.sentence('en')]).toEqual([
      404,
      '없습니다',
      'It is not there',
    ]);
  });

  it('tells an answer that it does not understand from a server that is not there', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    fakeServer({ 'GET /x': () => ({ body: { n: 'seven' } }) });
    expect((await failure(request('GET', '/x', schema))).status).toBe(-1);
    expect(warn).toHaveBeenCalledTimes(1);
    warn.mockRestore();
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('failed')));
    expect((await failure(request('GET', '/x', schema))).status).toBe(0);
  });

  it('says when the reader has to sign in, until nobody listens', async () => {
    fakeServer({ 'GET /x': () => ({ status: 401 }) });
    const asked = vi.fn();
    const end = onUnauthorized(asked);
    await failure(request('GET', '/x', schema));
    end();
    await failure(request('GET', '/x', schema));
    expect(asked).toHaveBeenCalledTimes(1);
  });
});
