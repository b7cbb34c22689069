import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type ManualClock, manualClock } from '../clock.ts';
import type { Home } from '../home.ts';
import { temporaryHome, until } from '../testing/naru-under-test.ts';
import { openReferenceTables, type ReferenceTables } from './reference-tables.ts';

interface Opened {
  readonly tables: ReferenceTables;
  readonly clock: ManualClock;
  readonly told: [string, number, number][];
  readonly shapes: () => number;
  readonly warnings: string[];
}

async function open(home: Home): Promise<Opened> {
  const clock = manualClock();
  const owner = new AbortController();
  onTestFinished(() => owner.abort());
  const told: [string, number, number][] = [];
  const warnings: string[] = [];
  let shapes = 0;
  const tables = await openReferenceTables({
    files: join(home.flows, 'tables'),
    data: home.data,
    known: [{ name: 'people', columns: [{ path: 'id', type: 'string', label: { ko: '번호', en: 'Id' } }] }],
    clock,
    signal: owner.signal,
    onRows: (name, live, simulated) => told.push([name, live?.length ?? -1, simulated?.length ?? -1]),
    onShape: () => {
      shapes++;
    },
    warn: (line) => warnings.push(line),
  });
  return { tables, clock, told, shapes: () => shapes, warnings };
}

async function withFiles(files: Record<string, string>): Promise<Home> {
  const home = await temporaryHome();
  for (const [name, text] of Object.entries(files)) await writeFile(join(home.flows, 'tables', name), text);
  return home;
}

describe('reference tables', () => {
  it('are read from CSV and JSON, with what is known of their columns', async () => {
    const { tables, warnings } = await open(
      await withFiles({
        'people.csv': 'id,age,vip\nA,40,true\n',
        'rates.json': '[{"p":1},{"q":"x"}]',
        'bad.csv': 'a,b\n1\n',
      }),
    );
    expect(tables.infos()).toEqual([
      {
        name: 'people',
        rowCount: 1,
        columns: [
          { path: 'id', type: 'string', label: { ko: '번호', en: 'Id' } },
          { path: 'age', type: 'number' },
          { path: 'vip', type: 'boolean' },
        ],
      },
      {
        name: 'rates',
        rowCount: 2,
        columns: [
          { path: 'p', type: 'number' },
          { path: 'q', type: 'string' },
        ],
      },
    ]);
    expect(warnings).toEqual([expect.stringContaining('bad.csv')]);
  });

  it('get the rows that actions write after those of the file; what is simulated is seen by simulations', async () => {
    const home = await withFiles({ 'people.csv': 'id\nA\n' });
    const { tables, clock, told, shapes } = await open(home);
    expect(tables.write('people', 'd1', { id: 'B', deep: { x: 1 }, ['__proto__']: 1 }, false)).toBe(true);
    await until(() => tables.names().length === 1 && tables.rows('people', false).length === 2);
    tables.write('people', 'd2', { id: 'C' }, true);
    tables.write('people', 'd2', { id: 'C' }, true);
    clock.advance(500);
    expect(told).toEqual([['people', 2, 3]]);
    expect(shapes()).toBe(1);
    expect(tables.rows('people', false)).toEqual([{ id: 'A' }, { id: 'B', deep: '{"x":1}' }]);
    expect(tables.list('people')?.map(({ row }) => row.id)).toEqual(['C', 'B', 'A']);
    await tables.flush();
    const again = await open(home);
    expect(again.tables.rows('people', true)).toHaveLength(3);
    expect(again.tables.clearSimulated()).toBe(1);
  });

  it('take no name that could be a path', async () => {
    const { tables } = await open(await temporaryHome());
    for (const name of ['../x', '', 'a/b', '__proto__', '.hidden', 'a'.repeat(65)])
      expect(tables.write(name, 'd', {}, false), name).toBe(false);
  });

  it('follow their files, and keep the rows before where one breaks', async () => {
    const home = await withFiles({ 'people.csv': 'id\nA\n' });
    const { tables, clock, told, warnings } = await open(home);
    const path = join(home.flows, 'tables', 'people.csv');
    await writeFile(path, 'id\nA\nB\n');
    await until(() => {
      clock.advance(1_000);
      return told.length === 1;
    });
    expect(told).toEqual([['people', 2, 2]]);
    await writeFile(path, 'id\n"A');
    await until(() => {
      clock.advance(1_000);
      return warnings.length === 1;
    });
    expect(tables.rows('people', false)).toHaveLength(2);
  });
});
