/** What a benchmark prints: a plain table, and the machine that it is true for. */
import { cpus, release, totalmem, type } from 'node:os';
import { type Figure, isMet, type Section } from './section.ts';

export function machine(): string {
  const processors = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${processors.length} × ${processors[0]?.model.trim() || process.arch}, ${memory} GiB, ${type()} ${release()}, Node ${process.version}`;
}

const written = (value: number) =>
  Math.abs(value) >= 1000 ? Math.round(value).toLocaleString('en-US') : String(Number(value.toPrecision(3)));

const COLUMNS: readonly { title: string; of: (figure: Figure) => string }[] = [
  { title: 'what', of: ({ what }) => what },
  { title: 'measured', of: ({ measured }) => written(measured) },
  { title: 'target', of: ({ target }) => (target ? `${target.is} ${written(target.value)}` : '') },
  {
    title: 'met',
    of: (figure) => {
      const met = isMet(figure);
      return met === undefined ? '' : met ? 'yes' : 'NO';
    },
  },
  { title: 'note', of: ({ note }) => note ?? '' },
];

/** Text to the left of its column, numbers to the right. */
export function table({ title, figures }: Section): string {
  const cells = [
    COLUMNS.map((column) => column.title),
    ...figures.map((figure) => COLUMNS.map(({ of }) => of(figure))),
  ];
  const widths = COLUMNS.map((_, i) => Math.max(...cells.map((line) => line[i].length)));
  const lines = cells.map((line) =>
    line
      .map((cell, i) => (i === 1 || i === 2 ? cell.padStart(widths[i]) : cell.padEnd(widths[i])))
      .join('  '),
  );
  return [title, ...lines.map((line) => line.trimEnd())].join('\n');
}
