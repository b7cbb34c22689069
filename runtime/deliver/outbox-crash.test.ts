/** The process stops at any moment: the files as they lie then are opened again, and the same matches are found again. */
import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openRecordLists } from '../store/record-lists.ts';
import { type DeliveryBench, deliveryBench, matchFor, passing, receiver } from '../testing/delivery-bench.ts';
import { temporaryHome, until } from '../testing/naru-under-test.ts';
import { recordChannel } from './channels/record.ts';

const FILES = ['naru.db', 'naru.db-wal', 'tasks.ndjson'];
const RUNS = Number(process.env.NARU_CRASH_RUNS ?? 12);
const MATCHES = 400;

function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

async function copyOf(data: string): Promise<string> {
  const to = (await temporaryHome()).data;
  mkdirSync(to, { recursive: true });
  for (const file of FILES) if (existsSync(join(data, file))) copyFileSync(join(data, file), join(to, file));
  return to;
}

async function opened(data: string, answers: () => number) {
  const receives = receiver(() => (answers() < 0.3 ? passing : 'ok'));
  const end = new AbortController();
  const tasks: { current?: Awaited<ReturnType<typeof openRecordLists>>['task'] } = {};
  const channel = recordChannel('task', {
    put: (record) => tasks.current?.put(record),
    durable: () => tasks.current?.durable() ?? Promise.resolve(true),
  });
  const one: DeliveryBench = await deliveryBench({ channels: [receives.channel, channel], data });
  const { clock, warnings } = one;
  const warn = (line: string) => void warnings.push(line);
  const lists = await openRecordLists({ data, clock, signal: end.signal, warn, onChange: () => {} });
  tasks.current = lists.task;
  return { ...one, sent: receives.sent, tasks: lists.task };
}

describe('a process that stops at any moment', () => {
  it.each(Array.from({ length: RUNS }, (_, run) => run + 1))('loses nothing (%i)', async (seed) => {
    const chance = random(seed);
    const found = Array.from({ length: MATCHES }, (_, i) =>
      matchFor(chance() < 0.5 ? 'out' : 'task', {
        id: `d${i}`,
        key: `K${Math.floor(chance() * 20)}`,
        params: { title: `t${i}` },
        place: { position: Math.floor(i / 7), index: i % 7 },
      }),
    );
    const first = await opened((await temporaryHome()).data, chance);
    let stored = 0;
    let next = 0;
    const stopAt = 1 + Math.floor(chance() * 60);
    for (let step = 0; step < stopAt; step++) {
      for (const each of found.slice(next, next + Math.floor(chance() * 20))) {
        first.deliverer.accept(each);
        next++;
      }
      const upTo = next;
      if (chance() < 0.3)
        void first.deliverer.stored().then(() => {
          stored = Math.max(stored, upTo);
        });
      if (chance() < 0.5) first.clock.advance(Math.floor(chance() * 2_000));
      if (chance() < 0.7) await new Promise((resolve) => setImmediate(resolve));
    }
    const told = first.told.length;
    const lastTold = first.told[told - 1]?.[0].number ?? 0;
    const data = await copyOf(first.data);
    const known = stored;
    first.owner.abort();

    const second = await opened(data, () => 1);
    expect(second.warnings).toEqual([]);
    // What was said to be stored is there, and the mark stands at what is there.
    for (let i = 0; i < known; i++) expect(second.outbox.has(`d${i}`), `d${i} of ${known}`).toBe(true);
    const mark = second.outbox.mark();
    const there = found.filter(({ match }) => second.outbox.has(match.id)).length;
    const marked = mark ? mark.position * 7 + mark.index + 1 : 0;
    expect(marked).toBe(there);
    // The engine was told nothing that is gone.
    expect(second.outbox.settlements.after(0).length).toBeGreaterThanOrEqual(lastTold);
    // A record that the outbox calls made is there.
    for (const { id } of second.outbox.list({ channel: 'task', status: 'delivered' }))
      expect(second.tasks.has(id), id).toBe(true);

    // Everything is found again from some earlier place.
    const from = Math.floor(chance() * (there + 1));
    for (const each of found.slice(from)) second.deliverer.accept(each);
    second.deliverer.resume();
    await until(() => {
      second.clock.advance(1_000);
      return second.outbox.count('delivered') === MATCHES;
    });
    await second.deliverer.stored();
    const tasks = found.filter(({ action }) => action.channel === 'task').map(({ match }) => match.id);
    expect(
      second.tasks
        .newest()
        .map(({ id }) => id)
        .sort(),
    ).toEqual(tasks.sort());
    const arrived = new Set([...first.sent, ...second.sent].map(({ id }) => id));
    expect(arrived.size).toBe(MATCHES - tasks.length);
    const numbers = second.outbox.settlements.after(0).map(({ number }) => number);
    expect(numbers).toEqual(Array.from({ length: MATCHES }, (_, i) => i + 1));
    // In order, for each key: the first time each goes out.
    const order = new Map<string, number>();
    const seen = new Set<string>();
    for (const { id, key } of second.sent) {
      if (seen.has(id)) continue;
      seen.add(id);
      const at = Number(id.slice(1));
      expect(at).toBeGreaterThan(order.get(String(key)) ?? -1);
      order.set(String(key), at);
    }
  });
});
