/** What can happen to a data folder besides a crash: a clean end, damage, a second runtime, a copy taken while it is written. */
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { listCheckpoints } from '../../runtime/checkpoint/checkpoint-files.ts';
import { systemClock } from '../../runtime/clock.ts';
import { openJournal, RECORD_KINDS } from '../../runtime/journal/journal.ts';
import type { ActionRecord } from '../../runtime/wire/rest.ts';
import { MAIN } from '../spawned-naru.ts';
import { snapshotDiffers } from './compare-runs.ts';
import { crashFlows } from './crash-flows.ts';
import { BATCHES, batchOf, type CrashEvent, lastEvent, SENDERS } from './crash-load.ts';
import { ENVIRONMENT, FORMS } from './crash-run.ts';
import { homeWith } from './home-with.ts';
import { HookReceiver } from './hook-receiver.ts';
import { KilledNaru } from './killed-naru.ts';
import { NaruClient } from './naru-client.ts';
import { quietCounts } from './quiet-counts.ts';

const SEED = 4;
const BATCH = batchOf(SEED, 0, 0, 0).length;

async function flows() {
  const hook = await HookReceiver.open();
  onTestFinished(() => hook.close());
  return crashFlows(hook.address);
}

function running(
  home: string,
  more: Readonly<Record<string, string>> = {},
): { naru: KilledNaru; client: NaruClient } {
  const naru = new KilledNaru(home, { ...ENVIRONMENT, NARU_CHECKPOINT_SECONDS: '60', ...more });
  naru.start();
  onTestFinished(async () => {
    await naru.kill();
  });
  return { naru, client: new NaruClient(naru) };
}

async function newHome(): Promise<string> {
  const home = homeWith(await flows());
  onTestFinished(() => rmSync(home, { recursive: true, force: true, maxRetries: 5 }));
  return home;
}

/** All senders of a round at once. */
async function sendRound(client: NaruClient, round: number): Promise<void> {
  const senders = Array.from({ length: SENDERS }, async (_, sender) => {
    for (let batch = 0; batch < BATCHES; batch++)
      await client.send(batchOf(SEED, round, sender, batch), FORMS[sender]);
  });
  await Promise.all(senders);
}

const eventsOf = async (client: NaruClient) => (await client.counts(['payments'])).payments.events;

/** Kinds of the records that a start would work off. */
async function kindsBehind(position: number, home: string): Promise<number[]> {
  const end = new AbortController();
  const journal = await openJournal({
    folder: join(home, 'data', 'journal'),
    clock: systemClock,
    signal: end.signal,
    warn: () => {},
  });
  const kinds: number[] = [];
  await journal.replay(position, ({ kind }) => kinds.push(kind));
  await journal.close();
  return kinds;
}

it('ends within 5 s under load when it is told to, with a checkpoint of all that it has', async () => {
  const home = await newHome();
  const { naru, client } = running(home);
  await sendRound(client, 0);
  let acknowledged = SENDERS * BATCHES * BATCH;
  const load = Array.from({ length: SENDERS }, async (_, sender) => {
    for (let batch = 0; batch < BATCHES; batch++) {
      await client.send(batchOf(SEED, 1, sender, batch), FORMS[sender]);
      acknowledged += BATCH;
    }
  });
  await load[0];
  const began = performance.now();
  expect(await naru.kill('SIGTERM')).toBe(0);
  expect(performance.now() - began).toBeLessThan(5_000);
  // The senders go on where the next one begins.
  const atTheEnd = acknowledged;
  const [newest] = await listCheckpoints(join(home, 'data', 'checkpoints'));
  expect(newest).toBeDefined();
  // Deliveries that came to an end meanwhile may be behind it.
  expect(await kindsBehind(newest.position, home)).not.toContain(RECORD_KINDS.events);

  naru.start();
  expect(await eventsOf(client)).toBeGreaterThanOrEqual(atTheEnd);
  await Promise.all(load);
  expect(await eventsOf(client)).toBeGreaterThanOrEqual(acknowledged);
});

it('falls back to the checkpoint before where the newest is cut short, and says so', async () => {
  const home = await newHome();
  const { naru, client } = running(home);
  for (const round of [0, 1]) {
    await sendRound(client, round);
    await quietCounts(client, ['payments', 'quotes', 'visits']);
    await naru.kill('SIGTERM');
    naru.start();
  }
  const before = await quietCounts(client, ['payments', 'quotes', 'visits']);
  await naru.kill();
  const [newest, older] = await listCheckpoints(join(home, 'data', 'checkpoints'));
  expect(older).toBeDefined();
  truncateSync(newest.path, statSync(newest.path).size >> 1);

  naru.start();
  const after = await quietCounts(client, ['payments', 'quotes', 'visits']);
  expect(snapshotDiffers('after the fallback', after.counts, before.counts)).toEqual([]);
  expect(naru.printed).toMatch(/\.checkpoint .*(?:damaged|cut short)[\s\S]*one before/);
});

it('leaves out a record of the journal that is damaged, says so, and has everything else', async () => {
  const home = await newHome();
  const { naru, client } = running(home);
  await sendRound(client, 0);
  const events = await eventsOf(client);
  await naru.kill();
  const folder = join(home, 'data', 'journal');
  const path = join(folder, readdirSync(folder).sort().at(-1)!);
  const bytes = readFileSync(path);
  // In the text of one event that came behind the first checkpoint.
  const at = bytes.indexOf('r0-s3-b5-17');
  expect(at).toBeGreaterThan(0);
  bytes[at] ^= 1;
  writeFileSync(path, bytes);
  for (const { path: checkpoint } of await listCheckpoints(join(home, 'data', 'checkpoints')))
    rmSync(checkpoint);

  naru.start();
  const left = await eventsOf(client);
  expect(left).toBe(events - BATCH);
  expect(naru.printed).toMatch(/damaged/);
  // Its sender can send it once more.
  await client.send(batchOf(SEED, 0, 3, 5), 'lines');
  expect(await eventsOf(client)).toBe(events);
});

it('clears away what of the journal is not needed, and keeps the event that something waits with', async () => {
  const home = await newHome();
  const { naru, client } = running(home, {
    NARU_CHECKPOINT_SECONDS: '0.2',
    NARU_JOURNAL_DAYS: '0',
    NARU_JOURNAL_GB: '0',
  });
  const segments = () => readdirSync(join(home, 'data', 'journal')).sort();
  const event = (id: string, type: string, seconds: number, data: object = {}): CrashEvent => ({
    id,
    source: '/crash',
    type,
    time: new Date(Date.UTC(2024, 4, 6) + seconds * 1000).toISOString(),
    data: { ...data },
  });
  const text = 'x'.repeat(8_000);
  let filled = 0;
  const fill = async (batches: number, seconds: number) => {
    for (const end = filled + batches; filled < end; filled++) {
      const many = Array.from({ length: 500 }, (_, i) =>
        event(`f-${filled}-${i}`, 'crash.filler', seconds, { text }),
      );
      await client.send(many, 'lines');
    }
  };
  // The first part of the journal has the reference table in it, which is kept, too.
  await fill(20, 0);
  await client.send([event('asked', 'crash.quote', 0, { customerId: 'C1' })], 'lines');
  const asked = segments().find((name) =>
    readFileSync(join(home, 'data', 'journal', name)).includes('"id":"asked"'),
  );
  // The watermark, a round behind, comes between the quote and the end of its wait.
  await fill(40, 70);
  // Older checkpoints need parts of it, too: newer ones are only made while something comes.
  let sent = 0;
  const middleAfter = async (seconds: number) => {
    await client.send([event(`more-${sent++}`, 'crash.filler', seconds)], 'lines');
    return segments().slice(0, -1).slice(1);
  };
  await expect.poll(() => middleAfter(70), { interval: 200 }).toEqual([asked]);
  await naru.kill();
  naru.start();
  expect((await client.counts(['quotes'])).quotes.nodes.silent.open).toBe(1);
  await client.send([event('late', 'crash.filler', 300)], 'lines');
  const open = () => client.all<ActionRecord>('/api/records?kind=case');
  await expect.poll(open).toMatchObject([{ causes: ['asked'], data: { asked: { customerId: 'C1' } } }]);

  // Nobody needs it any more, once the checkpoints that knew it are gone.
  await expect.poll(() => middleAfter(301), { interval: 200 }).toEqual([]);
});

it('refuses, in a sentence, to be a second one on the same folder', async () => {
  const home = await newHome();
  const { naru, client } = running(home);
  await naru.address;
  const second = new KilledNaru(home, {});
  second.start();
  onTestFinished(async () => {
    await second.kill();
  });
  await expect(second.address).rejects.toThrow(
    /Naru ended with 1:[\s\S]*쓰고 있습니다[\s\S]*in use by another Naru/,
  );
  await client.send(batchOf(SEED, 0, 0, 0), 'lines');
  expect(await eventsOf(client)).toBe(BATCH);
});

it('says what to do where the store is damaged, and without it still has what waits', async () => {
  const home = await newHome();
  const { naru, client } = running(home);
  await sendRound(client, 0);
  const events = await eventsOf(client);
  await naru.kill();
  for (const name of ['naru.db', 'naru.db-wal'])
    writeFileSync(join(home, 'data', name), 'no database '.repeat(1_000));
  const broken = new KilledNaru(home, {});
  broken.start();
  onTestFinished(async () => {
    await broken.kill();
  });
  await expect(broken.address).rejects.toThrow(
    /Naru ended with 1:[\s\S]*열 수 없습니다[\s\S]*cannot be opened[\s\S]*naru restore/,
  );
  for (const name of readdirSync(join(home, 'data')))
    if (name.startsWith('naru.db')) rmSync(join(home, 'data', name));
  naru.start();
  expect(await eventsOf(client)).toBe(events);
});

it('is copied while it runs, and goes on from the copy elsewhere', async () => {
  const home = await newHome();
  const { naru, client } = running(home);
  const ids = ['payments', 'quotes', 'visits', 'big', 'echoes'];
  await sendRound(client, 0);
  const atLeast = await eventsOf(client);
  const copy = `${home}.tar`;
  onTestFinished(() => rmSync(copy, { force: true }));
  const [backup] = await Promise.all([command(['backup', copy], home), sendRound(client, 1)]);
  expect(backup).toMatchObject({ code: 0, errors: '' });
  const atMost = await eventsOf(client);
  await sendRound(client, 2);
  await client.send([lastEvent(3)], 'lines');
  const { counts: there, unrest } = await quietCounts(client, ids);
  expect(unrest).toBeUndefined();
  const records = await recordsOf(client);

  const elsewhere = await newHome();
  expect((await command(['restore', copy], elsewhere)).code).toBe(1);
  expect(await command(['restore', copy, '--replace'], elsewhere)).toMatchObject({ code: 0, errors: '' });
  expect(await command(['doctor'], elsewhere)).toMatchObject({ code: 0 });
  await naru.kill('SIGTERM');
  const other = running(elsewhere);
  const events = await eventsOf(other.client);
  expect(events).toBeGreaterThanOrEqual(atLeast);
  expect(events).toBeLessThanOrEqual(atMost);
  // What it has is known there, and with what came after it, it gets where the first one got.
  for (const round of [0, 1, 2]) await sendRound(other.client, round);
  await other.client.send([lastEvent(3)], 'lines');
  const here = await quietCounts(other.client, ids);
  expect(snapshotDiffers('elsewhere', here.counts, there)).toEqual([]);
  expect(await recordsOf(other.client)).toEqual(records);
});

async function recordsOf(client: NaruClient): Promise<string[]> {
  const records = await client.all<ActionRecord>('/api/records');
  return records.map(({ id, kind, title }) => `${kind} ${id} ${title}`).sort();
}

function command(
  args: readonly string[],
  home: string,
): Promise<{ code: number; output: string; errors: string }> {
  return new Promise((resolve) => {
    const env = { ...process.env, NARU_HOME: home };
    const child = execFile(
      process.execPath,
      [join(dirname(MAIN), 'cli.js'), ...args],
      { env },
      (_, output, errors) => resolve({ code: child.exitCode ?? -1, output, errors }),
    );
  });
}
