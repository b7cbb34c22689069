/** What a benchmark prints: a plain table, and the machine that it is true for. */
import { cpus, release, totalmem, type } from 'node:os';
import type { BenchRow } from './bench.ts';

export function machine(): string {
  const processors = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${processors.length} × ${processors[0]?.model.trim() || process.arch}, ${memory} GiB, ${type()} ${release()}, Node ${process.version}`;
}

const COLUMNS: readonly { title: string; of: (row: BenchRow) => string }[] = [
  { title: 'workload', of: ({ name }) => name },
  { title: 'events', of: ({ events }) => grouped(events) },
  { title: 'matches', of: ({ matches }) => grouped(matches) },
  { title: 'naru run, events/s', of: ({ naru }) => grouped(naru.whole) },
  { title: 'parse only, events/s', of: ({ parseOnly }) => grouped(parseOnly.whole) },
  { title: 'ratio', of: ({ naru, parseOnly }) => (naru.whole / parseOnly.whole).toFixed(2) },
  { title: 'started: naru', of: ({ naru }) => grouped(naru.working) },
  { title: 'parse only', of: ({ parseOnly }) => grouped(parseOnly.working) },
  { title: 'ratio', of: ({ naru, parseOnly }) => (naru.working / parseOnly.working).toFixed(2) },
  { title: 'peak MiB: naru', of: ({ naru }) => grouped(naru.peakMemory) },
  { title: 'parse only', of: ({ parseOnly }) => grouped(parseOnly.peakMemory) },
];

const grouped = (value: number) => Math.round(value).toLocaleString('en-US');

/** The names to the left, the numbers to the right of their columns. */
export function table(rows: readonly BenchRow[]): string {
  const cells = [COLUMNS.map(({ title }) => title), ...rows.map((row) => COLUMNS.map(({ of }) => of(row)))];
  const widths = COLUMNS.map((_, i) => Math.max(...cells.map((line) => line[i].length)));
  return cells
    .map((line) =>
      line.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join('  '),
    )
    .join('\n');
}
