import { describe, expect, it } from 'vitest';
import { type ManualClock, manualClock } from '../clock.ts';
import { FragileFiles, seeded } from './fragile-files.ts';
import { type Journal, openJournal } from './journal.ts';
import { JournalLog } from './journal-log.ts';

const FOLDER = '/data/journal';

interface Opened {
  readonly journal: Journal;
  readonly clock: ManualClock;
  readonly said: string[];
  readonly troubles: (string | undefined)[];
}

async function opened(files: FragileFiles, segmentBytes = 2000): Promise<Opened> {
  const clock = manualClock();
  const said: string[] = [];
  const troubles: (string | undefined)[] = [];
  const journal = await openJournal({
    folder: FOLDER,
    files,
    segmentBytes,
    warn: (line) => said.push(line),
    clock,
    signal: new AbortController().signal,
    onTrouble: (trouble) => troubles.push(trouble),
  });
  return { journal, clock, said, troubles };
}

function append(journal: Journal, text: string): number {
  return journal.append({ kind: 1, now: 1, payload: Buffer.from(text) });
}

async function texts(journal: Journal): Promise<string[]> {
  const found: string[] = [];
  await journal.replay(0, ({ payload }) => found.push(Buffer.from(payload).toString()));
  return found;
}

const turns = async (count: number) => {
  for (let i = 0; i < count; i++) await new Promise((resolve) => setImmediate(resolve));
};

describe('group commit', () => {
  it('brings everything to disk that came while a sync was under way with the next one', async () => {
    const files = new FragileFiles();
    const { journal } = await opened(files);
    append(journal, 'first');
    append(journal, 'of the same turn');
    const first = journal.synced(journal.end);
    await turns(1);
    for (let i = 0; i < 100; i++) append(journal, `${i}`);
    await first;
    expect(files.count('sync')).toBe(1);
    const synced: number[] = [];
    journal.onSynced((to) => synced.push(to));
    await Promise.all([journal.synced(journal.end), journal.synced(journal.end - 40)]);
    expect(files.count('sync')).toBe(2);
    expect(files.count('syncFolder')).toBe(1);
    expect(synced).toEqual([journal.end]);
    await journal.close();
    expect(files.count('sync')).toBe(2);
  });

  it('resolves each wait when its own record is on disk, in whatever order they were asked for', async () => {
    const { journal } = await opened(new FragileFiles());
    const order: string[] = [];
    const a = append(journal, 'a');
    await turns(1);
    const b = append(journal, 'b');
    const waits = [
      journal.synced(b).then(() => order.push('b')),
      journal.synced(a).then(() => order.push('a')),
    ];
    await Promise.all(waits);
    expect(order).toEqual(['a', 'b']);
    await journal.close();
  });
});

describe('a disk that refuses', () => {
  for (const [operation, code] of [
    ['write', 'ENOSPC'],
    ['sync', 'EIO'],
    ['create', 'EROFS'],
    ['syncFolder', 'EIO'],
  ] as const)
    it(`keeps what is pending through ${code} at ${operation}, and writes it elsewhere when it can`, async () => {
      const files = new FragileFiles();
      const { journal, clock, said, troubles } = await opened(files, operation === 'write' ? 2000 : 1);
      append(journal, 'before');
      await journal.synced(journal.end);
      files.fail = (what) => (what === operation ? code : undefined);
      const log = new JournalLog(journal, { warn: (line) => said.push(line) });
      const places: number[] = [];
      let acknowledged = false;
      for (let i = 0; i < 5; i++) {
        places.push(journal.nextPayload());
        append(journal, `{"id":"${i}"}`);
        void journal.synced(journal.end).then(() => {
          acknowledged = true;
        });
        await turns(12);
        clock.advance(500);
        await turns(12);
      }
      expect(acknowledged).toBe(false);
      expect(journal.trouble).toContain(code);
      expect(troubles).toHaveLength(1);
      expect(said).toHaveLength(1);
      expect(places.map((place) => textAt(log, place))).toEqual([0, 1, 2, 3, 4].map((i) => `{"id":"${i}"}`));
      files.fail = () => undefined;
      const all = journal.synced(journal.end);
      clock.advance(500);
      await all;
      expect(journal.trouble).toBeUndefined();
      expect(troubles).toHaveLength(2);
      expect(places.map((place) => textAt(log, place))).toEqual([0, 1, 2, 3, 4].map((i) => `{"id":"${i}"}`));
      append(journal, 'after');
      await journal.synced(journal.end);
      const expected = ['before', ...[0, 1, 2, 3, 4].map((i) => `{"id":"${i}"}`), 'after'];
      expect(await texts(journal)).toEqual(expected);
      await journal.close();
      // What was only in memory is gone: the sync that failed had lost it.
      const again = await opened(files.afterPowerCut(seeded(1)));
      expect(await texts(again.journal)).toEqual(expected);
      expect(clock.pending()).toBe(0);
    });

  it('ends in trouble: says what was lost, and rejects who waits for it', async () => {
    const files = new FragileFiles();
    const { journal, said, clock } = await opened(files);
    files.fail = (what) => (what === 'write' ? 'ENOSPC' : undefined);
    append(journal, 'a');
    const waits = journal.synced(journal.end);
    const rejected = expect(waits).rejects.toThrow('closed');
    await turns(10);
    await journal.close();
    await rejected;
    expect(said.at(-1)).toContain('were lost');
    expect(clock.pending()).toBe(0);
  });

  it('tries once more when it is closed', async () => {
    const files = new FragileFiles();
    const { journal } = await opened(files);
    files.fail = (what) => (what === 'write' ? 'ENOSPC' : undefined);
    append(journal, 'a');
    await turns(10);
    files.fail = () => undefined;
    await journal.close();
    expect(await texts((await opened(files)).journal)).toEqual(['a']);
  });
});

describe('a process that ends at any moment', () => {
  for (const cause of ['kill', 'power cut', 'either'] as const)
    it(`has everything that was acknowledged, once and in order, after: ${cause}`, {
      timeout: 60_000,
    }, async () => {
      for (let seed = 1; seed <= 60; seed++) await endAtRandom(cause, seed);
    });

  async function endAtRandom(cause: 'kill' | 'power cut' | 'either', seed: number): Promise<void> {
    const random = seeded(seed);
    let files = new FragileFiles();
    /** Text of each record that was appended last at a position. */
    const appended = new Map<number, string>();
    let acknowledged: { position: number; text: string }[] = [];
    for (let life = 0; life < 4; life++) {
      const { journal, clock } = await opened(files, 300);
      const records = await positions(journal);
      for (const { position, text } of acknowledged)
        expect(records.get(position), `seed ${seed}, life ${life}, position ${position}`).toBe(text);
      for (const [position, text] of records) expect(appended.get(position)).toBe(text);
      expect([...records.keys()]).toEqual([...records.keys()].sort((a, b) => a - b));
      // What was read counts as acknowledged from here on, since the engine goes on from it.
      acknowledged = [...records].map(([position, text]) => ({ position, text }));
      const after = await liveUntil(1 + Math.floor(random() * 60), { journal, clock, life });
      files = after;
    }

    async function liveUntil(
      operations: number,
      { journal, clock, life }: { journal: Journal; clock: ManualClock; life: number },
    ): Promise<FragileFiles> {
      const pending: { position: number; text: string; end: number }[] = [];
      let left = operations;
      let found: FragileFiles | undefined;
      const isKill = cause === 'kill' || (cause === 'either' && random() < 0.5);
      const note = () => {
        for (const each of pending) if (each.end <= journal.syncedTo) acknowledged.push(each);
      };
      files.fail = (operation) => {
        const mayFail =
          operation === 'write' ||
          operation === 'sync' ||
          operation === 'create' ||
          operation === 'syncFolder';
        return mayFail && random() < 0.1 ? 'EIO' : undefined;
      };
      files.before = () => {
        if (--left > 0 || found) return;
        found = isKill ? files.copy() : files.afterPowerCut(random);
        note();
      };
      for (let i = 0; !found; i++) {
        const text = `${life}-${i}`.padEnd(Math.floor(random() * 80), '.');
        const position = journal.end;
        const end = append(journal, text);
        pending.push({ position, text, end });
        appended.set(position, text);
        await turns(Math.floor(random() * 4));
        if (random() < 0.3) clock.advance(500);
      }
      files.fail = () => undefined;
      await journal.close();
      return found;
    }
  }

  async function positions(journal: Journal): Promise<Map<number, string>> {
    const found = new Map<number, string>();
    await journal.replay(0, ({ position, payload }) => found.set(position, Buffer.from(payload).toString()));
    return found;
  }
});

function textAt(log: JournalLog, place: number): string {
  const { bytes, start, end } = log.read(place);
  return Buffer.from(bytes.subarray(start, end)).toString();
}
