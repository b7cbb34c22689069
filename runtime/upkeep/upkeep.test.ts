/** A home as a runtime leaves it behind: what the doctor says of each thing that can be wrong with it, and what a backup brings back. */
import { existsSync } from 'node:fs';
import {
  appendFile,
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { commitCheckpoint, writeCheckpoint } from '../checkpoint/checkpoint-files.ts';
import { systemClock } from '../clock.ts';
import { openJournal, RECORD_KINDS } from '../journal/journal.ts';
import { Database } from '../store/database.ts';
import { LOCK_FILE, lockFolder } from '../store/folder-lock.ts';
import { bigAmounts } from '../testing/naru-under-test.ts';
import { backUp } from './backup.ts';
import { BACKUP_FILE } from './backup-contents.ts';
import { examine } from './doctor.ts';
import { type Finding, isTrouble, saidOf } from './finding.ts';
import { restore } from './restore.ts';

const RECORDS = 20;
const NOW = Date.UTC(2026, 2, 2);

interface MadeHome {
  readonly base: string;
  readonly flows: string;
  readonly data: string;
}

async function emptyBase(): Promise<string> {
  const base = await mkdtemp(join(tmpdir(), 'naru-upkeep-'));
  onTestFinished(() => rm(base, { recursive: true, force: true }));
  return base;
}

/** Journal, two checkpoints, database, settings, a flow, a table. */
async function madeHome(): Promise<MadeHome> {
  const base = await emptyBase();
  const home = { base, flows: join(base, 'flows'), data: join(base, 'data') };
  await mkdir(join(home.flows, 'tables'), { recursive: true });
  await writeFile(join(home.flows, 'big.json'), JSON.stringify(bigAmounts('big')));
  await writeFile(join(home.flows, 'tables', 'people.csv'), 'id,grade\n1,VIP\n');
  const end = new AbortController();
  const common = { clock: systemClock, signal: end.signal, warn: () => {} };
  const journal = await openJournal({ folder: join(home.data, 'journal'), segmentBytes: 400, ...common });
  const ends: number[] = [];
  for (let i = 0; i < RECORDS; i++) {
    const payload = Buffer.from(`{"id":"event-${i}"}\n`.padEnd(60, ' '));
    await journal.synced(journal.append({ kind: RECORD_KINDS.events, now: NOW + i, payload }));
    ends.push(journal.end);
  }
  await journal.close();
  for (const position of [ends[3], ends[12]]) {
    const head = { version: 1 as const, position, now: NOW, settlement: 0, tables: {}, kept: [] };
    await writeCheckpoint(join(home.data, 'checkpoints'), head, [new Uint8Array(500).fill(7)]);
    await commitCheckpoint(join(home.data, 'checkpoints'), position);
  }
  const database = new Database({ data: home.data, ...common });
  database.migrate({
    name: 'outbox',
    versions: ['CREATE TABLE outbox_mark (one INTEGER, position INTEGER, place INTEGER)'],
  });
  const insert = database.prepare('INSERT INTO outbox_mark VALUES (1, ?, 0)');
  database.write(() => void insert.run(ends[RECORDS - 2]));
  database.close();
  end.abort();
  const settings = { format: 1, channels: { email: null, sms: null }, stopped: [] };
  await writeFile(join(home.data, 'settings.json'), JSON.stringify(settings), { mode: 0o600 });
  return home;
}

const troublesOf = (findings: readonly Finding[]) => findings.filter(isTrouble).map(({ what }) => what.en);

async function pathIn(folder: string, index: number): Promise<string> {
  const names = (await readdir(folder)).sort();
  return join(folder, names.at(index)!);
}

async function flip(path: string, at: number): Promise<void> {
  const bytes = await readFile(path);
  bytes[at] ^= 16;
  await writeFile(path, bytes);
}

let home: MadeHome;
beforeEach(async () => {
  home = await madeHome();
});

const look = (repair = false) => examine({ flows: home.flows, data: home.data, repair });

/** Wrong, then repaired, then fine. */
async function expectRepair(sentence: RegExp): Promise<void> {
  const found = await look();
  expect(troublesOf(found)).toEqual([expect.stringMatching(sentence)]);
  expect(found.filter(isTrouble)[0]).toMatchObject({ severity: 'repairable' });
  expect(troublesOf(await look())).toHaveLength(1);
  const repaired = await look(true);
  expect(repaired.map(({ severity }) => severity)).toContain('repaired');
  expect(troublesOf(repaired)).toEqual([]);
  expect(troublesOf(await look())).toEqual([]);
}

describe('naru doctor', () => {
  it('says of a home that is whole that it is, in both languages, and changes nothing', async () => {
    const before = await readdir(home.data);
    const findings = await look(true);
    expect(troublesOf(findings)).toEqual([]);
    expect(findings.map(({ severity }) => severity)).not.toContain('repaired');
    expect(findings.map(({ what }) => what.en).join('\n')).toMatch(
      /all 20 records are whole[\s\S]*all 2 are whole/,
    );
    for (const finding of findings) expect(saidOf(finding)).toMatch(/[가-힣][\s\S]*[A-Za-z]/);
    // SQLite takes away what a connection before it may have left beside its file.
    const own = (names: string[]) => names.filter((name) => !/-(wal|shm)$/.test(name)).sort();
    expect(own(await readdir(home.data))).toEqual(own(before));
  });

  it('cuts a record that was never written whole', async () => {
    const last = await pathIn(join(home.data, 'journal'), -1);
    const { size } = await stat(last);
    await appendFile(last, (await readFile(last)).subarray(0, 20));
    await expectRepair(/the last 20 bytes .* never written whole/);
    expect((await stat(last)).size).toBe(size);
  });

  it('says where a record is damaged, which cannot be repaired', async () => {
    await flip(await pathIn(join(home.data, 'journal'), 1), 100);
    expect(troublesOf(await look())).toEqual([expect.stringMatching(/bytes of the file .* are damaged/)]);
    expect(troublesOf(await look(true))).toHaveLength(1);
  });

  it('says which part of the journal is missing', async () => {
    await rm(await pathIn(join(home.data, 'journal'), 1));
    expect(troublesOf(await look())[0]).toMatch(/records from position \d+ up to \d+ is missing/);
  });

  it('says that the database is ahead of a journal that lost its end', async () => {
    await rm(await pathIn(join(home.data, 'journal'), -1));
    expect(troublesOf(await look()).join()).toMatch(/but the journal ends at/);
  });

  it('puts the newest checkpoint aside where it is damaged and an older one is good', async () => {
    const newest = await pathIn(join(home.data, 'checkpoints'), -1);
    await truncate(newest, 300);
    await expectRepair(/cannot be used/);
    expect(await readdir(join(home.data, 'damaged'))).toHaveLength(1);
  });

  it('touches no checkpoint where none is left to begin with', async () => {
    const folder = join(home.data, 'checkpoints');
    for (const index of [0, 1]) await flip(await pathIn(folder, index), 50);
    await rm(await pathIn(join(home.data, 'journal'), 0));
    const repaired = await look(true);
    expect(troublesOf(repaired).join('\n')).toMatch(/none can be used/);
    expect(await readdir(folder)).toHaveLength(2);
  });

  it('says that the database is damaged', async () => {
    const path = join(home.data, 'naru.db');
    for (const ending of ['-wal', '-shm']) await rm(`${path}${ending}`, { force: true });
    await writeFile(path, Buffer.from('SQLite format 3\0'.padEnd(8192, 'x'), 'latin1'));
    expect(troublesOf(await look()).join()).toMatch(/naru\.db is damaged/);
  });

  it('names the node and the field that are wrong in a flow, and tables that cannot be read', async () => {
    const flow = bigAmounts('big');
    const text = JSON.stringify(flow).replace('"operator":">"', '"operator":"near"');
    await writeFile(join(home.flows, 'big.json'), text);
    await writeFile(join(home.flows, 'half.json'), '{');
    await writeFile(join(home.flows, 'tables', 'people.csv'), 'id,id\n"1');
    const troubles = troublesOf(await look());
    expect(troubles).toHaveLength(3);
    expect(troubles[0]).toMatch(/big\.json \(big, where/);
    expect(troubles[1]).toMatch(/half\.json/);
    expect(troubles[2]).toMatch(/people\.csv/);
  });

  it('says what is wrong with the event types that people declared', async () => {
    const folder = join(home.flows, 'catalogue');
    const declare = async (types: unknown) => {
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, 'declared.json'), JSON.stringify({ format: 1, types }));
    };
    const type = { type: 'test.paid', name: 'Paid', fields: [{ path: 'amount', type: 'number' }] };
    await declare([type]);
    const whole = await look();
    expect(troublesOf(whole)).toEqual([]);
    expect(whole.map(({ what }) => what.en).join()).toContain('nothing is wrong with the 1 event types');

    await declare([type, { ...type, type: 'test.other', fields: [{ path: 'amount', type: 'money' }] }]);
    const [fault] = (await look(true)).filter(isTrouble);
    expect(fault.severity).toBe('wrong');
    expect(fault.what.en).toMatch(/declared\.json is wrong\. Event type 2: .*“amount”/);
    expect(saidOf(fault)).toMatch(/2번째 이벤트 종류[\s\S]*고치거나[\s\S]*Mend the file/);
    await writeFile(join(folder, 'declared.json'), '{"types":');
    expect(troublesOf(await look())).toEqual([
      expect.stringMatching(/declared\.json is wrong\. It is no JSON/),
    ]);
    await rm(join(folder, 'declared.json'));
    await mkdir(join(folder, 'declared.json'));
    expect(troublesOf(await look())).toEqual([
      expect.stringMatching(/declared\.json cannot be read \(EISDIR/),
    ]);
  });

  it('closes settings that others can read, and says of nonsense that it is', async () => {
    const path = join(home.data, 'settings.json');
    await chmod(path, 0o644);
    await expectRepair(/can be read by other users/);
    await writeFile(path, '{"channels":');
    expect(troublesOf(await look(true))).toEqual([expect.stringMatching(/settings\.json makes no sense/)]);
  });

  it('removes what a crash left half done, and the lock of a process that is gone', async () => {
    await writeFile(join(home.flows, 'big.json.12-ab.tmp'), '');
    await writeFile(join(home.data, 'checkpoints', '0000000000000001.checkpoint.tmp'), '');
    await writeFile(join(home.data, LOCK_FILE), '999999999');
    expect(troublesOf(await look())).toHaveLength(3);
    expect(troublesOf(await look(true))).toEqual([]);
    expect(troublesOf(await look())).toEqual([]);
  });

  it('only looks where a runtime runs', async () => {
    const giveBack = lockFolder(home.data);
    onTestFinished(giveBack);
    const last = await pathIn(join(home.data, 'journal'), -1);
    await appendFile(last, (await readFile(last)).subarray(0, 20));
    await truncate(await pathIn(join(home.data, 'checkpoints'), -1), 300);
    const { size } = await stat(last);
    const found = await look(true);
    expect(troublesOf(found)).toEqual([expect.stringMatching(/cannot be used/)]);
    expect(found.filter(isTrouble)[0].todo?.en).toMatch(/Stop Naru/);
    expect((await stat(last)).size).toBe(size);
  });

  it('says where there is nothing at all', async () => {
    const found = await examine({ flows: '/nowhere/flows', data: '/nowhere/data', repair: true });
    expect(troublesOf(found)).toEqual([expect.stringMatching(/no folder/)]);
  });
});

describe('naru backup and naru restore', () => {
  const backup = (target: string) => backUp({ ...home, target, version: '1', now: NOW });

  for (const form of ['folder', 'file.tar'])
    it(`bring everything back by a ${form}`, async () => {
      await mkdir(join(home.data, 'tables'));
      await writeFile(join(home.data, 'tables', 'seen.ndjson'), '{"id":"1"}\n');
      await writeFile(join(home.data, 'half.tmp'), 'x');
      await writeFile(join(home.flows, 'code.ts'), 'no flow');
      const target = join(await emptyBase(), form);
      const { contents, troubles } = await backup(target);
      expect(troubles).toEqual([]);
      expect((await stat(target)).mode & 0o077).toBe(0);
      expect(existsSync(join(home.data, `backup-${process.pid}.tmp`))).toBe(false);

      const base = await emptyBase();
      const done = await restore({ base, source: target, replace: false, now: NOW });
      expect(done).toEqual({ contents, aside: undefined });
      for (const { name } of contents.files) {
        const copy = await readFile(join(base, name));
        // The database is written anew, smaller.
        if (!name.endsWith('naru.db'))
          expect(copy.equals(await readFile(join(home.base, name))), name).toBe(true);
        if (name.startsWith('data/')) expect((await stat(join(base, name))).mode & 0o077, name).toBe(0);
      }
      expect(contents.files.map(({ name }) => name)).toContain('data/tables/seen.ndjson');
      expect(existsSync(join(base, 'flows/code.ts'))).toBe(false);
      expect(existsSync(join(base, 'data/half.tmp'))).toBe(false);
      const looked = await examine({ flows: join(base, 'flows'), data: join(base, 'data'), repair: false });
      expect(troublesOf(looked)).toEqual([]);
      expect(looked.map(({ what }) => what.en).join()).toContain('all 20 records are whole');
    });

  it('cuts what was just being written', async () => {
    const giveBack = lockFolder(home.data);
    onTestFinished(giveBack);
    const last = await pathIn(join(home.data, 'journal'), -1);
    await appendFile(last, (await readFile(last)).subarray(0, 20));
    const target = join(await emptyBase(), 'backup');
    expect((await backup(target)).troubles).toEqual([]);
    const base = await emptyBase();
    await restore({ base, source: target, replace: false, now: NOW });
    expect(
      troublesOf(await examine({ flows: join(base, 'flows'), data: join(base, 'data'), repair: false })),
    ).toEqual([]);
  });

  it('restores nothing over what is there, unless told to put it aside', async () => {
    const target = join(await emptyBase(), 'backup.tar');
    await backup(target);
    await writeFile(join(home.flows, 'code.ts'), 'no flow');
    await writeFile(join(home.flows, 'other.json'), '{}');
    const again = (replace: boolean) => restore({ base: home.base, source: target, replace, now: NOW });
    await expect(again(false)).rejects.toThrow(/something in .* already/);
    const { aside = '' } = await again(true);
    expect(await readdir(join(aside, 'flows'))).toContain('other.json');
    expect(await readdir(join(aside, 'data'))).toContain('naru.db');
    expect((await readdir(home.flows)).sort()).toEqual(['big.json', 'code.ts', 'tables']);
    expect(troublesOf(await look())).toEqual([]);
  });

  it('restores nothing where a runtime runs', async () => {
    const target = join(await emptyBase(), 'backup');
    await backup(target);
    const base = await emptyBase();
    await mkdir(join(base, 'data'));
    // The parent stands for another runtime.
    await writeFile(join(base, 'data', LOCK_FILE), String(process.ppid));
    await expect(restore({ base, source: target, replace: true, now: NOW })).rejects.toThrow(
      /used by process/,
    );
  });

  it('restores nothing from what is no whole backup, and leaves the home as it was', async () => {
    const target = join(await emptyBase(), 'backup');
    const { contents } = await backup(target);
    const base = await emptyBase();
    const tried = () => restore({ base, source: target, replace: false, now: NOW });
    const path = join(target, contents.files[0].name);
    const bytes = await readFile(path);
    await flip(path, 3);
    await expect(tried()).rejects.toThrow(/is not as it was written/);
    await rm(path);
    await expect(tried()).rejects.toThrow(/is missing/);
    await writeFile(path, bytes);
    const list = await readFile(join(target, BACKUP_FILE), 'utf8');
    await writeFile(join(target, BACKUP_FILE), list.replace(contents.files[0].name, 'data/../../outside'));
    await expect(tried()).rejects.toThrow(/which no backup has/);
    await rm(join(target, BACKUP_FILE));
    await expect(tried()).rejects.toThrow(/is no backup/);
    await expect(restore({ base, source: '/nowhere', replace: false, now: NOW })).rejects.toThrow(
      /There is no/,
    );
    expect(await readdir(base)).toEqual([]);
  });

  it('does not unpack an archive that is cut, changed, or hostile', async () => {
    const target = join(await emptyBase(), 'backup.tar');
    await backup(target);
    const base = await emptyBase();
    const tried = () => restore({ base, source: target, replace: false, now: NOW });
    const bytes = await readFile(target);
    await writeFile(target, bytes.subarray(0, bytes.length >> 1));
    await expect(tried()).rejects.toThrow(/cut short/);
    const hostile = Buffer.from(bytes);
    hostile.write('../../outside\0', 0);
    await writeFile(target, hostile);
    await expect(tried()).rejects.toThrow(/no archive that Naru wrote/);
    await writeFile(target, 'nothing of the kind'.repeat(100));
    await expect(tried()).rejects.toThrow(/no archive that Naru wrote/);
    expect(await readdir(base)).toEqual([]);
  });

  it('writes no backup over another', async () => {
    const target = join(await emptyBase(), 'backup');
    await mkdir(target);
    await expect(backup(target)).rejects.toThrow(/is there already/);
  });
});
