import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { deliveryBench, final, matchFor, receiver, settle } from '../testing/delivery-bench.ts';
import { temporaryHome, until } from '../testing/naru-under-test.ts';
import type { Delivery } from '../wire/rest.ts';
import type { InnerChannel } from './channel.ts';
import { RETENTION } from './retention.ts';
import { TAKEN_OVER } from './take-over-outbox-file.ts';

const inner: InnerChannel = { name: 'in', leaves: false, write: () => {} };
const HOUR = 3_600_000;

describe('the mark', () => {
  it('is how far matches were taken, over a restart; one at or before it is passed over', async () => {
    const first = await deliveryBench({ channels: [inner] });
    const found = [0, 1, 2].map((index) => matchFor('in', { place: { position: 100, index } }));
    for (const each of found) first.deliverer.accept(each);
    await first.deliverer.stored();
    expect(first.outbox.mark()).toEqual({ position: 100, index: 2 });
    // An engine that starts anew finds the same again.
    for (const each of found) first.deliverer.accept(each);
    await first.deliverer.stored();
    first.end();
    const second = await deliveryBench({ channels: [inner], data: first.data });
    expect(second.outbox.mark()).toEqual({ position: 100, index: 2 });
    const known = matchFor('in', { place: { position: 99, index: 7 } });
    const fresh = matchFor('in', { place: { position: 100, index: 3 } });
    for (const each of [...found, known, fresh]) second.deliverer.accept(each);
    await second.deliverer.stored();
    expect(second.outbox.list({}).map(({ id }) => id)).toEqual(
      [fresh, ...found.toReversed()].map(({ match }) => match.id),
    );
  });
});

describe('settlements', () => {
  it('are numbered in order, told when they are on disk, and told again to who missed them', async () => {
    const { channel } = receiver(({ params }) => (params.bad ? final : 'ok'));
    const first = await deliveryBench({ channels: [inner, channel] });
    const all = [
      matchFor('in'),
      matchFor('out', { params: { bad: true } }),
      matchFor('in', { simulated: true }),
      matchFor('pigeon'),
    ];
    for (const each of all) first.deliverer.accept(each);
    await until(() => first.outbox.count('pending') === 0 && first.outbox.total({}) === 4);
    await settle();
    const live = () => first.told.filter(([{ simulated }]) => !simulated);
    expect(live()).toEqual([]);
    expect(first.told.map(([{ id, number }]) => [id, number])).toEqual([[all[2].match.id, undefined]]);
    first.clock.advance(5);
    await until(() => live().length === 3);
    expect(live().map(([{ number, id, flow, node }, outcome]) => [number, id, flow, node, outcome])).toEqual([
      [1, all[0].match.id, 'f', 'act', 'done'],
      [2, all[3].match.id, 'f', 'act', 'failed'],
      [3, all[1].match.id, 'f', 'act', 'failed'],
    ]);
    first.outbox.settlements.told(1);
    await first.outbox.flush();
    first.end();

    const second = await deliveryBench({ channels: [inner], data: first.data });
    expect(second.outbox.settlements.after(1).map(({ number, outcome }) => [number, outcome])).toEqual([
      [2, 'failed'],
      [3, 'failed'],
    ]);
    second.outbox.settlements.told(3);
    second.deliverer.accept(matchFor('in'));
    await second.deliverer.stored();
    await settle();
    expect(second.told.map(([{ number }]) => number)).toEqual([4]);
  });

  it('go on from the last number although all were told', async () => {
    const first = await deliveryBench({ channels: [inner] });
    first.deliverer.accept(matchFor('in'));
    await first.deliverer.stored();
    first.outbox.settlements.told(1);
    await first.outbox.flush();
    first.end();
    const second = await deliveryBench({ channels: [inner], data: first.data });
    second.deliverer.accept(matchFor('in'));
    await second.deliverer.stored();
    await settle();
    expect(second.told.map(([{ number }]) => number)).toEqual([2]);
  });
});

describe('what is kept', () => {
  const few = {
    kept: { delivered: { count: 10, age: HOUR }, failed: { count: 10, age: 2 * HOUR } },
    simulated: 5,
    ids: { count: 30, age: 3 * HOUR },
  };

  it('is settled: by number and by age; and its id is known for longer', async () => {
    const one = await deliveryBench({ channels: [inner], retention: few });
    const all = Array.from({ length: 25 }, () => matchFor('in'));
    for (const each of all) one.deliverer.accept(each);
    one.deliverer.accept(matchFor('pigeon'));
    for (let i = 0; i < 9; i++) one.deliverer.accept(matchFor('in', { simulated: true }));
    await one.deliverer.stored();
    one.clock.advance(10_000);
    expect(one.outbox.total({ status: 'delivered', simulated: false })).toBe(10);
    expect(one.outbox.total({ simulated: true })).toBe(5);
    expect(one.outbox.list({ simulated: false }).map(({ id }) => id)).toContain(all[24].match.id);
    one.deliverer.accept(all[0]);
    await one.deliverer.stored();
    expect(one.outbox.total({ simulated: false })).toBe(11);
    one.clock.advance(HOUR);
    one.clock.advance(10_000);
    expect(one.outbox.total({ status: 'delivered', simulated: false })).toBe(0);
    expect(one.outbox.count('failed')).toBe(1);
    one.clock.advance(HOUR);
    one.clock.advance(10_000);
    expect(one.outbox.count('failed')).toBe(0);
    expect(one.outbox.has(all[0].match.id)).toBe(true);
    one.clock.advance(3 * HOUR);
    one.clock.advance(10_000);
    expect(one.outbox.has(all[0].match.id)).toBe(false);
  });

  it('is everything that is pending or held, however much and however long', async () => {
    const { channel, sent } = receiver();
    const one = await deliveryBench({ channels: [channel], retention: few });
    const many = 6_000;
    for (let i = 0; i < many; i++) one.deliverer.accept(matchFor('out'));
    await one.deliverer.stored();
    one.clock.advance(10 * HOUR);
    expect(one.outbox.count('pending')).toBe(many);
    // What waits is not in memory: no more was read than is on its way.
    expect(sent).toHaveLength(4);
    one.end();
    const again = receiver(() => 'ok', { atOnce: 16 });
    const second = await deliveryBench({ channels: [again.channel], data: one.data });
    expect(second.outbox.total({ status: 'pending', channel: 'out' })).toBe(many);
    second.deliverer.resume();
    await until(() => second.outbox.count('delivered') === many);
    expect(new Set(again.sent.map(({ id }) => id)).size).toBe(many);
  });

  it('has limits that an operator can live with', () => {
    expect(RETENTION.kept.failed?.age).toBeGreaterThan(RETENTION.kept.delivered?.age ?? 0);
  });
});

describe('a full disk', () => {
  it('lets nothing go, asks for less, and goes on when there is room', async () => {
    const { channel, sent } = receiver(() => 'ok');
    const one = await deliveryBench({ channels: [channel, inner] });
    one.deliverer.accept(matchFor('in'));
    await one.deliverer.stored();
    const pages = one.database.prepare('PRAGMA page_count').get()?.page_count;
    one.database.prepare(`PRAGMA max_page_count = ${Number(pages)}`).get();
    const data = { text: 'x'.repeat(2_000) };
    for (let i = 0; i < 12_000; i++)
      one.deliverer.accept(matchFor(i % 2 ? 'in' : 'out', { data, place: { position: 1, index: i } }));
    await until(() => one.database.trouble !== undefined);
    let stored = false;
    void one.deliverer.stored().then(() => {
      stored = true;
    });
    let room = false;
    void one.deliverer.room().then(() => {
      room = true;
    });
    one.clock.advance(2_000);
    await settle(100);
    expect([stored, room]).toEqual([false, false]);
    // No more is kept to be done again than was begun before.
    expect(one.database.pending).toBeLessThan(3_000);
    one.database.prepare('PRAGMA max_page_count = 1000000').get();
    await until(() => {
      one.clock.advance(100);
      return stored;
    });
    await until(() => one.outbox.count('delivered') === 12_001);
    expect(room).toBe(true);
    expect(one.outbox.mark()).toEqual({ position: 1, index: 11_999 });
    expect(new Set(sent.map(({ id }) => id)).size).toBe(6_000);
    expect(one.database.trouble).toBeUndefined();
  });
});

describe('an outbox of former versions', () => {
  it('is taken over once, and what was pending goes out', async () => {
    const { data } = await temporaryHome();
    const old = (id: string, status: Delivery['status']): Delivery => ({
      id,
      flow: 'f',
      node: 'act',
      channel: 'out',
      status,
      attempts: 1,
      params: { to: 'x' },
      time: '2026-03-01T00:00:00.000Z',
      key: 'C1',
      data: { a: 1 },
      causes: ['e'],
      simulated: false,
      createdAt: '2026-03-01T00:00:00.000Z',
      updatedAt: '2026-03-01T00:00:00.000Z',
      ...(status === 'failed' && { reason: 'no', reasonText: { ko: '아니오', en: 'no' } }),
    });
    const lines = [
      { put: old('a', 'pending') },
      { put: old('b', 'failed') },
      { put: old('c', 'pending') },
      { put: old('a', 'delivered') },
    ];
    await writeFile(join(data, 'outbox.ndjson'), lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    const { channel, sent } = receiver(() => 'ok');
    const one = await deliveryBench({ channels: [channel], data });
    expect(existsSync(join(data, 'outbox.ndjson'))).toBe(false);
    expect(existsSync(join(data, TAKEN_OVER))).toBe(true);
    expect(one.outbox.list({}).map(({ id, status, reasonText }) => [id, status, reasonText?.ko])).toEqual([
      ['c', 'pending', undefined],
      ['b', 'failed', '아니오'],
      ['a', 'delivered', undefined],
    ]);
    one.deliverer.resume();
    await until(() => one.outbox.count('delivered') === 2);
    expect(sent.map(({ id }) => id)).toEqual(['c']);
    // Nobody is told again what they know.
    expect(one.told).toEqual([]);
  });
});

describe('settlements', () => {
  const inTurn = async (one: Awaited<ReturnType<typeof deliveryBench>>, ids: readonly string[]) => {
    for (const id of ids) one.deliverer.accept(matchFor('in', { id }));
    await one.deliverer.stored();
  };

  it('go on behind what the engine was told by a store that is lost', async () => {
    const one = await deliveryBench({ channels: [inner] });
    await inTurn(one, ['a', 'b']);
    one.end();
    const older = await deliveryBench({ channels: [inner], data: one.data });
    // Found again before the engine has said what it knows: more than lies between.
    await inTurn(older, ['c', 'd', 'e']);
    const anew = older.outbox.settlements.after(4);
    expect(anew.map(({ settled }) => settled.id)).toEqual(['c', 'd', 'e']);
    expect(anew[0].number).toBeGreaterThan(4);
    expect(anew.map(({ number, settled }) => settled.number === number)).toEqual([true, true, true]);
    await inTurn(older, ['f']);
    await until(() => older.told.some(([{ id }]) => id === 'f'));
    const last = older.told.at(-1)?.[0].number ?? 0;
    older.end();
    const again = await deliveryBench({ channels: [inner], data: one.data });
    expect(again.outbox.settlements.after(last - 1)).toMatchObject([{ number: last, settled: { id: 'f' } }]);
  });

  it('are not told before they are on disk', async () => {
    const one = await deliveryBench({ channels: [inner] });
    one.deliverer.accept(matchFor('in', { id: 'a' }));
    await until(() => one.outbox.count('delivered') === 1);
    expect(one.outbox.settlements.after(0)).toEqual([]);
    await one.deliverer.stored();
    await until(() => one.told.length === 1);
    expect(one.outbox.settlements.after(0)).toMatchObject([{ number: 1 }]);
  });
});

describe('a list of deliveries', () => {
  it('comes in pages, by what is asked for', async () => {
    const { channel } = receiver();
    const one = await deliveryBench({ channels: [channel, inner] });
    for (let i = 0; i < 30; i++)
      one.deliverer.accept(
        matchFor(i % 2 ? 'out' : 'in', { flow: i % 3 ? 'f' : 'g', simulated: i % 5 === 0 }),
      );
    await one.deliverer.stored();
    const all = one.outbox.list({});
    for (const filter of [
      {},
      { status: 'pending' as const },
      { flow: 'g' },
      { flow: 'g', status: 'delivered' as const, simulated: true },
      { channel: 'out', flow: 'f' },
    ]) {
      const fits = all.filter((each) =>
        Object.entries(filter).every(([name, value]) => each[name as keyof Delivery] === value),
      );
      expect(one.outbox.total(filter)).toBe(fits.length);
      expect(one.outbox.list(filter, 1, 3)).toEqual(fits.slice(1, 4));
    }
    expect(one.outbox.list({}, 28)).toHaveLength(2);
    expect(one.outbox.clearSimulated('g')).toBe(2);
    expect(one.outbox.total({})).toBe(28);
  });
});
