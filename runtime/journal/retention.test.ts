import { describe, expect, it } from 'vitest';
import { manualClock } from '../clock.ts';
import { FragileFiles } from './fragile-files.ts';
import { type Journal, openJournal } from './journal.ts';
import { JournalLog } from './journal-log.ts';

const FOLDER = '/data/journal';
const DAY = 86_400_000;
const ALWAYS = { keepMs: Number.POSITIVE_INFINITY, keepBytes: Number.POSITIVE_INFINITY };

/** Ten segments of one record each, written on one day after the other. */
async function tenDays() {
  const files = new FragileFiles();
  const said: string[] = [];
  const open = (): Promise<Journal> =>
    openJournal({
      folder: FOLDER,
      files,
      segmentBytes: 1,
      warn: (line) => said.push(line),
      clock: manualClock(),
      signal: new AbortController().signal,
    });
  const journal = await open();
  const places: number[] = [];
  for (let day = 0; day < 10; day++) {
    places.push(journal.nextPayload());
    journal.append({ kind: 1, now: day * DAY, payload: Buffer.from(`{"id":"${day}"}`.padEnd(100)) });
    await journal.synced(journal.end);
  }
  const log = new JournalLog(journal, { warn: (line) => said.push(line), stretch: 128 });
  const days = () => places.flatMap((place, day) => (readable(journal, place) ? [day] : []));
  return { files, journal, open, places, log, days, said, end: journal.end };
}

const readable = (journal: Journal, place: number): boolean => {
  const read = journal.read(place);
  return read !== undefined && Buffer.from(read.bytes.subarray(read.start, read.end)).includes('{"id":');
};

describe('retain', () => {
  it('deletes segments whose last record is too old', async () => {
    const { journal, files, days, places, end } = await tenDays();
    await journal.retain({ ...ALWAYS, needed: end, now: 10 * DAY, keepMs: 5 * DAY });
    expect(files.paths(FOLDER)).toHaveLength(6);
    expect(days()).toEqual([4, 5, 6, 7, 8, 9]);
    expect(journal.start).toBe(places[4] - 28);
  });

  it('knows after a start how old they are', async () => {
    const { journal, open, files, end } = await tenDays();
    await journal.close();
    const again = await open();
    await again.retain({ ...ALWAYS, needed: end, now: 10 * DAY, keepMs: 5 * DAY });
    expect(files.paths(FOLDER)).toHaveLength(6);
    expect(again.start).toBeGreaterThan(0);
  });

  it('deletes the oldest while all of them are too large, and never the last', async () => {
    const { journal, days, end } = await tenDays();
    await journal.retain({ ...ALWAYS, needed: end, now: 10 * DAY, keepBytes: 3 * 128 });
    expect(days()).toEqual([7, 8, 9]);
    await journal.retain({ ...ALWAYS, needed: end, now: 10 * DAY, keepBytes: 0 });
    expect(days()).toEqual([9]);
  });

  it('deletes nothing that a checkpoint starts from, nor what follows it', async () => {
    const { journal, days, places } = await tenDays();
    await journal.retain({ needed: places[3] - 28, now: 99 * DAY, keepMs: 0, keepBytes: 0 });
    expect(days()).toEqual([3, 4, 5, 6, 7, 8, 9]);
  });

  it('keeps a segment in which something waits, as long as a checkpoint has it', async () => {
    const { journal, log, days, places, end } = await tenDays();
    const all = { now: 99 * DAY, keepMs: 0, keepBytes: 0 };
    log.keep(places[2]);
    log.keep(places[2]);
    log.keep(places[5]);
    log.release(places[2]);
    await journal.retain({ ...all, needed: end });
    expect(days()).toEqual([2, 5, 9]);
    log.release(places[2]);
    journal.append({ kind: 2, now: 10 * DAY, payload: new Uint8Array() });
    await journal.synced(journal.end);
    // A checkpoint from before it was let go is still kept.
    await journal.retain({ ...all, needed: end });
    expect(days()).toEqual([2, 5]);
    await journal.retain({ ...all, needed: journal.end });
    expect(days()).toEqual([5]);
  });

  it('knows what is kept from a checkpoint', async () => {
    const { journal, open, log, places, end } = await tenDays();
    log.keep(places[1]);
    log.keep(places[4]);
    log.release(places[4]);
    const saved: unknown = JSON.parse(JSON.stringify(log.saveCounts()));
    await journal.close();
    const again = await open();
    const restored = new JournalLog(again, { warn: () => {}, stretch: 128 });
    expect(() => restored.loadCounts([[1, '2', 3]])).toThrow();
    restored.loadCounts(saved);
    await again.retain({ needed: end, now: 99 * DAY, keepMs: 0, keepBytes: 0 });
    expect(places.map((place) => readable(again, place)).flatMap((is, day) => (is ? [day] : []))).toEqual([
      1, 4, 9,
    ]);
    restored.release(places[1]);
    // What was never kept, because the record that did it was left out.
    restored.release(places[1]);
    restored.release(places[7]);
    again.append({ kind: 2, now: 1, payload: new Uint8Array() });
    await again.synced(again.end);
    await again.retain({ needed: again.end, now: 99 * DAY, keepMs: 0, keepBytes: 0 });
    expect(again.start).toBe(end);
  });

  it('says what the disk refuses to delete, and goes on', async () => {
    const { journal, files, days, said, end } = await tenDays();
    const [first] = files.paths(FOLDER);
    files.fail = (operation, path) => (operation === 'remove' && path === first ? 'EROFS' : undefined);
    await journal.retain({ ...ALWAYS, needed: end, now: 10 * DAY, keepMs: 5 * DAY });
    expect(days()).toEqual([0, 4, 5, 6, 7, 8, 9]);
    expect(said).toHaveLength(1);
  });

  it('does not replay over the gaps it left as if something were missing', async () => {
    const { journal, places, log, end } = await tenDays();
    log.keep(places[2]);
    await journal.retain({ needed: places[6] - 28, now: 99 * DAY, keepMs: 0, keepBytes: 0 });
    const report = await journal.replay(places[6] - 28, () => {});
    expect(report).toMatchObject({ records: 4, end, missing: [], damaged: [] });
  });
});
