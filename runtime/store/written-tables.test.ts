import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { manualClock } from '../clock.ts';
import { temporaryHome } from '../testing/naru-under-test.ts';
import { openWrittenTables, type WrittenTables } from './written-tables.ts';

async function open(data: string): Promise<{ tables: WrittenTables; warnings: string[] }> {
  const owner = new AbortController();
  onTestFinished(() => owner.abort());
  const warnings: string[] = [];
  const tables = await openWrittenTables({
    data,
    clock: manualClock(),
    signal: owner.signal,
    onChange: () => {},
    warn: (line) => warnings.push(line),
  });
  return { tables, warnings };
}

it('keeps the rows of a new table until the disk takes them', async () => {
  const { data } = await temporaryHome();
  const { tables, warnings } = await open(data);
  const file = join(data, 'tables', 'seen.ndjson');
  await mkdir(file);
  expect(tables.write('seen', 'd1', { customer: 'C1' }, false)).toBe(true);
  expect(tables.write('seen', 'd2', { customer: 'C2' }, false)).toBe(true);
  expect(await tables.durable()).toBe(false);
  expect(warnings[0]).toContain('table seen cannot be written');
  await rm(file, { recursive: true });
  expect(await tables.durable()).toBe(true);
  const again = await open(data);
  expect(again.tables.rows('seen').map(({ row }) => row)).toEqual([{ customer: 'C1' }, { customer: 'C2' }]);
});
