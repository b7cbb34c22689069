import { describe, expect, it } from 'vitest';
import {
  askedToWait,
  deliveryBench,
  final,
  matchFor,
  passing,
  receiver,
  settle,
} from '../testing/delivery-bench.ts';
import { until } from '../testing/naru-under-test.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

describe('deliveries of one key', () => {
  it('go one after the other, in order, while those of other keys go beside them', async () => {
    const { channel, sent, open } = receiver();
    const one = await deliveryBench({ channels: [channel] });
    const [a1, b1, a2, b2, a3] = ['A', 'B', 'A', 'B', 'A'].map((key) => matchFor('out', { key }));
    for (const each of [a1, b1, a2, b2, a3]) one.deliverer.accept(each);
    await until(() => open.size === 2);
    await settle();
    const ids = () => sent.map(({ id }) => id);
    expect(ids()).toEqual([a1.match.id, b1.match.id]);
    open.get(b1.match.id)?.();
    await until(() => ids().includes(b2.match.id));
    expect(ids()).toEqual([a1, b1, b2].map(({ match }) => match.id));
    open.get(a1.match.id)?.(passing);
    await settle();
    // It is tried again before the ones behind it are tried at all.
    one.clock.advance(SECOND);
    await until(() => open.has(a1.match.id));
    open.get(a1.match.id)?.();
    await until(() => open.has(a2.match.id));
    open.get(a2.match.id)?.(final);
    await until(() => open.has(a3.match.id));
    expect(ids()).toEqual([a1, b1, b2, a1, a2, a3].map(({ match }) => match.id));
  });

  it('of another flow or node do not wait for each other', async () => {
    const { channel, open } = receiver();
    const one = await deliveryBench({ channels: [channel] });
    for (const [flow, node] of [
      ['f', 'a'],
      ['f', 'b'],
      ['g', 'a'],
    ])
      one.deliverer.accept(matchFor('out', { key: 'A', flow, node }));
    await until(() => open.size === 3);
  });

  it('go on, in order, when the one before is held, drops out by its deadline, or is sent again', async () => {
    let ready = true;
    const { channel, sent, open } = receiver(undefined, {
      unready: () => (ready ? undefined : { ko: '설정 없음', en: 'not set up' }),
    });
    const one = await deliveryBench({ channels: [channel] });
    const [a, b, c] = [
      matchFor('out', { key: 'A', deadline: 10 * SECOND }),
      matchFor('out', { key: 'A' }),
      matchFor('out', { key: 'A' }),
    ];
    for (const each of [a, b, c]) one.deliverer.accept(each);
    await until(() => open.size === 1);
    open.get(a.match.id)?.(askedToWait(MINUTE));
    await settle();
    one.clock.advance(11 * SECOND);
    await until(() => one.outbox.get(a.match.id)?.status === 'expired');
    ready = false;
    one.clock.advance(MINUTE);
    await until(() => one.outbox.count('held') === 2);
    ready = true;
    expect(await one.deliverer.resender.all({ status: 'held' })).toBe(2);
    await until(() => open.has(b.match.id));
    await settle();
    expect(open.has(c.match.id)).toBe(false);
    // A person may want what expired; it has its turn by its age.
    expect(await one.deliverer.resender.one(a.match.id)).toBe(true);
    open.get(b.match.id)?.();
    await until(() => open.has(a.match.id));
    open.get(a.match.id)?.();
    await until(() => open.has(c.match.id));
    expect(sent.map(({ id }) => id)).toEqual([a, b, a, c].map(({ match }) => match.id));
  });
});

describe('a target that fails', () => {
  it('keeps nobody else from being reached', async () => {
    const { channel, sent, open } = receiver(({ params }) => (params.to === 'dead' ? 'wait' : 'ok'));
    const one = await deliveryBench({ channels: [channel] });
    for (let i = 0; i < 50; i++) {
      one.deliverer.accept(matchFor('out', { params: { to: 'dead' } }));
      one.deliverer.accept(matchFor('out', { params: { to: 'fine' } }));
    }
    await until(() => one.outbox.count('delivered') === 50);
    expect(open.size).toBe(4);
    expect(sent.filter(({ params }) => params.to === 'dead')).toHaveLength(4);
    expect(one.outbox.count('pending')).toBe(50);
  });

  it('is let alone after some failures, for a pause that grows, and tried with one delivery', async () => {
    let up = false;
    const { channel, sent } = receiver(() => (up ? 'ok' : passing));
    const one = await deliveryBench({ channels: [channel], limits: { breakAfter: 3 } });
    for (let i = 0; i < 20; i++) one.deliverer.accept(matchFor('out'));
    await until(() => one.deliverer.stoppedTargets().length === 1);
    await settle();
    const [stopped] = one.deliverer.stoppedTargets();
    expect(stopped).toMatchObject({
      target: 'out',
      channel: 'out',
      state: 'open',
      since: '2026-03-02T00:00:00.000Z',
      nextTry: '2026-03-02T00:00:05.000Z',
      reason: { en: 'for now' },
    });
    // Those that were on their way already failed too.
    const before = sent.length;
    expect(before).toBeLessThanOrEqual(6);
    one.clock.advance(4_999);
    await settle();
    expect(sent).toHaveLength(before);
    one.clock.advance(1);
    await until(() => sent.length === before + 1);
    await settle();
    expect(one.deliverer.stoppedTargets()).toMatchObject([
      { state: 'open', nextTry: '2026-03-02T00:00:15.000Z' },
    ]);
    one.clock.advance(9_999);
    await settle();
    expect(sent).toHaveLength(before + 1);
    up = true;
    one.clock.advance(1);
    await until(() => one.deliverer.stoppedTargets().length === 0);
    await until(() => {
      one.clock.advance(SECOND);
      return one.outbox.count('delivered') === 20;
    });
    expect(one.outbox.list({}).every(({ attempts }) => attempts <= 3)).toBe(true);
  });

  it('says itself how long it wants to be let alone', async () => {
    let up = false;
    const { channel, sent } = receiver(() => (up ? 'ok' : askedToWait(2 * MINUTE)), { atOnce: 1 });
    const one = await deliveryBench({ channels: [channel] });
    for (let i = 0; i < 3; i++) one.deliverer.accept(matchFor('out'));
    await until(() => sent.length === 1);
    await settle();
    expect(one.deliverer.stoppedTargets()).toMatchObject([{ nextTry: '2026-03-02T00:02:00.000Z' }]);
    up = true;
    one.clock.advance(2 * MINUTE - 1);
    await settle();
    expect(sent).toHaveLength(1);
    one.clock.advance(1);
    await until(() => one.outbox.count('delivered') === 3);
    expect(one.deliverer.stoppedTargets()).toEqual([]);
  });

  it('that refuses what it gets is there all the same', async () => {
    const { channel, sent } = receiver(() => final);
    const one = await deliveryBench({ channels: [channel], limits: { breakAfter: 2 } });
    for (let i = 0; i < 10; i++) one.deliverer.accept(matchFor('out'));
    await until(() => one.outbox.count('failed') === 10);
    expect(sent).toHaveLength(10);
    expect(one.deliverer.stoppedTargets()).toEqual([]);
  });

  it('gets a delivery no more after so many hours, or attempts', async () => {
    const { channel, sent } = receiver(() => passing);
    const one = await deliveryBench({ channels: [channel], limits: { giveUpHours: 1, attempts: 100 } });
    one.deliverer.accept(matchFor('out'));
    await until(() => {
      one.clock.advance(MINUTE);
      return one.outbox.count('failed') === 1;
    });
    expect(one.clock.now() - Date.UTC(2026, 2, 2)).toBeLessThan(80 * MINUTE);
    expect(sent.length).toBeLessThan(12);
  });
});

describe('a limit to a target', () => {
  it('is kept, for each target by itself, and others may have another one', async () => {
    const { channel, sent } = receiver(() => 'ok');
    const limits = { perSecond: 2, targets: { fast: { perSecond: 10 } } };
    const one = await deliveryBench({ channels: [channel], limits });
    for (const to of ['slow', 'fast'])
      for (let i = 0; i < 30; i++) one.deliverer.accept(matchFor('out', { params: { to } }));
    const sentTo = (to: string) => sent.filter(({ params }) => params.to === to).length;
    await until(() => sentTo('slow') === 2 && sentTo('fast') === 10);
    for (let tenths = 0; tenths < 20; tenths++) {
      one.clock.advance(100);
      await settle(5);
    }
    expect([sentTo('slow'), sentTo('fast')]).toEqual([6, 30]);
    for (let tenths = 0; tenths < 120; tenths++) {
      one.clock.advance(100);
      await settle(2);
    }
    await until(() => one.outbox.count('delivered') === 60);
  });
});

describe('a deadline', () => {
  const written: string[] = [];
  const inner = {
    name: 'in',
    leaves: false as const,
    write: ({ id }: { id: string }) => void written.push(id),
  };

  it('that has passed when the match is found leaves it undone, inside and outside, and the engine is told', async () => {
    const { channel, sent } = receiver(() => 'ok');
    const one = await deliveryBench({ channels: [channel, inner] });
    one.clock.advance(MINUTE);
    one.deliverer.accept(matchFor('out', { deadline: MINUTE }));
    one.deliverer.accept(matchFor('in', { deadline: MINUTE }));
    one.deliverer.accept(matchFor('in', { deadline: MINUTE + 1 }));
    one.deliverer.accept(matchFor('out', { deadline: MINUTE, simulated: true }));
    await one.deliverer.stored();
    expect(one.outbox.list({}).map(({ status }) => status)).toEqual([
      'simulated',
      'delivered',
      'expired',
      'expired',
    ]);
    expect(one.outbox.list({ status: 'expired' })[0]).toMatchObject({
      deadline: '2026-03-02T00:01:00.000Z',
      reasonText: { ko: expect.stringContaining('기한') },
    });
    expect([sent.length, written.length]).toEqual([0, 1]);
    await settle();
    expect(one.told.filter(([{ simulated }]) => !simulated).map(([, outcome]) => outcome)).toEqual([
      'failed',
      'failed',
      'done',
    ]);
  });

  it('drops what waits, for whatever it waits, on time; what is on its way may arrive', async () => {
    const { channel, sent, open } = receiver(undefined, { atOnce: 1 });
    const one = await deliveryBench({ channels: [channel] });
    const onItsWay = matchFor('out', { deadline: MINUTE });
    one.deliverer.accept(onItsWay);
    for (let i = 0; i < 500; i++) one.deliverer.accept(matchFor('out', { deadline: MINUTE }));
    await until(() => one.outbox.count('pending') === 501 && open.size === 1);
    one.clock.advance(MINUTE - 1);
    await settle();
    expect(one.outbox.count('expired')).toBe(0);
    one.clock.advance(1);
    await until(() => one.outbox.count('expired') === 500);
    open.get(onItsWay.match.id)?.();
    await until(() => one.outbox.count('delivered') === 1);
    expect(sent).toHaveLength(1);
  });

  it('that passed while nothing ran is seen at the start', async () => {
    const first = await deliveryBench({ channels: [receiver().channel] });
    first.deliverer.accept(matchFor('out', { deadline: MINUTE }));
    await first.deliverer.stored();
    first.end();
    const { channel, sent } = receiver(() => 'ok');
    const second = await deliveryBench({ channels: [channel], data: first.data });
    second.clock.advance(2 * MINUTE);
    second.deliverer.resume();
    await until(() => second.outbox.count('expired') === 1);
    expect(sent).toEqual([]);
  });
});
