import { describe, expect, it } from 'vitest';
import { manualClock } from '../clock.ts';
import { checkJournal } from './check-journal.ts';
import { FragileFiles } from './fragile-files.ts';
import { type Journal, type JournalRecord, openJournal } from './journal.ts';
import { JournalLog } from './journal-log.ts';

/** On a machine with much else to do. */
const SLOW = { timeout: 60_000 };
const FOLDER = '/data/journal';
const GONE = '{"id":"?","source":"?","type":"?","data":{}}';

function opened(files: FragileFiles, said: string[] = []): Promise<Journal> {
  return openJournal({
    folder: FOLDER,
    files,
    segmentBytes: 200,
    warn: (line) => said.push(line),
    clock: manualClock(),
    signal: new AbortController().signal,
  });
}

/** A journal of some records, over several segments; each has two lines. */
async function written(count: number) {
  const files = new FragileFiles();
  const journal = await opened(files);
  const records: { position: number; text: string }[] = [];
  for (let i = 0; i < count; i++) {
    const text = `{"id":"${i}","data":{}}\n{"id":"${i}b","data":{"x":${'1'.repeat(i % 5)}0}}`;
    records.push({ position: journal.end, text });
    journal.append({ kind: 1, now: i, payload: Buffer.from(text) });
    await journal.synced(journal.end);
  }
  await journal.close();
  return { files, records, end: journal.end, last: files.paths(FOLDER).at(-1) ?? '' };
}

async function replayed(journal: Journal, from = 0) {
  const found: { position: number; text: string }[] = [];
  const visit = ({ position, payload }: JournalRecord) =>
    found.push({ position, text: Buffer.from(payload).toString() });
  return { found, report: await journal.replay(from, visit) };
}

const startOf = (path: string): number => Number.parseInt(path.slice(FOLDER.length + 1).split('-')[0], 16);

describe('a journal that is damaged', () => {
  it('cuts a last record that is not whole, wherever it ends', SLOW, async () => {
    // The last segment holds two records.
    const { files, records, end, last } = await written(5);
    const whole = files.get(last);
    const lastRecord = records[records.length - 1];
    for (let length = lastRecord.position - startOf(last); length < whole.length; length++) {
      const torn = files.copy();
      torn.put(last, whole.subarray(0, length));
      const check = await checkJournal({ folder: FOLDER, files: torn });
      expect(check).toMatchObject({ end: lastRecord.position, records: 4, damaged: [], missing: [] });
      expect(check.cut?.length ?? 0).toBe(startOf(last) + length - lastRecord.position);
      const journal = await opened(torn);
      expect(journal.end).toBe(lastRecord.position);
      expect(journal.cut?.length ?? 0).toBe(startOf(last) + length - lastRecord.position);
      journal.append({ kind: 1, now: 9, payload: Buffer.from('after') });
      await journal.synced(journal.end);
      const { found, report } = await replayed(journal);
      expect(found.map(({ text }) => text)).toEqual([...records.slice(0, -1).map((r) => r.text), 'after']);
      expect(report).toMatchObject({ damaged: [], missing: [] });
      await journal.close();
      const again = await opened(torn);
      expect(again.cut).toBeUndefined();
      expect(await replayed(again)).toMatchObject({ found, report: { damaged: [], missing: [] } });
    }
    expect(end).toBe(startOf(last) + whole.length);
  });

  it('takes what a file system left of zeros behind the last record for nothing', async () => {
    const { files, records, end, last } = await written(4);
    files.put(last, Buffer.concat([files.get(last), Buffer.alloc(5000)]));
    const journal = await opened(files);
    expect(journal).toMatchObject({ end, cut: { position: end, length: 5000 } });
    expect((await replayed(journal)).found).toEqual(records);
  });

  it('leaves out just the record in which a byte was flipped, and puts it aside', SLOW, async () => {
    const { files, records, end } = await written(12);
    expect(files.paths(FOLDER).length).toBeGreaterThan(2);
    for (const path of files.paths(FOLDER)) {
      for (let at = 0; at < files.get(path).length; at++) {
        const flipped = files.copy();
        const bytes = Buffer.from(files.get(path));
        bytes[at] ^= 1 << (at % 8);
        flipped.put(path, bytes);
        const position = startOf(path) + at;
        const hit = records.filter((record) => record.position <= position).length - 1;
        const check = await checkJournal({ folder: FOLDER, files: flipped });
        expect(check).toMatchObject({ end, records: 11, damaged: [{ position: records[hit].position }] });
        const journal = await opened(flipped);
        const { found, report } = await replayed(journal);
        expect(found).toEqual(records.filter((_, i) => i !== hit));
        expect(journal).toMatchObject({ end, cut: undefined });
        expect(report.damaged).toHaveLength(1);
        const [part] = report.damaged;
        expect(part).toMatchObject({ position: records[hit].position, file: expect.any(String) });
        expect(flipped.get(part.file ?? '').length).toBe(part.length - 28);
        // Positions are never given out twice.
        journal.append({ kind: 1, now: 9, payload: Buffer.from('after') });
        await journal.close();
        const again = await opened(flipped);
        expect((await replayed(again)).found).toEqual([...found, { position: end, text: 'after' }]);
        await again.close();
      }
    }
  });

  it(
    'reads events of a damaged record back where they are still events, and something in their place elsewhere',
    SLOW,
    async () => {
      const { files, records } = await written(12);
      for (const path of files.paths(FOLDER)) {
        for (let at = 0; at < files.get(path).length; at += 3) {
          const flipped = files.copy();
          const bytes = Buffer.from(files.get(path));
          bytes[at] = 0x22;
          flipped.put(path, bytes);
          const said: string[] = [];
          const journal = await opened(flipped, said);
          const log = new JournalLog(journal, { warn: (line) => said.push(line) });
          for (const { position, text } of records) {
            let place = position + 28;
            for (const line of text.split('\n')) {
              const read = textAt(log, place);
              const isHit = startOf(path) + at >= position && startOf(path) + at < place + line.length + 1;
              if (isHit) expect(() => JSON.parse(read)).not.toThrow();
              else if (read !== GONE) expect(read).toBe(line);
              place += line.length + 1;
            }
          }
          expect(said.length).toBeLessThanOrEqual(1);
          await journal.close();
        }
      }
    },
  );

  it('says what is missing where a segment is gone, and goes on behind it', async () => {
    const { files, records, end } = await written(20);
    const paths = files.paths(FOLDER);
    const [from, to] = [startOf(paths[1]), startOf(paths[2])];
    await files.remove(paths[1]);
    const journal = await opened(files);
    const { found, report } = await replayed(journal);
    expect(found).toEqual(records.filter(({ position }) => position < from || position >= to));
    expect(report).toMatchObject({ missing: [{ from, to }], damaged: [], end });
    expect((await replayed(journal, from)).report.missing).toMatchObject([{ from, to }]);
    expect((await replayed(journal, to)).report.missing).toEqual([]);
  });

  it('says what is missing where a segment in the middle was cut short', async () => {
    const { files, records } = await written(20);
    const [, path, next] = files.paths(FOLDER);
    const inside = records.filter(({ position }) => position >= startOf(path) && position < startOf(next));
    const lost = inside[inside.length - 1];
    const length = lost.position - startOf(path) + 40;
    files.put(path, files.get(path).subarray(0, length));
    const { found, report } = await replayed(await opened(files));
    expect(found).toEqual(records.filter((record) => record !== lost));
    expect(report.damaged).toMatchObject([{ position: lost.position, length: 40 }]);
    expect(report.missing).toMatchObject([{ from: lost.position + 40, to: startOf(next) }]);
  });

  it('ends, and allocates little, whatever stands in a file', SLOW, async () => {
    const { files, last } = await written(4);
    const rubbish = Buffer.alloc(3 << 20, Uint8Array.from([10, 78, 74, 1, 1, 0, 0, 0, 255, 255, 255, 255]));
    files.put(last, rubbish);
    const journal = await opened(files);
    expect(journal.end).toBe(startOf(last) + rubbish.length);
    const { report } = await replayed(journal);
    expect(report.damaged).toMatchObject([{ position: startOf(last), length: rubbish.length }]);
  });

  it('does not take a record that an event quotes for one', async () => {
    const files = new FragileFiles();
    const first = await opened(files);
    first.append({ kind: 4, now: 1, payload: Buffer.from('quoted') });
    await first.synced(first.end);
    const [path] = files.paths(FOLDER);
    const quoting = first.end;
    first.append({ kind: 1, now: 1, payload: Buffer.concat([Buffer.from('{}'), files.get(path)]) });
    await first.close();
    files.get(path)[quoting + 8] ^= 1;
    const journal = await opened(files);
    const { found, report } = await replayed(journal);
    expect(found).toEqual([{ position: 0, text: 'quoted' }]);
    expect(report.damaged).toMatchObject([{ position: quoting, length: journal.end - quoting }]);
  });

  it('cuts nothing where the disk cannot read what may be records', async () => {
    const { files, records, end, last } = await written(5);
    files.fail = (operation, at) => (operation === 'read' && at === last ? 'EIO' : undefined);
    const journal = await opened(files);
    expect(journal).toMatchObject({ end, cut: undefined });
    files.fail = () => undefined;
    expect((await replayed(journal)).found).toEqual(records);
  });

  it('goes on where the disk cannot read a part', async () => {
    const { files, records } = await written(12);
    const [, path] = files.paths(FOLDER);
    const journal = await opened(files);
    files.fail = (operation, at) => (operation === 'read' && at === path ? 'EIO' : undefined);
    const { found, report } = await replayed(journal);
    expect(report.damaged).toHaveLength(1);
    expect(found).toEqual(
      records.filter(
        ({ position }) => position < startOf(path) || position >= startOf(files.paths(FOLDER)[2]),
      ),
    );
  });
});

function textAt(log: JournalLog, place: number): string {
  const { bytes, start, end } = log.read(place);
  return Buffer.from(bytes.subarray(start, end)).toString();
}
