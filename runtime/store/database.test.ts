import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { manualClock } from '../clock.ts';
import { Database } from './database.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function opened(data = mkdtempSync(join(tmpdir(), 'naru-db-'))) {
  if (!folders.includes(data)) folders.push(data);
  const clock = manualClock();
  const said: string[] = [];
  const warn = (line: string) => said.push(line);
  const database = new Database({ data, clock, signal: new AbortController().signal, warn });
  database.migrate({ name: 'notes', versions: ['CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT)'] });
  const add = database.prepare('INSERT INTO notes (text) VALUES (?)');
  const all = database.prepare('SELECT text FROM notes ORDER BY id');
  return { database, clock, data, said, add, texts: () => all.all().map(({ text }) => text) };
}

describe('Database', () => {
  it('shows a write at once, and says when it is on disk', async () => {
    const { database, clock, add, texts } = opened();
    database.write(() => add.run('a'));
    expect(texts()).toEqual(['a']);
    let durable = false;
    const waited = database.durable().then(() => {
      durable = true;
    });
    expect(durable).toBe(false);
    clock.advance(5);
    await waited;
    expect(database.pending).toBe(0);
    database.close();
  });

  it('is for its owner alone', () => {
    const { database, data, add } = opened();
    database.write(() => add.run('a'));
    for (const name of readdirSync(data)) expect(statSync(join(data, name)).mode & 0o077, name).toBe(0);
    database.close();
  });

  it('finds what was written before, and brings tables up to date', () => {
    const { database, data, add } = opened();
    database.write(() => add.run('a'));
    database.close();
    const again = opened(data);
    again.database.migrate({
      name: 'notes',
      versions: ['not looked at', "ALTER TABLE notes ADD COLUMN author TEXT DEFAULT 'nobody'"],
    });
    expect(again.database.prepare('SELECT text, author FROM notes').all()).toMatchObject([
      { text: 'a', author: 'nobody' },
    ]);
    again.database.close();
  });

  it('does again what the disk refused, in order', async () => {
    const { database, clock, said, add, texts } = opened();
    let refuse = true;
    database.write(() => add.run('a'));
    database.write(() => {
      if (refuse) throw Object.assign(new Error('disk full'), { code: 'SQLITE_FULL' });
      add.run('b');
    });
    expect(texts()).toEqual([]);
    expect(said[0]).toContain('disk full');
    database.write(() => add.run('c'));
    clock.advance(500);
    expect(database.trouble).toContain('disk full');
    refuse = false;
    const durable = database.durable();
    clock.advance(500);
    await durable;
    expect(texts()).toEqual(['a', 'b', 'c']);
    expect(database.trouble).toBeUndefined();
    database.close();
  });

  it('drops a write that an error of ours breaks, whole, and goes on', async () => {
    const { database, clock, said, add, texts } = opened();
    const same = database.prepare('INSERT INTO notes (id, text) VALUES (1, ?)');
    expect(database.write(() => add.run('a'))).toBe(true);
    const dropped = database.write(() => {
      add.run('half of it');
      same.run('b');
    });
    expect(dropped).toBe(false);
    expect(database.write(() => add.run('c'))).toBe(true);
    expect(texts()).toEqual(['a', 'c']);
    expect(said.join()).toContain('UNIQUE');
    const durable = database.durable();
    clock.advance(5);
    await durable;
    expect(database.trouble).toBeUndefined();
    database.close();
  });

  it('drops it too where it shows only when it is done again', async () => {
    const { database, clock, said, add, texts } = opened();
    let refuse = true;
    database.write(() => {
      if (refuse) throw Object.assign(new Error('disk full'), { code: 'SQLITE_FULL' });
      add.run('a');
    });
    database.write(() => {
      add.run('half of it');
      throw new Error('a bug');
    });
    database.write(() => add.run('c'));
    refuse = false;
    clock.advance(500);
    await database.durable();
    expect(texts()).toEqual(['a', 'c']);
    expect(said.join()).toContain('a bug');
    database.close();
  });

  it('refuses to bind what would end the process', () => {
    const { database, add } = opened();
    for (const value of [true, undefined, {}, 1n])
      expect(() => add.run(value as unknown as string)).toThrow('cannot be bound');
    database.close();
  });

  it('is of no use, and no danger, after its end', () => {
    const { database, add, texts } = opened();
    database.write(() => add.run('a'));
    database.close();
    database.close();
    expect(texts).toThrow('is closed');
    expect(database.write(() => add.run('b'))).toBe(false);
    database.flush();
  });

  it('keeps together what belongs together', () => {
    const { database, data, add } = opened();
    database.together(() => {
      for (let i = 0; i < 5_000; i++) database.write(() => add.run(`${i}`));
      expect(database.pending).toBe(5_000);
    });
    expect(database.pending).toBe(0);
    database.close();
    const again = opened(data);
    expect(again.texts()).toHaveLength(5_000);
    again.database.close();
  });
});
