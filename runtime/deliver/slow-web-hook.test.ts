/** A receiver that is slow, dead or out of order, over real HTTP. */
import { describe, expect, it } from 'vitest';
import { manualClock } from '../clock.ts';
import { deliveryBench, matchFor, settle } from '../testing/delivery-bench.ts';
import { startHookServer } from '../testing/hook-server.ts';
import { until } from '../testing/naru-under-test.ts';
import type { InnerChannel } from './channel.ts';
import { webhookChannel } from './channels/webhook.ts';
import { retryAfterMs } from './guarded-request.ts';

const inner: InnerChannel = { name: 'in', leaves: false, write: () => {} };

async function bench() {
  const clock = manualClock();
  const channel = webhookChannel({ clock, allowInside: () => true, timeout: () => 10_000 });
  return deliveryBench({ channels: [channel, inner], clock });
}

describe('a web hook', () => {
  it('that answers after 30 s is broken off after 10, tried again, and known by its key when it arrives', async () => {
    const answers: (() => void)[] = [];
    let slow = true;
    const hook = await startHookServer((response) => {
      if (slow) answers.push(() => response.end());
      else response.end();
    });
    const one = await bench();
    const match = matchFor('webhook', { params: { url: hook.url } });
    one.deliverer.accept(match);
    await until(() => answers.length === 1);
    one.clock.advance(9_999);
    await settle();
    expect(one.outbox.get(match.match.id)).toMatchObject({ status: 'pending', attempts: 0 });
    one.clock.advance(1);
    await until(() => one.outbox.get(match.match.id)?.attempts === 1);
    expect(one.outbox.get(match.match.id)).toMatchObject({
      status: 'pending',
      reason: 'The other system did not answer in time.',
    });
    // Its answer after 30 s finds nobody.
    one.clock.advance(500);
    answers[0]();
    slow = false;
    one.clock.advance(500);
    await until(() => one.outbox.count('delivered') === 1);
    const keys = hook.got.map(({ headers }) => headers['idempotency-key']);
    expect(keys).toEqual([match.match.id, match.match.id]);
  });

  it('that is slow or dead slows neither the engine nor the other receivers', async () => {
    const dead = await startHookServer(() => {});
    const fine = await startHookServer();
    const one = await bench();
    const taken = performance.now();
    for (let i = 0; i < 300; i++) {
      one.deliverer.accept(matchFor('webhook', { params: { url: dead.url } }));
      one.deliverer.accept(matchFor('webhook', { params: { url: fine.url } }));
      one.deliverer.accept(matchFor('in'));
    }
    // What hands matches over does not wait for anything.
    expect(performance.now() - taken).toBeLessThan(1_000);
    await one.deliverer.room();
    await until(() => one.outbox.count('delivered') === 600);
    expect(fine.got).toHaveLength(300);
    expect(dead.got.length).toBeLessThanOrEqual(16);
    expect(one.outbox.count('pending')).toBe(300);
    // After that many failures it is let alone, and shown.
    one.clock.advance(10_000);
    await until(() => one.deliverer.stoppedTargets().length === 1);
    expect(one.deliverer.stoppedTargets()[0]).toMatchObject({
      target: dead.url,
      channel: 'webhook',
      state: 'open',
    });
  });

  it('that says when it wants to be asked again is asked then', async () => {
    let up = false;
    const hook = await startHookServer((response) => {
      response.statusCode = up ? 204 : 503;
      if (!up) response.setHeader('retry-after', '90');
      response.end();
    });
    const one = await bench();
    one.deliverer.accept(matchFor('webhook', { params: { url: hook.url } }));
    one.deliverer.accept(matchFor('webhook', { params: { url: `${hook.url}/other` } }));
    await until(() => one.outbox.list({}).every(({ attempts }) => attempts === 1));
    up = true;
    one.clock.advance(89_999);
    await settle();
    expect(hook.got).toHaveLength(2);
    one.clock.advance(1);
    await until(() => one.outbox.count('delivered') === 2);
  });

  it('gets by how much a match was late, and templates can say it', async () => {
    const hook = await startHookServer();
    const one = await bench();
    one.deliverer.accept(matchFor('webhook', { params: { url: hook.url }, lateBy: 61_000 }));
    const params = { url: hook.url, body: 'late by {{ $lateBy }} ms' };
    one.deliverer.accept(matchFor('webhook', { params, lateBy: 5 }));
    await until(() => one.outbox.count('delivered') === 2);
    const bodies = hook.got.map(({ body }) => body).sort();
    expect(bodies[0]).toBe('late by 5 ms');
    expect(JSON.parse(bodies[1])).toMatchObject({ lateBy: 61_000 });
    expect(one.outbox.list({}).map(({ lateBy }) => lateBy)).toEqual([5, 61_000]);
  });
});

describe('Retry-After', () => {
  it('is seconds or a date, and never more than a day', () => {
    const now = Date.UTC(2026, 2, 2);
    expect(retryAfterMs('120', now)).toBe(120_000);
    expect(retryAfterMs('Mon, 02 Mar 2026 00:01:00 GMT', now)).toBe(60_000);
    expect(retryAfterMs('Sun, 01 Mar 2026 00:00:00 GMT', now)).toBe(0);
    expect(retryAfterMs('99999999', now)).toBe(24 * 3_600_000);
    for (const none of [undefined, '', 'soon', '-1 week']) expect(retryAfterMs(none, now)).toBeUndefined();
  });
});
