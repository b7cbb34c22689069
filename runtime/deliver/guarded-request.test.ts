import { describe, expect, it } from 'vitest';
import { manualClock } from '../clock.ts';
import { startHookServer } from '../testing/hook-server.ts';
import { until } from '../testing/naru-under-test.ts';
import { allowList } from './address-guard.ts';
import { type RequestGuard, sendGuarded } from './guarded-request.ts';

const clock = manualClock();
const guard: RequestGuard = { clock, allowInside: () => true };
const never = new AbortController().signal;
const send = (url: string, over: RequestGuard = guard) =>
  sendGuarded({ url, method: 'POST', headers: { 'content-type': 'text/plain' }, body: 'hello' }, over, never);
const failure = (promise: Promise<void>) =>
  promise.then(
    () => undefined,
    (error) => ({ retry: error.retry, en: error.text?.en }),
  );

describe('a request to another system', () => {
  it('arrives, with the name that the URL has', async () => {
    const hook = await startHookServer();
    const port = new URL(hook.url).port;
    await send(`http://hooks.example:${port}/a?b=c`, {
      ...guard,
      resolve: async () => [{ address: '127.0.0.1', family: 4 }],
    });
    expect(hook.got).toMatchObject([
      { method: 'POST', path: '/a?b=c', body: 'hello', headers: { host: `hooks.example:${port}` } },
    ]);
  });

  it('never goes to where clouds keep their keys, and does not advise to allow it', async () => {
    for (const over of [guard, { clock, allowInside: () => false }])
      expect(await failure(send('http://169.254.169.254/latest', over))).toEqual({
        retry: false,
        en: '“169.254.169.254” is an address that is never called.',
      });
  });

  it('does not go inside unless that is allowed, however the address is written', async () => {
    const hook = await startHookServer();
    const { port } = new URL(hook.url);
    const strict: RequestGuard = { clock, allowInside: allowList('somewhere.else') };
    for (const host of [
      '127.0.0.1',
      'localhost',
      '2130706433',
      '0x7f.1',
      '[::ffff:127.0.0.1]',
      '0.0.0.0',
      '[::]',
    ])
      expect(await failure(send(`http://${host}:${port}/`, strict)), host).toMatchObject({ retry: false });
    expect(hook.got).toEqual([]);
  });

  it('takes no other protocol, and no password in the URL', async () => {
    for (const url of [
      'file:///etc/passwd',
      'ftp://x/',
      'javascript:alert(1)',
      'http://a:b@127.0.0.1/',
      'nonsense',
      '',
    ])
      expect(await failure(send(url)), url).toMatchObject({ retry: false });
  });

  it('is tried again after 5xx and 429, not after 4xx, and follows no redirect', async () => {
    const hook = await startHookServer((response, { path }) => {
      response.writeHead(Number(path.slice(1)), { location: 'http://127.0.0.1:1/' });
      response.end();
    });
    const outcomes = await Promise.all(
      [500, 503, 429, 400, 404, 302, 204].map((status) => failure(send(`${hook.url}/${status}`))),
    );
    expect(outcomes.map((outcome) => outcome?.retry)).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
      undefined,
    ]);
    expect(hook.got).toHaveLength(7);
  });

  it('is given up when nothing is answered in time, and may be tried again', async () => {
    const hook = await startHookServer(() => {});
    const outcome = failure(send(hook.url));
    await until(() => hook.got.length === 1);
    clock.advance(10_000);
    expect(await outcome).toEqual({ retry: true, en: 'The other system did not answer in time.' });
  });

  it('is given up when the answer begins and never ends', async () => {
    let begun = false;
    const hook = await startHookServer((response) => {
      response.write('x');
      begun = true;
    });
    const outcome = failure(send(hook.url));
    await until(() => begun);
    clock.advance(10_000);
    expect(await outcome).toMatchObject({ retry: true });
  });

  it('reads only so much of an answer', async () => {
    const hook = await startHookServer((response) => {
      const more = () => {
        while (response.write('x'.repeat(10_000)) && !response.destroyed);
        if (!response.destroyed) response.once('drain', more);
      };
      more();
    });
    await send(hook.url);
    expect(hook.got).toHaveLength(1);
  });

  it('that nobody takes may be tried again', async () => {
    const hook = await startHookServer((response) => response.socket?.destroy());
    expect(await failure(send(hook.url))).toMatchObject({ retry: true });
    const unknown: RequestGuard = { ...guard, resolve: async () => Promise.reject(new Error('ENOTFOUND')) };
    expect(await failure(send('http://nowhere.example/', unknown))).toMatchObject({ retry: true });
  });
});
