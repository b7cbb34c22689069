import { describe, expect, it, vi } from 'vitest';
import type { Text } from '../../nodes/kit/text.ts';
import { type DeliveryBench, deliveryBench, final, matchFor, passing } from '../testing/delivery-bench.ts';
import { until } from '../testing/naru-under-test.ts';
import type { Delivery, DeliveryLimits } from '../wire/rest.ts';
import type { Channel, OuterChannel } from './channel.ts';
import type { DeliveryFailed } from './delivery-failed.ts';
import { DEFAULT_LIMITS, pauseAfter } from './retry.ts';

const bench = (channels: readonly Channel[], data?: string, limits?: Partial<DeliveryLimits>) =>
  deliveryBench({ channels, ...(data && { data }), ...(limits && { limits }) });
const match = (channel: string, params: Record<string, unknown> = {}, simulated = false) =>
  matchFor(channel, { params, simulated });

/** An outer channel that fails as it is told, one outcome an attempt. */
function outer(outcomes: (DeliveryFailed | Error | 'ok' | 'hang')[], unready?: () => Text | undefined) {
  const sent: Delivery[] = [];
  const channel: OuterChannel = {
    name: 'out',
    leaves: true,
    atOnce: 2,
    ...(unready && { unready }),
    send(delivery, signal) {
      sent.push(delivery);
      const outcome = outcomes[Math.min(sent.length, outcomes.length) - 1];
      if (outcome === 'ok') return Promise.resolve();
      if (outcome === 'hang') return new Promise((_, reject) => signal.addEventListener('abort', reject));
      return Promise.reject(outcome);
    },
  };
  return { channel, sent };
}

const statuses = ({ outbox }: DeliveryBench) => outbox.list({}).map(({ status }) => status);

describe('a match becomes a delivery', () => {
  it('with its templates filled in, once, however often it comes', async () => {
    const written: Delivery[] = [];
    const one = await bench([
      { name: 'in', leaves: false, write: (delivery) => void written.push(delivery) },
    ]);
    const hosted = match('in', {
      title: 'Amount {{ amount }} of {{ $subject }} at {{ $time }}',
      deep: [{ a: '{{ $id }}' }],
    });
    one.deliverer.accept(hosted);
    one.deliverer.accept(hosted);
    await until(() => one.outbox.count('delivered') > 0);
    expect(one.outbox.list({})).toMatchObject([
      {
        status: 'delivered',
        attempts: 1,
        params: {
          title: `Amount ${hosted.match.data.amount} of C1 at 2026-03-02T00:00:00.000Z`,
          deep: [{ a: hosted.match.id }],
        },
      },
    ]);
    expect(written).toHaveLength(1);
  });

  it('that fails with its reason where a template or the channel is wrong', async () => {
    const one = await bench([outer(['ok']).channel]);
    one.deliverer.accept(match('out', { a: '{{ a | nonsense }}' }));
    one.deliverer.accept(match('pigeon'));
    await until(() => one.outbox.list({}).length === 2);
    expect(
      one.outbox.list({}).map(({ status, reason, reasonText }) => [status, reason, reasonText?.en]),
    ).toEqual([
      ['failed', expect.stringContaining('pigeon'), expect.stringContaining('pigeon')],
      ['failed', expect.stringContaining('nonsense'), expect.any(String)],
    ]);
  });

  it('that does not leave the house where it is simulated', async () => {
    const { channel, sent } = outer(['ok']);
    const written: Delivery[] = [];
    const one = await bench([
      channel,
      { name: 'in', leaves: false, write: (delivery) => void written.push(delivery) },
    ]);
    one.deliverer.accept(match('out', {}, true));
    one.deliverer.accept(match('in', {}, true));
    await until(() => one.outbox.list({}).length === 2);
    expect(statuses(one)).toEqual(['delivered', 'simulated']);
    expect(written).toMatchObject([{ simulated: true }]);
    expect(sent).toEqual([]);
    expect(await one.deliverer.resender.one(one.outbox.list({ status: 'simulated' })[0].id)).toBe(false);
    expect(one.outbox.clearSimulated()).toBe(2);
  });

  it('that is held until its channel is set up, and can then be sent', async () => {
    let ready = false;
    const { channel, sent } = outer(['ok'], () =>
      ready ? undefined : { ko: '설정 없음', en: 'not set up' },
    );
    const one = await bench([channel]);
    one.deliverer.accept(match('out'));
    await until(() => statuses(one)[0] === 'held');
    expect(one.outbox.list({})[0].reasonText?.ko).toBe('설정 없음');
    ready = true;
    expect(await one.deliverer.resender.one(one.outbox.list({})[0].id)).toBe(true);
    await until(() => statuses(one)[0] === 'delivered');
    expect(one.outbox.list({})[0].reason).toBeUndefined();
    expect(sent).toHaveLength(1);
  });
});

describe('a delivery that fails', () => {
  it('is tried again after growing pauses', async () => {
    const { channel, sent } = outer([passing, passing, 'ok']);
    const one = await bench([channel]);
    one.deliverer.accept(match('out'));
    await until(() => one.outbox.list({})[0]?.attempts === 1);
    one.clock.advance(999);
    expect(sent).toHaveLength(1);
    one.clock.advance(1);
    await until(() => one.outbox.list({})[0].attempts === 2);
    expect(one.outbox.list({})[0]).toMatchObject({ status: 'pending', reason: 'for now' });
    one.clock.advance(4_000);
    await until(() => statuses(one)[0] === 'delivered');
    expect(sent.map(({ attempts }) => attempts)).toEqual([1, 2, 3]);
  });

  it('is kept with its reason after the last attempt, and can be sent again', async () => {
    const { channel, sent } = outer([
      ...Array.from({ length: DEFAULT_LIMITS.attempts }, () => passing),
      'ok',
    ]);
    const one = await bench([channel], undefined, { breakAfter: 100 });
    one.deliverer.accept(match('out'));
    for (let attempt = 1; attempt <= DEFAULT_LIMITS.attempts; attempt++) {
      await until(() => one.outbox.list({})[0]?.attempts === attempt);
      one.clock.advance(900_000);
    }
    expect(one.outbox.list({})[0]).toMatchObject({
      status: 'failed',
      attempts: DEFAULT_LIMITS.attempts,
      reason: 'for now',
    });
    expect(one.outbox.count('failed')).toBe(1);
    await one.deliverer.resender.one(one.outbox.list({})[0].id);
    await until(() => statuses(one)[0] === 'delivered');
    expect(sent).toHaveLength(DEFAULT_LIMITS.attempts + 1);
  });

  it('for good is not tried again; nor is one that an error of ours broke', async () => {
    const { channel } = outer([final, new Error('a bug')]);
    const one = await bench([channel]);
    one.deliverer.accept(match('out'));
    one.deliverer.accept(match('out'));
    await until(() => one.outbox.list({ status: 'failed' }).length === 2);
    expect(one.outbox.list({}).map(({ attempts }) => attempts)).toEqual([1, 1]);
    expect(one.warnings.join()).toContain('a bug');
    // The timers that are left are those of the store and of what is let go.
    expect(one.clock.pending()).toBeLessThanOrEqual(2);
  });

  it('comes back at other times than those that failed with it', () => {
    expect([1, 2, 3, 4, 5, 6, 60].map((attempts) => pauseAfter(attempts, 0.5))).toEqual([
      1_000, 4_000, 16_000, 64_000, 256_000, 900_000, 900_000,
    ]);
    expect([pauseAfter(2, 0), pauseAfter(2, 1)]).toEqual([3_000, 5_000]);
  });

  it('does not keep those behind it from going, nor the engine from handing over', async () => {
    const { channel, sent } = outer(['hang', 'ok']);
    const one = await bench([channel]);
    for (let i = 0; i < 5; i++) one.deliverer.accept(match('out'));
    await until(() => one.outbox.count('delivered') === 4);
    expect(sent).toHaveLength(5);
    expect(one.outbox.count('pending')).toBe(1);
  });
});

describe('an outbox that cannot be read for a moment', () => {
  it('loses none of the matches, and says it once', async () => {
    const one = await bench([{ name: 'in', leaves: false, write: () => {} }]);
    const has = vi.spyOn(one.outbox, 'has');
    has.mockImplementation(() => {
      throw new Error('SQLITE_IOERR');
    });
    const first = { ...match('in'), place: { position: 7, index: 0 } };
    one.deliverer.accept(first);
    await until(() => one.warnings.length > 0);
    one.deliverer.accept({ ...match('in'), place: { position: 8, index: 0 } });
    one.clock.advance(500);
    await until(() => has.mock.calls.length > 1);
    has.mockRestore();
    await until(() => {
      one.clock.advance(500);
      return one.outbox.list({}).length === 2;
    });
    expect(one.outbox.get(first.match.id)?.status).toBe('delivered');
    expect(one.warnings).toHaveLength(1);
    await one.deliverer.stored();
  });
});

describe('a restart', () => {
  it('sends what was pending, and knows what was delivered', async () => {
    const first = await bench([outer(['hang']).channel, { name: 'in', leaves: false, write: () => {} }]);
    const [pending, done] = [match('out'), match('in')];
    first.deliverer.accept(pending);
    first.deliverer.accept(done);
    await until(() => first.outbox.list({}).length === 2);
    first.owner.abort();
    await first.outbox.flush();

    const again = outer(['ok']);
    const second = await bench([again.channel, { name: 'in', leaves: false, write: () => {} }], first.data);
    second.deliverer.resume();
    second.deliverer.accept(pending);
    second.deliverer.accept(done);
    await until(() => second.outbox.count('delivered') === 2);
    expect(again.sent.map(({ id }) => id)).toEqual([pending.match.id]);
  });
});

describe('many matches at once', () => {
  it('make the sender of events wait until most of them are written down', async () => {
    const one = await bench([{ name: 'in', leaves: false, write: () => {} }]);
    for (let i = 0; i < 6_000; i++) one.deliverer.accept(match('in'));
    let room = false;
    void one.deliverer.room().then(() => {
      room = true;
    });
    await Promise.resolve();
    expect(room).toBe(false);
    await until(() => room);
    await one.deliverer.room();
  });
});
