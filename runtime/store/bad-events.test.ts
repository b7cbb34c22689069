import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { manualClock } from '../clock.ts';
import type { HostedBadEvent } from '../host/engine-host.ts';
import { BAD_EVENT_LIMITS, BadEvents, type NewBadEvent, TEXT_KEPT } from './bad-events.ts';
import { Database } from './database.ts';

const DAY = 24 * 60 * 60_000;

function opened(limits: Partial<typeof BAD_EVENT_LIMITS> = {}, data?: string) {
  const folder = data ?? mkdtempSync(join(tmpdir(), 'naru-bad-'));
  if (data === undefined) onTestFinished(() => rmSync(folder, { recursive: true }));
  const clock = manualClock();
  const { signal } = new AbortController();
  const database = new Database({ data: folder, clock, signal, warn: () => {} });
  let changes = 0;
  const store = new BadEvents({
    database,
    clock,
    signal,
    limits: { ...BAD_EVENT_LIMITS, ...limits },
    onChange: () => changes++,
  });
  return { store, database, clock, folder, changes: () => changes };
}

const refused = (event: string, more: Partial<NewBadEvent> = {}): NewBadEvent => ({
  reason: 'refused',
  message: { ko: '이벤트가 아닙니다.', en: 'This is no event.' },
  event,
  whole: true,
  ...more,
});

const found = (event: string, position: number, index: number, others?: number): HostedBadEvent => ({
  bad: { flow: 'f', node: 'n', reason: 'too-late', event, whole: true, ...(others && { others }) },
  simulated: false,
  at: manualClock().now(),
  place: { position, index },
});

const texts = ({ store }: ReturnType<typeof opened>, filter = {}) =>
  store.list(filter, {}).items.map(({ event }) => event);

describe('bad events', () => {
  it('are kept over a restart, newest first, with all that is known of them', async () => {
    const first = opened();
    first.store.add(refused('{"id":"a","x":1}'));
    first.store.found(found('{"id":"b"}', 10, 0));
    const stored = first.store.stored();
    first.clock.advance(10);
    await stored;
    first.database.close();
    const again = opened({}, first.folder);
    expect(again.store.list({}, {})).toMatchObject({
      total: 2,
      items: [
        { event: '{"id":"b"}', eventId: 'b', reason: 'too-late', flow: 'f', node: 'n', whole: true },
        { event: '{"id":"a","x":1}', eventId: 'a', reason: 'refused', cut: false, size: 16 },
      ],
    });
    expect(again.store.totals()).toMatchObject({ refused: { kept: 1, counted: 0 }, 'too-late': { kept: 1 } });
    again.database.close();
  });

  it('that a replay finds again are not kept again, nor counted', async () => {
    const first = opened();
    for (const index of [0, 1]) first.store.found(found(`{"id":"${index}"}`, 10, index));
    first.store.found(found('', 10, 2, 40));
    const stored = first.store.stored();
    first.clock.advance(10);
    await stored;
    first.database.close();

    const again = opened({}, first.folder);
    expect(again.store.known).toEqual({ position: 10, index: 2 });
    for (const index of [0, 1]) again.store.found(found(`{"id":"${index}"}`, 10, index));
    again.store.found(found('', 10, 2, 40));
    again.store.found(found('{"id":"new"}', 10, 3));
    expect(texts(again)).toEqual(['{"id":"new"}', '{"id":"1"}', '{"id":"0"}']);
    expect(again.store.totals()['too-late']).toEqual({ kept: 3, counted: 40 });
    again.database.close();
  });

  it('may be opened while another part writes already', () => {
    const { database, folder } = opened();
    database.prepare('CREATE TABLE others (x INTEGER)').run();
    const insert = database.prepare('INSERT INTO others VALUES (1)');
    database.write(() => insert.run());
    database.migrate({ name: 'later', versions: ['CREATE TABLE later (x INTEGER)'] });
    database.close();
    expect(opened({}, folder).database.prepare('SELECT * FROM others').all()).toHaveLength(1);
  });

  it('of simulations are not kept', () => {
    const it = opened();
    it.store.found({ ...found('{}', 1, 0), simulated: true });
    expect(texts(it)).toEqual([]);
    expect(it.store.known).toBeUndefined();
  });

  it('are bounded by number and by bytes, each reason for itself', () => {
    const it = opened({ events: 100, bytes: 5_000 });
    it.store.found(found('{"kept":true}', 1, 0));
    for (let i = 0; i < 1_000; i++) it.store.add(refused(`"${i}"`));
    const { kept } = it.store.totals().refused;
    expect(kept).toBeGreaterThanOrEqual(95);
    expect(kept).toBeLessThanOrEqual(100);
    expect(texts(it, { reason: 'refused' })[0]).toBe('"999"');
    for (let i = 0; i < 100; i++) it.store.add(refused('x'.repeat(500)));
    expect(it.store.totals().refused.kept).toBeLessThanOrEqual(10);
    expect(it.store.totals().refused.kept).toBeGreaterThanOrEqual(9);
    expect(texts(it, { reason: 'too-late' })).toEqual(['{"kept":true}']);
  });

  it('are let go when they are old, also at the start', () => {
    const it = opened({ age: 30 * DAY });
    it.store.add(refused('old', { at: it.clock.now() - 40 * DAY }));
    it.store.add(refused('middle', { at: it.clock.now() - 29.5 * DAY }));
    it.store.add(refused('new'));
    it.clock.advance(60 * 60_000);
    expect(texts(it)).toEqual(['new', 'middle']);
    it.clock.advance(DAY);
    expect(texts(it)).toEqual(['new']);
  });

  it('that come too fast are counted, and the count stays', () => {
    const it = opened({ burst: 50, perSecond: 10 });
    for (let i = 0; i < 1_000; i++) it.store.add(refused(`${i}`));
    expect(it.store.totals().refused).toEqual({ kept: 50, counted: 950 });
    it.clock.advance(2_000);
    for (let i = 0; i < 1_000; i++) it.store.add(refused(`later ${i}`));
    expect(it.store.totals().refused).toEqual({ kept: 70, counted: 1_930 });
    it.clock.advance(1_100);
    it.database.close();
    expect(opened({}, it.folder).store.totals().refused).toEqual({ kept: 70, counted: 1_930 });
  });

  it('are cut where they are very long, between two characters, and say so', () => {
    const it = opened();
    const long = `${'가'.repeat(TEXT_KEPT - 1)}😀 and so on`;
    it.store.add(refused(long));
    it.store.add(refused('beginning', { size: 2_000_000 }));
    const [known, cut] = it.store.list({}, {}).items;
    expect(known).toMatchObject({ cut: true, whole: false, size: 2_000_000 });
    expect(cut).toMatchObject({ cut: true, whole: false, size: Buffer.byteLength(long) });
    expect(cut.event).toBe('가'.repeat(TEXT_KEPT - 1));
  });

  it('are found by reason, flow, text and what became of them, by page', () => {
    const it = opened();
    it.store.add(refused('{"id":"50%_\\\\ off","name":"김철수"}'));
    it.store.add(refused('{"id":"x"}', { flow: 'a' }));
    it.store.found(found('{"id":"y"}', 1, 0));
    expect(texts(it, { text: '%' })).toHaveLength(1);
    expect(texts(it, { text: '김철수' })).toHaveLength(1);
    expect(texts(it, { text: "' OR 1=1 --" })).toEqual([]);
    expect(texts(it, { text: 'no event' })).toHaveLength(2);
    expect(texts(it, { flow: 'a' })).toEqual(['{"id":"x"}']);
    expect(texts(it, { reason: 'too-late' })).toEqual(['{"id":"y"}']);
    expect(it.store.list({}, { offset: 1, limit: 1 })).toMatchObject({
      total: 3,
      items: [{ event: '{"id":"x"}' }],
    });
    const [newest] = it.store.list({}, {}).items;
    it.store.sent(newest.id, { at: new Date(9).toISOString(), outcome: 'accepted' });
    expect(it.store.get(newest.id)).toMatchObject({ timesIn: 1, sent: { outcome: 'accepted' } });
    expect(texts(it, { sent: true })).toEqual(['{"id":"y"}']);
    expect(texts(it, { sent: false })).toHaveLength(2);
    expect(it.store.after('1', { sent: false }, 10).map(({ id }) => id)).toEqual(['2']);
    expect(it.store.get('no number')).toBeUndefined();
  });

  it('are forgotten one or many', () => {
    const it = opened();
    for (let i = 0; i < 5; i++) it.store.add(refused(`${i}`));
    const { id } = it.store.list({}, {}).items[0];
    expect(it.store.remove({ ids: [id, '77', 'x'] })).toBe(1);
    expect(it.store.remove({ text: '3' })).toBe(1);
    expect(texts(it)).toEqual(['2', '1', '0']);
    expect(it.store.remove({})).toBe(3);
    expect(it.store.totals().refused.kept).toBe(0);
    expect(it.changes()).toBeGreaterThan(5);
  });

  it('take what is hostile as it is', () => {
    const it = opened();
    const event = `\u0000'); DROP TABLE bad_events; -- <script>alert(1)</script> \u001b[31m`;
    it.store.add(refused(event));
    expect(texts(it)[0]).toBe(event);
  });

  it('are 10,000 without anybody waiting long for a page', () => {
    const it = opened({ burst: 20_000 });
    for (let i = 0; i < 10_000; i++)
      it.store.add(refused(`{"id":"${i}","data":{"note":"${'x'.repeat(300)}"}}`));
    const start = performance.now();
    expect(it.store.list({ text: '"9999"' }, { limit: 50 }).total).toBe(1);
    expect(it.store.list({}, { offset: 9_950, limit: 50 }).items).toHaveLength(50);
    expect(performance.now() - start).toBeLessThan(2_000);
  });
});
