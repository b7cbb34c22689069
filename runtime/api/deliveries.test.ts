import { describe, expect, it } from 'vitest';
import { startHookServer } from '../testing/hook-server.ts';
import { bigAmounts, paid, startNaru, until } from '../testing/naru-under-test.ts';

async function downHook() {
  const state = { up: false };
  const hook = await startHookServer((response) => {
    response.statusCode = state.up ? 200 : 400;
    response.end();
  });
  return { hook, state };
}

describe('/api/outbox', () => {
  it('shows dead letters, and sends one or all that fit again', async () => {
    const { hook, state } = await downHook();
    const flows = ['a', 'b'].map((id) => bigAmounts(id, 'webhook', { url: hook.url }));
    const naru = await startNaru({ flows, webhookAllow: '127.0.0.1' });
    await naru.send([paid(500), paid(600)]);
    const { outbox } = naru.naru.runtime;
    await until(() => outbox.count('failed') === 4);
    const list = await (await naru.ask('GET', '/api/outbox?status=failed&flow=a&limit=1')).json();
    expect(list).toMatchObject({
      total: 2,
      items: [{ status: 'failed', attempts: 1, reasonText: { en: expect.stringContaining('400') } }],
    });
    state.up = true;
    const [{ id }] = list.items;
    expect((await naru.ask('POST', `/api/outbox/${id}/resend`)).status).toBe(200);
    await until(() => outbox.count('failed') === 3);
    expect(await (await naru.ask('POST', '/api/outbox/resend', { flow: 'b' })).json()).toEqual({ count: 2 });
    await until(() => outbox.count('delivered') === 3);
    expect(await (await naru.ask('POST', '/api/outbox/resend')).json()).toEqual({ count: 1 });
    await until(() => outbox.count('delivered') === 4);
    expect((await naru.ask('POST', `/api/outbox/${id}/resend`)).status).toBe(409);
    expect(await (await naru.ask('GET', `/api/outbox/${id}`)).json()).toMatchObject({ status: 'delivered' });
    expect((await naru.ask('GET', '/api/outbox/nothing')).status).toBe(404);
    // The same match is known by the same key each time.
    expect(new Set(hook.got.map(({ headers }) => headers['idempotency-key'])).size).toBe(4);
  });

  it('has nothing to send where a template could not be filled in', async () => {
    const naru = await startNaru({ flows: [bigAmounts('a', 'pigeon')] });
    const broken = bigAmounts('b', 'task', { title: '{{ amount | divided_by: 0 | nonsense }}' });
    await naru.ask('POST', '/api/flows', { flow: broken });
    const { outbox, deliverer } = naru.naru.runtime;
    deliverer.accept({
      match: {
        id: 'x1',
        flow: 'b',
        node: 'act',
        time: naru.clock.now(),
        key: null,
        data: {},
        causes: [],
        envelope: {},
      },
      action: { channel: 'pigeon', params: {}, timezone: 'UTC' },
      simulated: false,
      at: 0,
    });
    await until(() => outbox.count('failed') === 1);
    const answer = await naru.ask('POST', '/api/outbox/x1/resend', undefined, { 'accept-language': 'en' });
    expect([answer.status, (await answer.json()).detail]).toEqual([
      409,
      expect.stringContaining('nothing to send'),
    ]);
  });

  it('says to which targets nothing is sent', async () => {
    const hook = await startHookServer((response) => {
      response.statusCode = 503;
      response.setHeader('retry-after', '60');
      response.end();
    });
    const naru = await startNaru({
      flows: [bigAmounts('a', 'webhook', { url: hook.url })],
      webhookAllow: '127.0.0.1',
    });
    expect(await (await naru.ask('GET', '/api/outbox/targets')).json()).toEqual({ items: [] });
    await naru.send([paid(500)]);
    await until(async () => (await (await naru.ask('GET', '/api/outbox/targets')).json()).items.length === 1);
    expect(await (await naru.ask('GET', '/api/outbox/targets')).json()).toMatchObject({
      items: [{ target: hook.url, channel: 'webhook', state: 'open', failures: 1 }],
    });
  });

  it('keeps to the limits that are set', async () => {
    const naru = await startNaru();
    const body = { email: null, sms: null, delivery: { perSecond: 3, attempts: 2 } };
    expect(await (await naru.ask('PUT', '/api/settings', body)).json()).toMatchObject({
      delivery: { perSecond: 3, attempts: 2, breakAfter: 5, giveUpHours: 72 },
    });
    const wrong = { ...body, delivery: { attempts: 0 } };
    expect((await naru.ask('PUT', '/api/settings', wrong)).status).toBe(400);
  });
});
