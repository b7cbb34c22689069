import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { fieldsOf } from '../../flows/catalogue/infer/field-profile.ts';
import { manualClock } from '../clock.ts';
import { openJournal, RECORD_KINDS } from '../journal/journal.ts';
import { openDiscovery, SEEN_FILE } from './discovery.ts';
import { SEEN_LIMITS, SeenTypes } from './seen-types.ts';

const NOW = Date.UTC(2026, 2, 2);
const encoder = new TextEncoder();

function blockOf(events: readonly unknown[]): Uint8Array {
  return encoder.encode(events.map((event) => `${JSON.stringify(event)}\n`).join(''));
}

let made = 0;
const event = (type: string, data: unknown = {}) => ({ id: `e${++made}`, source: '/s', type, data });

async function aJournal(segmentBytes = 4_096) {
  const data = await mkdtemp(join(tmpdir(), 'naru-seen-'));
  onTestFinished(() => rm(data, { recursive: true, force: true }));
  const end = new AbortController();
  const clock = manualClock(NOW);
  const warn = vi.fn();
  const open = () =>
    openJournal({ folder: join(data, 'journal'), segmentBytes, warn, clock, signal: end.signal });
  const journal = await open();
  onTestFinished(() => journal.close());
  const write = async (block: Uint8Array, kind: number = RECORD_KINDS.events) =>
    journal.synced(journal.append({ kind, now: clock.now(), payload: block }));
  const onChanged = vi.fn();
  const discover = () =>
    openDiscovery({ data, clock, signal: end.signal, isBusy: () => false, onChanged, warn });
  return { data, journal, write, discover, clock, warn, onChanged };
}

/** Looks until there is nothing more to look at: one look ends when its time is over. */
async function lookAll(discovery: Awaited<ReturnType<typeof openDiscovery>>) {
  for (let i = 0; i < 20; i++) await discovery.look();
}

describe('discovery', () => {
  it('counts an event that is too deep, and looks into those around it', () => {
    const deep = `{"id":"d","source":"/s","type":"a","data":{"x":${'['.repeat(60_000)}${']'.repeat(60_000)}}}`;
    const lines = [JSON.stringify(event('a', { n: 1 })), deep, JSON.stringify(event('a', { n: 2, m: 1 }))];
    const types = new SeenTypes();
    for (const _ of types.look(encoder.encode(lines.join('\n')), NOW));
    expect(types.get('a')?.count).toBe(3);
    expect(fieldsOf(types.get('a')!.profile).map(({ path }) => path)).toEqual(['n', 'm']);
    expect(types.get('a')?.samples).toHaveLength(2);
  });

  it('finds the types of events that the journal took, over its segments, each event once', async () => {
    const { write, discover, onChanged } = await aJournal();
    const discovery = await discover();
    for (let i = 0; i < 60; i++) {
      await write(
        blockOf([
          event('a.b', { n: i, side: i % 2 ? 'x' : 'y' }),
          event('c', { at: '2026-03-02T00:00:00Z' }),
        ]),
      );
      await write(encoder.encode('not an event'), RECORD_KINDS.tick);
      if (i % 7 === 0) await discovery.look();
    }
    await lookAll(discovery);
    expect(discovery.types.list().map(({ type, count }) => [type, count])).toEqual([
      ['a.b', 60],
      ['c', 60],
    ]);
    expect(fieldsOf(discovery.types.get('a.b')!.profile)).toEqual([
      { path: 'n', type: 'number', example: 0 },
      { path: 'side', type: 'string', example: 'y', values: ['x', 'y'] },
    ]);
    expect(discovery.types.get('c')?.samples).toHaveLength(SEEN_LIMITS.samples);
    expect(discovery.passedOver).toBe(false);
    expect(onChanged).toHaveBeenCalled();
  });

  it('goes on where it was when it starts again', async () => {
    const { write, discover, data } = await aJournal();
    const first = await discover();
    await write(blockOf([event('a'), event('a')]));
    await lookAll(first);
    await first.flush();
    await write(blockOf([event('a'), event('b')]));
    const second = await discover();
    await lookAll(second);
    expect(second.types.list().map(({ type, count }) => [type, count])).toEqual([
      ['a', 3],
      ['b', 1],
    ]);
    await writeFile(join(data, SEEN_FILE), '{"format":1,"types":"no"}');
    const third = await discover();
    await lookAll(third);
    expect(third.types.get('a')?.count).toBe(3);
  });

  it('takes no event that was refused for one, and no damaged part for the end', async () => {
    const { write, discover, data, journal } = await aJournal(1);
    await write(
      blockOf([
        { type: 'no-id' },
        { id: '', source: '/', type: 'empty' },
        event('list', [1]),
        event('__proto__'),
        event('a.*'),
      ]),
    );
    await write(blockOf([event('damaged')]));
    await write(blockOf([event('good')]));
    const { readdir } = await import('node:fs/promises');
    const names = (await readdir(join(data, 'journal'))).sort();
    expect(names).toHaveLength(3);
    const path = join(data, 'journal', names[1]);
    const bytes = await readFile(path);
    bytes.fill(0, 0, 20);
    await writeFile(path, bytes);
    const discovery = await discover();
    await lookAll(discovery);
    expect(discovery.types.list().map(({ type }) => type)).toEqual(['good']);
    expect(journal.trouble).toBeUndefined();
  });

  it('reads a block that is larger than what it reads at a time', async () => {
    const { write, discover } = await aJournal();
    const text = 'x'.repeat(10_000);
    await write(blockOf(Array.from({ length: 100 }, () => event('big', { text }))));
    const discovery = await discover();
    await lookAll(discovery);
    expect(discovery.types.get('big')?.count).toBe(100);
  });

  it('passes over what it cannot keep up with, and says so', async () => {
    const { write, discover } = await aJournal(8 << 20);
    const line = event('much', { text: 'x'.repeat(200_000) });
    const block = blockOf(Array.from({ length: 20 }, () => line));
    for (let i = 0; i < 10; i++) await write(block);
    await write(blockOf([event('newest')]));
    const discovery = await discover();
    await lookAll(discovery);
    expect(discovery.passedOver).toBe(true);
    expect(discovery.types.get('newest')?.count).toBe(1);
    expect(discovery.types.get('much')?.count ?? 0).toBeLessThan(100);
  });
});

describe('what is known of types', () => {
  const look = (types: SeenTypes, events: readonly unknown[]) => [...types.look(blockOf(events), NOW)];

  it('is bounded, and a flood of made-up names pushes out none that came often', () => {
    const types = new SeenTypes();
    look(types, [event('often'), event('often')]);
    look(
      types,
      Array.from({ length: 2_000 }, (_, i) => event(`t${i}`, { a: 'x'.repeat(15_000) })),
    );
    look(types, [event('wide', Object.fromEntries(Array.from({ length: 1_000 }, (_, i) => [`f${i}`, i])))]);
    expect(types.list()).toHaveLength(SEEN_LIMITS.types);
    expect(types.get('often')?.count).toBe(2);
    expect(types.get('wide')?.profile.fields.length).toBe(200);
    const size = types.list().reduce((sum, { samples }) => sum + samples.join('').length, 0);
    expect(size).toBeLessThanOrEqual(SEEN_LIMITS.allSamples);
  });
});
