import { cpSync, mkdtempSync, readdirSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { FlowFile } from '../../flows/format/flow-file.ts';
import { createRandom } from '../../test/model/random.ts';
import { systemClock } from '../clock.ts';
import { createEngine } from '../engine/engine.ts';
import type { HostedMatch, KnownPlaces } from './engine-host.ts';
import type { JournalledRoom } from './journalled-room.ts';
import { type RecoveredRoom, recoverRoom } from './recover-room.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const folder = () => {
  const made = mkdtempSync(join(tmpdir(), 'naru-room-'));
  folders.push(made);
  return made;
};

const START = Date.UTC(2026, 2, 2);
const END = START + 86_400_000;

/** No order within an hour after a quote: offer; and every third quote of a customer. */
const offers = (within = 'PT1H') =>
  ({
    id: 'offers',
    name: 'Offers',
    lateness: 'PT0S',
    nodes: [
      { id: 'quote', type: 'event-source', position: { x: 0, y: 0 }, data: { eventType: 'quote' } },
      { id: 'order', type: 'event-source', position: { x: 0, y: 0 }, data: { eventType: 'order' } },
      {
        id: 'silent',
        type: 'correlate',
        position: { x: 0, y: 0 },
        data: {
          steps: [
            { name: 'quote', key: ['customer'] },
            { name: 'order', key: ['customer'], absent: true },
          ],
          within,
        },
      },
      {
        id: 'third',
        type: 'window',
        position: { x: 0, y: 0 },
        data: {
          key: ['customer'],
          window: { kind: 'count', size: 3 },
          aggregates: [{ name: 'n', function: 'count' }],
          emit: 'reset',
        },
      },
      { id: 'offer', type: 'action', position: { x: 0, y: 0 }, data: { channel: 'log', params: {} } },
      { id: 'list', type: 'action', position: { x: 0, y: 0 }, data: { channel: 'log', params: {} } },
    ],
    edges: [
      { id: 'a', source: 'quote', target: 'silent', targetHandle: 'quote' },
      { id: 'b', source: 'order', target: 'silent', targetHandle: 'order' },
      { id: 'c', source: 'silent', target: 'offer' },
      { id: 'd', source: 'quote', target: 'third' },
      { id: 'e', source: 'third', target: 'list' },
      { id: 'f', source: 'offer', sourceHandle: 'done', target: 'list' },
    ],
  }) as unknown as FlowFile;

const event = (type: string, customer: string, time: number, id = `${type}-${customer}-${time}`) => ({
  id,
  source: '/test',
  type,
  time: new Date(time).toISOString(),
  data: { customer },
});
const block = (events: readonly object[]) =>
  new Uint8Array(Buffer.from(events.map((each) => `${JSON.stringify(each)}\n`).join('')));

interface Open extends RecoveredRoom {
  readonly matches: HostedMatch[];
  readonly warnings: string[];
  close(): Promise<void>;
}

async function open(data: string, now = START, known: KnownPlaces = {}, catchUp = 0): Promise<Open> {
  const matches: HostedMatch[] = [];
  const warnings: string[] = [];
  const opened = await recoverRoom({
    data,
    now,
    known,
    keep: { ms: 0, bytes: 0 },
    catchUp,
    createEngine,
    clock: systemClock,
    signal: new AbortController().signal,
    onMatch: (match) => matches.push(match),
    onBadEvent: () => {},
    onReplayed: () => {},
    onTrouble: () => {},
    warn: (line) => warnings.push(line),
  });
  return { ...opened, matches, warnings, close: () => opened.journal.close() };
}

/** Counts without the moment at which they were taken. */
const countsOf = ({ room }: { room: JournalledRoom }) => ({ ...room.room.counts('offers', 0), at: 0 });
const told = (matches: readonly HostedMatch[]) =>
  matches.map(({ match: { id, node, time } }) => [node, time, id]);

/** What a run does: the same for the same seed, from any step on. */
function steps(seed: number, count: number): ((room: JournalledRoom, matches: HostedMatch[]) => void)[] {
  const { below: pick } = createRandom(seed);
  let made = 0;
  let now = START;
  let settled = 0;
  return Array.from({ length: count }, (_, step) => {
    now += pick(20 * 60_000);
    const at = now;
    const kind = pick(10);
    if (step === 0) return (room) => room.deploy(offers(), at);
    if (kind < 6) {
      const events = Array.from({ length: 1 + pick(6) }, () =>
        event(pick(3) === 0 ? 'order' : 'quote', `c${pick(6)}`, at - pick(120_000), `e${++made}`),
      );
      return (room) => void room.push(block(events), at);
    }
    if (kind < 8) return (room) => void room.tick(at);
    if (kind === 8)
      return (room, matches) => {
        const open = matches.filter(({ match }) => match.node === 'offer').slice(settled, settled + 2);
        settled += open.length;
        const each = open.map(
          ({ match }, i) =>
            [
              { id: match.id, flow: 'offers', node: 'offer', simulated: false, number: settled + i },
              'done',
            ] as const,
        );
        if (each.length > 0) room.settle(each, at);
      };
    const within = ['PT1H', 'PT2H', 'PT30M'][pick(3)];
    return (room) => room.deploy(offers(within), at);
  });
}

describe('a room of engines with a journal', () => {
  it('is after a restart what it was, to the last timer', async () => {
    const data = folder();
    const first = await open(data);
    first.room.deploy(offers(), START);
    first.room.push(block([event('quote', 'a', START), event('quote', 'b', START)]), START);
    first.room.push(block([event('order', 'b', START + 1_000)]), START + 1_000);
    expect(first.matches).toEqual([]);
    const counts = countsOf(first);
    await first.close();
    const second = await open(data, START + 3 * 3_600_000);
    expect(second.recovered).toMatchObject({ checkpoint: undefined, records: 3, flows: [{ id: 'offers' }] });
    expect(countsOf(second)).toEqual(counts);
    second.room.tick(START + 3 * 3_600_000);
    expect(second.matches).toMatchObject([
      { match: { node: 'offer', key: 'a' }, lateBy: 2 * 3_600_000, place: { index: 0 } },
    ]);
    await second.close();
  });

  it('begins from the newest checkpoint that is good', async () => {
    const data = folder();
    const first = await open(data);
    first.room.deploy(offers(), START);
    const positions: number[] = [];
    for (let i = 0; i < 4; i++) {
      first.room.push(block([event('quote', `c${i}`, START + i)]), START + i);
      const made = await first.room.checkpoint(START + i);
      positions.push(made!.position);
      await first.room.commitCheckpoint(made!.position, START + i);
    }
    expect(await first.room.checkpoint(START)).toBeUndefined();
    first.room.push(block([event('quote', 'last', START + 10)]), START + 10);
    const counts = countsOf(first);
    await first.close();
    const checkpoints = readdirSync(join(data, 'checkpoints')).sort();
    expect(checkpoints).toHaveLength(3);
    const second = await open(data);
    expect(second.recovered).toMatchObject({ checkpoint: positions[3], records: 1 });
    expect(countsOf(second)).toEqual(counts);
    expect(second.warnings).toEqual([]);
    await second.close();
    truncateSync(join(data, 'checkpoints', checkpoints[2]), 100);
    const third = await open(data);
    expect(third.recovered).toMatchObject({ checkpoint: positions[2], records: 2 });
    expect(third.warnings).toEqual([expect.stringContaining(checkpoints[2])]);
    expect(countsOf(third)).toEqual(counts);
    await third.close();
  });

  it('finds after each of many ends what it would have found without', async () => {
    for (let seed = 1; seed <= 12; seed++) {
      const undisturbed = await open(folder());
      for (const step of steps(seed, 60)) step(undisturbed.room, undisturbed.matches);
      undisturbed.room.tick(END);
      await undisturbed.close();

      const { chance } = createRandom(seed * 7919);
      let data = folder();
      let at = await open(data);
      const found: HostedMatch[] = [];
      for (const step of steps(seed, 60)) {
        step(at.room, found);
        found.push(...at.matches.splice(0));
        if (chance(0.2)) {
          const made = await at.room.checkpoint(0);
          if (made && chance(0.8)) await at.room.commitCheckpoint(made.position, 0);
        }
        if (!chance(0.25)) continue;
        // The process ends: what was synced is there.
        await at.journal.synced(at.journal.end);
        const copy = folder();
        cpSync(data, copy, { recursive: true });
        await at.close();
        data = copy;
        const mark = found.at(-1)?.place;
        at = await open(data, START, mark ? { match: mark } : {});
        expect(at.matches).toEqual([]);
      }
      at.room.tick(END);
      found.push(...at.matches);
      expect(told(found)).toEqual(told(undisturbed.matches));
      expect(countsOf(at)).toEqual(countsOf(undisturbed));
      await at.close();
    }
  });

  it('holds time after a stop until the sources had the chance to bring what piled up', async () => {
    const data = folder();
    const first = await open(data);
    first.room.deploy(offers(), START);
    first.room.push(block([event('quote', 'a', START), event('quote', 'b', START)]), START);
    await first.close();
    const now = START + 5 * 3_600_000;
    const second = await open(data, now, {}, 60_000);
    expect(second.recovered).toMatchObject({ lastNow: START, catchingUpUntil: now + 60_000 });
    // One source is quick; the other still has what cancels the offer to `a`.
    second.room.push(block([event('quote', 'c', now)]), now);
    second.room.push(block([event('order', 'a', START + 60_000)]), now + 1_000);
    expect(second.matches).toEqual([]);
    await second.close();
    const third = await open(data, now + 2_000, {}, 60_000);
    expect(countsOf(third)).toMatchObject({ waiting: 2, events: 4 });
    expect(third.room.tick(now + 61_000)).toBe(false);
    expect(third.matches.map(({ match, lateBy }) => [match.key, lateBy])).toEqual([
      ['b', now + 61_000 - START - 3_600_000],
    ]);
    await third.close();
  });

  it('goes on holding time where an end comes while the sources bring what piled up', async () => {
    const data = folder();
    const first = await open(data);
    first.room.deploy(offers(), START);
    first.room.push(block([event('quote', 'a', START)]), START);
    await first.close();
    const now = START + 5 * 3_600_000;
    const second = await open(data, now, {}, 60_000);
    second.room.push(block([event('quote', 'c', now)]), now);
    await second.close();
    const third = await open(data, now + 1_000, {}, 60_000);
    expect(third.recovered).toMatchObject({ catchingUpUntil: now + 61_000 });
    third.room.push(block([event('quote', 'd', now + 1_000)]), now + 1_000);
    expect(third.matches).toEqual([]);
    await third.close();
    // Longer after the end before than a short stop.
    const fourth = await open(data, now + 5_000, {}, 60_000);
    expect(fourth.recovered).toMatchObject({ catchingUpUntil: now + 65_000 });
    fourth.room.push(block([event('quote', 'e', now + 5_000)]), now + 5_000);
    fourth.room.push(block([event('order', 'a', START + 60_000)]), now + 6_000);
    fourth.room.tick(now + 66_000);
    expect(fourth.matches).toEqual([]);
    await fourth.close();
  });

  it('counts once what a store that is gone had told it, and is told again', async () => {
    const data = folder();
    const first = await open(data);
    first.room.deploy(offers(), START);
    const quotes = [0, 1, 2].map((ms) => event('quote', 'a', START + ms));
    first.room.push(block(quotes), START + 2);
    const [{ match }] = first.matches;
    const settled = { id: match.id, flow: 'offers', node: match.node, simulated: false };
    first.room.settle([[{ ...settled, number: 5 }, 'done']], START + 3);
    const counts = countsOf(first);
    await first.close();
    const second = await open(data, START + 3, { settlement: 4 });
    second.room.settle([[{ ...settled, number: 6 }, 'done']], START + 3);
    expect(second.room.settlement).toBe(6);
    expect(countsOf(second)).toEqual(counts);
    await second.close();
    const third = await open(data, START + 3, { settlement: 6 });
    expect(third.room.settlement).toBe(6);
    expect(countsOf(third)).toEqual(counts);
    await third.close();
  });

  it('works off what falls due at once a part at a time, and goes on there after an end', async () => {
    const data = folder();
    const first = await open(data);
    first.room.deploy(offers(), START);
    const quotes = Array.from({ length: 25_000 }, (_, i) => event('quote', `c${i}`, START));
    first.room.push(block(quotes), START);
    expect(first.room.tick(END)).toBe(true);
    expect(first.matches).toHaveLength(10_000);
    await first.close();
    const second = await open(data, END, { match: first.matches.at(-1)!.place! });
    expect(second.matches).toEqual([]);
    expect(second.room.tick(END)).toBe(true);
    expect(second.room.tick(END)).toBe(false);
    const keys = [...first.matches, ...second.matches].map(({ match }) => match.key);
    expect(keys).toEqual(quotes.map(({ data: { customer } }) => customer));
    await second.close();
  });

  it('gives the engine what a start will read back', async () => {
    const data = folder();
    const first = await open(data);
    const given: unknown[] = [];
    const { setTable, deployLive } = first.room.room;
    first.room.room.setTable = (name, rows, simulated) => {
      given.push(rows);
      setTable.call(first.room.room, name, rows, simulated);
    };
    first.room.room.deployLive = (flow, now) => {
      given.push(flow.lateness);
      deployLive.call(first.room.room, flow, now);
    };
    first.room.setTable('stores', [{ id: 's1', n: -0, m: Number.POSITIVE_INFINITY }], [], START);
    first.room.deploy({ ...offers(), delay: undefined, odd: -0 } as unknown as FlowFile, START);
    expect(given).toStrictEqual([[{ id: 's1', n: 0, m: null }], 'PT0S']);
    expect(first.room.room.flows[0]).not.toHaveProperty('delay');
    const flows = first.room.room.flows;
    await first.close();
    const second = await open(data);
    expect(second.recovered.flows).toStrictEqual(flows);
    await second.close();
  });

  it('keeps the rows of a table where the next start finds them', async () => {
    const data = folder();
    const first = await open(data);
    first.room.setTable('stores', [{ id: 's1', name: '강남' }], [], START);
    const end = first.journal.end;
    first.room.setTable('stores', [{ id: 's1', name: '강남' }], [], START);
    expect(first.journal.end).toBe(end);
    const made = await first.room.checkpoint(START);
    await first.room.commitCheckpoint(made!.position, START);
    await first.close();
    const second = await open(data);
    second.room.setTable('stores', [{ id: 's1', name: '강남' }], [], START);
    expect(second.journal.end).toBe(second.recovered.end);
    await second.close();
  });
});
