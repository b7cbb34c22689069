import { io, type Socket } from 'socket.io-client';
import { describe, expect, it, onTestFinished } from 'vitest';
import { manualClock } from '../clock.ts';
import { bigAmounts, type NaruUnderTest, startNaru, until } from '../testing/naru-under-test.ts';
import type { ClientToServer, People, Presence, ServerToClient } from '../wire/live.ts';
import { openPresence, plainName } from './presence.ts';

type Page = Socket<ServerToClient, ClientToServer>;

const someone = (page: string, parts: Partial<Presence> = {}): Presence => ({
  flow: 'a',
  page,
  browser: `b${page}`,
  name: page,
  nodes: [],
  ...parts,
});

function open({ url }: NaruUnderTest, options: Parameters<typeof io>[1] = {}) {
  const page: Page = io(url, { transports: ['websocket'], reconnection: false, forceNew: true, ...options });
  onTestFinished(() => void page.close());
  const told: People[] = [];
  page.on('people', (people) => told.push(people));
  return { page, told, names: () => told.at(-1)?.people.map(({ name }) => name) };
}

/** Lets the clock go on until something holds. */
const soon = (naru: NaruUnderTest, holds: () => boolean) =>
  until(() => {
    naru.clock.advance(200);
    return holds();
  });

describe('people on one flow', () => {
  it('hear of each other, and of nobody on another flow', async () => {
    const naru = await startNaru({ flows: [bigAmounts('a'), bigAmounts('b')] });
    const [kim, lee, far] = [open(naru), open(naru), open(naru)];
    kim.page.emit('present', someone('kim'));
    await soon(naru, () => kim.names()?.length === 1);
    lee.page.emit('present', someone('lee', { nodes: ['big'] }));
    far.page.emit('present', someone('far', { flow: 'b' }));
    await soon(naru, () => kim.names()?.length === 2 && lee.names()?.length === 2 && far.told.length > 0);
    expect(kim.told.at(-1)).toEqual({
      flow: 'a',
      people: [
        { page: 'kim', browser: 'bkim', name: 'kim', nodes: [] },
        { page: 'lee', browser: 'blee', name: 'lee', nodes: ['big'] },
      ],
    });
    expect(far.told.every(({ flow }) => flow === 'b')).toBe(true);
    lee.page.emit('present', someone('lee', { flow: 'b' }));
    await soon(naru, () => kim.names()?.length === 1 && far.names()?.length === 2);
    far.page.close();
    await soon(naru, () => lee.names()?.length === 1);
    expect(lee.told.at(-1)).toMatchObject({ flow: 'b', people: [{ name: 'lee' }] });
  });

  it('are told to nobody who did not sign in', async () => {
    const naru = await startNaru({ flows: [bigAmounts('a')], token: 'open sesame' });
    const stranger = open(naru);
    const kim = open(naru, { auth: { token: 'open sesame' } });
    stranger.page.emit('present', someone('stranger'));
    kim.page.emit('present', someone('kim'));
    await soon(naru, () => kim.told.length > 0);
    expect(kim.names()).toEqual(['kim']);
    expect(stranger.told).toEqual([]);
  });

  it('that say nonsense are not listened to', async () => {
    const naru = await startNaru({ flows: [bigAmounts('a')] });
    const told: People[] = [];
    for (const said of [
      undefined,
      'me',
      { ...someone('x'), page: '<img>' },
      { ...someone('x'), nodes: 'all' },
    ]) {
      const kim = open(naru);
      const { page } = kim as unknown as { page: { emit(name: string, ...parts: unknown[]): void } };
      const before = naru.warnings.length;
      page.emit('present', said);
      await soon(naru, () => naru.warnings.length > before);
      // Of each page once, however often it says so.
      page.emit('present', said);
      for (let i = 0; i < 20; i++) await soon(naru, () => true);
      expect(naru.warnings).toHaveLength(before + 1);
      told.push(...kim.told);
    }
    expect(told).toEqual([]);
  });
});

describe('the book of who is there', () => {
  function book() {
    const clock = manualClock();
    const told: People[] = [];
    const presence = openPresence({
      clock,
      signal: new AbortController().signal,
      tell: (people) => told.push(people),
      warn: () => {},
    });
    return { clock, told, presence };
  }

  it('is told at most five times a second, each time as it stands', () => {
    const { clock, told, presence } = book();
    for (let ms = 0; ms < 1000; ms += 10) {
      presence.hear('c', someone('kim', { nodes: [`n${ms}`] }), () => {});
      clock.advance(10);
    }
    expect(told.length).toBeLessThanOrEqual(5);
    expect(told.length).toBeGreaterThan(3);
    expect(told.at(-1)?.people[0].nodes).toEqual(['n990']);
  });

  it('has at most 50 of a flow, the first that came, with 50 nodes each', () => {
    const { clock, told, presence } = book();
    const nodes = Array.from({ length: 90 }, (_, i) => `n${i}`);
    for (let i = 0; i < 60; i++) presence.hear(`c${i}`, someone(`p${i}`, { nodes }), () => {});
    clock.advance(200);
    expect(told[0].people).toHaveLength(50);
    expect(told[0].people[49].page).toBe('p49');
    expect(told[0].people[0].nodes).toHaveLength(50);
    presence.leave('c3');
    clock.advance(200);
    expect(told[1].people[49].page).toBe('p50');
  });

  it('has plain names of 80 characters', () => {
    expect(plainName('  김\u202E민수\n\u0000 <b>  ')).toBe('김 민수 <b>');
    expect([...plainName('가'.repeat(200))]).toHaveLength(80);
  });
});
