import { request } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { bigAmounts, type NaruUnderTest, startNaru } from '../testing/naru-under-test.ts';

/** fetch does not let a test choose `Host` and `Origin`. */
function raw(
  { url }: NaruUnderTest,
  method: string,
  path: string,
  headers: Record<string, string>,
): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const asked = request(`${url}${path}`, { method, headers }, (answer) => {
      let body = '';
      answer.on('data', (chunk) => {
        body += chunk;
      });
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body }));
    });
    asked.on('error', reject);
    asked.end();
  });
}

describe('without a token', () => {
  it('pages of other sites change nothing, by whatever name they reach us', async () => {
    const naru = await startNaru({ flows: [bigAmounts('a')], origins: ['https://naru.bank.example'] });
    const status = async (headers: Record<string, string>, method = 'POST') =>
      (await raw(naru, method, '/api/flows/a/stop', headers)).status;
    const host = new URL(naru.url).host;
    expect(await status({ origin: 'https://evil.example' })).toBe(403);
    expect(await status({ origin: 'null' })).toBe(403);
    expect(await status({ origin: 'http://127.0.0.1:1' })).toBe(403);
    expect(await status({ origin: 'http://evil.example:4380', host: 'evil.example:4380' })).toBe(421);
    expect((await raw(naru, 'GET', '/api/flows', { host: 'evil.example' })).status).toBe(421);
    expect(await status({ origin: `http://${host}` })).toBe(200);
    expect(await status({ origin: 'http://localhost:4380', host: 'localhost:4380' })).toBe(200);
    expect(await status({ origin: 'https://naru.bank.example', host: 'naru.bank.example' })).toBe(200);
    expect(await status({})).toBe(200);
  });
});

describe('with a token', () => {
  it('REST and events ask for it; the page and the sign-in do not', async () => {
    const naru = await startNaru({ flows: [bigAmounts('a')], token: 'open sesame' });
    const status = async (method: string, path: string, headers = {}) =>
      (await naru.ask(method, path, undefined, headers)).status;
    for (const [method, path] of [
      ['GET', '/api/flows'],
      ['POST', '/api/events'],
      ['GET', '/api/settings'],
      ['DELETE', '/api/flows/a'],
      ['GET', '/api/nothing'],
      ['GET', '/API/flows'],
    ])
      expect(await status(method, path), path).toBe(401);
    const wrong = await naru.ask('GET', '/api/flows', undefined, { authorization: 'Bearer open sesam' });
    expect([wrong.status, wrong.headers.get('www-authenticate')]).toEqual([401, 'Bearer realm="naru"']);
    expect(await status('GET', '/api/flows', { authorization: 'Bearer open sesame' })).toBe(200);
    expect(await status('GET', '/api/flows', { authorization: 'bearer open sesame' })).toBe(200);
    expect(await status('GET', '/api/health')).toBe(200);
    expect((await raw(naru, 'GET', '/api/health', { host: 'any.name.example' })).status).toBe(200);
    expect(await status('GET', '/api/openapi.json')).toBe(200);
    expect(await (await naru.ask('GET', '/api/session')).json()).toEqual({ required: true, signedIn: false });
  });

  it('the page signs in, gets a cookie that is not the token, and signs out', async () => {
    const naru = await startNaru({ token: 'open sesame' });
    expect((await naru.ask('POST', '/api/session', { token: 'guess' })).status).toBe(401);
    const signedIn = await naru.ask('POST', '/api/session', { token: 'open sesame' });
    const cookie = signedIn.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^naru_session=[0-9a-f]{64}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=\d+$/);
    const headers = { cookie: cookie.split(';')[0] };
    expect((await naru.ask('GET', '/api/flows', undefined, headers)).status).toBe(200);
    expect(await (await naru.ask('GET', '/api/session', undefined, headers)).json()).toEqual({
      required: true,
      signedIn: true,
    });
    expect(
      (await raw(naru, 'POST', '/api/events', { ...headers, origin: 'https://evil.example' })).status,
    ).toBe(403);
    const out = await naru.ask('DELETE', '/api/session', undefined, headers);
    expect(out.headers.get('set-cookie')).toContain('Max-Age=0');
  });

  it('cannot be guessed without end', async () => {
    const naru = await startNaru({ token: 'open sesame' });
    const guess = async (token = 'x') => (await naru.ask('POST', '/api/session', { token })).status;
    for (let i = 0; i < 30; i++) expect(await guess()).toBe(401);
    expect(await guess()).toBe(429);
    naru.clock.advance(61_000);
    expect(await guess('open sesame')).toBe(200);
  });
});

describe('what goes wrong', () => {
  it('is a problem: unknown path, method, HTTP', async () => {
    const naru = await startNaru({ flows: [bigAmounts('a')] });
    const unknown = await naru.ask('GET', '/api/nothing', undefined, {
      'accept-language': 'ko-KR,ko;q=0.9,en;q=0.8',
    });
    expect([unknown.status, unknown.headers.get('content-type')]).toEqual([
      404,
      'application/problem+json; charset=utf-8',
    ]);
    expect(await unknown.json()).toMatchObject({
      status: 404,
      title: '찾을 수 없습니다',
      message: { en: expect.any(String) },
      instance: '/api/nothing',
    });
    const method = await naru.ask('DELETE', '/api/flows');
    expect([method.status, method.headers.get('allow')]).toEqual([405, 'GET, HEAD, POST, OPTIONS']);
    const options = await naru.ask('OPTIONS', '/api/flows/a');
    expect([options.status, options.headers.get('allow')]).toEqual([204, 'GET, HEAD, PUT, DELETE, OPTIONS']);
    expect((await naru.ask('GET', '/api/flows?x=%E0')).status).toBe(200);
    expect(await (await naru.ask('GET', '/api/flows/%E0%A4%A')).json()).toMatchObject({ status: 400 });
    expect(await (await naru.ask('GET', '/api/outbox?limit=0')).json()).toMatchObject({
      status: 400,
      detail: expect.stringContaining('query.limit'),
    });
    expect((await naru.ask('POST', '/nothing')).status).toBe(404);
    expect((await naru.ask('GET', '/api')).headers.get('content-type')).toMatch(/^application\/problem/);
    expect(await (await naru.ask('POST', '/api/flows', { flow: {} })).json()).toMatchObject({
      status: 400,
      message: {
        ko: '‘flow.id’: 값이 없습니다. 글자로 넣어 주세요.',
        en: '“flow.id”: It is missing. Give it as a text.',
      },
    });
    expect((await naru.ask('GET', '/missing.js')).status).toBe(404);
  });

  it('is a problem also where it is no HTTP that we know', async () => {
    const { url } = await startNaru();
    const { port } = new URL(url);
    const say = (text: string) =>
      new Promise<string>((resolve, reject) => {
        let got = '';
        const socket = connect(Number(port), '127.0.0.1', () => socket.write(text));
        socket.on('data', (chunk) => {
          got += chunk;
        });
        socket.on('close', () => resolve(got));
        socket.on('error', reject);
      });
    expect(await say('FOO / HTTP/1.1\r\n\r\n')).toMatch(
      /^HTTP\/1\.1 400 [\s\S]*application\/problem\+json[\s\S]*"status":400/,
    );
    expect(await say(`GET / HTTP/1.1\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`)).toContain('HTTP/1.1 431');
  });

  it('says nothing of our insides', async () => {
    const naru = await startNaru({
      validate: () => {
        throw new Error('secret detail');
      },
    });
    const answer = await naru.ask('POST', '/api/validate', {});
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toMatch(/secret|at .*\.ts/);
    expect(naru.warnings.join()).toContain('secret detail');
  });
});
