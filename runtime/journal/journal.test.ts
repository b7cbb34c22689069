import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../clock.ts';
import { type Journal, JournalClosed, type JournalOptions, openJournal, RECORD_KINDS } from './journal.ts';
import { JournalLog } from './journal-log.ts';

const folders: string[] = [];
const journals: Journal[] = [];
afterEach(async () => {
  for (const journal of journals.splice(0)) await journal.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

async function opened(options: Partial<JournalOptions> = {}) {
  const data = mkdtempSync(join(tmpdir(), 'naru-journal-'));
  folders.push(data);
  const folder = options.folder ?? join(data, 'journal');
  const said: string[] = [];
  const journal = await openJournal({
    folder,
    warn: (line) => said.push(line),
    clock: systemClock,
    signal: new AbortController().signal,
    ...options,
  });
  journals.push(journal);
  return { journal, folder, said };
}

const events = (text: string, now = 1) => ({ kind: RECORD_KINDS.events, now, payload: Buffer.from(text) });

async function replayed(journal: Journal, from = journal.start) {
  const found: string[] = [];
  const report = await journal.replay(from, ({ payload }) => found.push(Buffer.from(payload).toString()));
  return { found, report };
}

describe('Journal', () => {
  it('replays what was appended, in order and with everything that was said of it', async () => {
    const { journal, folder } = await opened();
    const payload = journal.nextPayload();
    const end = journal.append({ kind: 3, flags: 7, now: 1234.5, payload: Buffer.from('first') });
    journal.append(events('second'));
    await journal.synced(journal.end);
    await journal.close();
    const again = await opened({ folder });
    const found: unknown[] = [];
    const report = await again.journal.replay(
      0,
      ({ kind, flags, now, position, payloadPosition, end, payload }) =>
        found.push({
          kind,
          flags,
          now,
          position,
          payloadPosition,
          end,
          text: Buffer.from(payload).toString(),
        }),
    );
    expect(found[0]).toEqual({
      kind: 3,
      flags: 7,
      now: 1234.5,
      position: 0,
      payloadPosition: payload,
      end,
      text: 'first',
    });
    expect(found[1]).toMatchObject({ position: end, text: 'second' });
    expect(report).toMatchObject({ records: 2, end: again.journal.end, damaged: [], missing: [] });
    expect((await replayed(again.journal, end)).found).toEqual(['second']);
    again.journal.append(events('third'));
    await again.journal.synced(again.journal.end);
    expect((await replayed(again.journal, end)).found).toEqual(['second', 'third']);
    expect(readdirSync(folder)).toHaveLength(1);
  });

  it('rolls from segment to segment without a gap between positions', async () => {
    const { journal, folder } = await opened({ segmentBytes: 1000 });
    const texts = Array.from({ length: 100 }, (_, i) => `${i}`.padEnd(i * 3, '.'));
    for (const text of texts) {
      const at = journal.nextPayload();
      expect(journal.append(events(text))).toBe(at + text.length);
      await journal.synced(journal.end);
    }
    expect((await replayed(journal)).found).toEqual(texts);
    await journal.close();
    expect(readdirSync(folder).length).toBeGreaterThan(10);
    const again = await opened({ folder, segmentBytes: 1000 });
    expect(again.journal.end).toBe(journal.end);
    expect((await replayed(again.journal)).found).toEqual(texts);
  });

  it('writes what is pending when it is closed, and takes nothing after that', async () => {
    const { journal, folder } = await opened();
    journal.append(events('a'));
    const waited = journal.synced(journal.end);
    await journal.close();
    await waited;
    expect(() => journal.append(events('b'))).toThrow(JournalClosed);
    await expect(journal.synced(journal.end + 1)).rejects.toThrow(JournalClosed);
    expect((await replayed((await opened({ folder })).journal)).found).toEqual(['a']);
  });

  it('reads events back while they are unsynced and from the files, from the same places', {
    timeout: 60_000,
  }, async () => {
    const { journal, folder, said } = await opened({ segmentBytes: 20_000 });
    const log = new JournalLog(journal, { warn: (line) => said.push(line) });
    const places = new Map<number, string>();
    for (let i = 0; i < 200; i++) {
      const lines = Array.from({ length: 1 + (i % 7) }, (_, n) => `{"id":"${i}-${n}"}${' '.repeat(i * n)}`);
      // Every second block ends without a line feed.
      const block = Buffer.from(lines.join('\n') + (i % 2 ? '\n' : ''));
      log.moveTo(journal.nextPayload());
      let place = log.open(block);
      for (const line of lines) {
        places.set(place, line);
        place += line.length + 1;
      }
      journal.append({ kind: RECORD_KINDS.events, now: i, payload: block });
      if (i % 10 === 0) await journal.synced(journal.end);
      for (const [at, line] of places) expect(textAt(log, at)).toBe(line);
    }
    await journal.close();
    const again = await opened({ folder });
    const readBack = new JournalLog(again.journal, { warn: (line) => said.push(line) });
    for (const [at, line] of places) expect(textAt(readBack, at)).toBe(line);
    expect(textAt(readBack, again.journal.end + 5)).toBe('{"id":"?","source":"?","type":"?","data":{}}');
    expect(textAt(readBack, again.journal.end + 6)).toBe('{"id":"?","source":"?","type":"?","data":{}}');
    expect(said).toHaveLength(1);
  });

  it('reads lines back from the middle of records that are larger than what it reads at once', async () => {
    const { journal, folder } = await opened();
    const places: [number, string][] = [];
    for (let i = 0; i < 5; i++) {
      const lines = Array.from({ length: 9 }, (_, n) => `{"id":"${i}-${n}","x":"${'x'.repeat(n * 20_000)}"}`);
      let place = journal.nextPayload();
      for (const line of lines) {
        places.push([place, line]);
        place += line.length + 1;
      }
      journal.append(events(lines.join('\n')));
      journal.append(events('{}'));
    }
    await journal.close();
    const again = await opened({ folder });
    const log = new JournalLog(again.journal, { warn: () => {} });
    // A step that is prime to their number visits them all, far from one another.
    for (let i = 0; i < places.length; i++) {
      const [place, line] = places[(i * 17) % places.length];
      expect(textAt(log, place) === line).toBe(true);
    }
    expect(log.unreadable).toBe(0);
  });

  it('begins behind positions that were given out before, where its files are gone', async () => {
    const { journal } = await opened({ atLeast: 5000 });
    expect(journal.end).toBe(5000);
    journal.append(events('a'));
    await journal.synced(journal.end);
    const { found, report } = await replayed(journal, 100);
    expect(found).toEqual(['a']);
    expect(report.missing).toMatchObject([{ from: 100, to: 5000 }]);
  });

  it('goes on behind them in a new segment, where it ended before', async () => {
    const { journal, folder } = await opened();
    journal.append(events('a'));
    const { end } = journal;
    await journal.close();
    const later = await opened({ folder, atLeast: 5000 });
    later.journal.append(events('b'));
    await later.journal.close();
    const again = await opened({ folder });
    const { found, report } = await replayed(again.journal);
    expect(found).toEqual(['a', 'b']);
    expect(report).toMatchObject({ damaged: [], missing: [{ from: end, to: 5000 }] });
    expect(readdirSync(folder)).toHaveLength(2);
  });
});

function textAt(log: JournalLog, place: number): string {
  const { bytes, start, end } = log.read(place);
  return Buffer.from(bytes.subarray(start, end)).toString();
}
