/**
 * The reference tables: those that lie in the flows folder as files (`tables/<name>.csv` or `.json`, watched like
 * the flows), with the rows that actions have written after them. Live lookups see what is real; a simulation sees
 * what simulations wrote, too.
 */
import { mkdir } from 'node:fs/promises';
import { parseTable } from '../../flows/tables/parse-csv.ts';
import type { TableInfo } from '../../nodes/kit/define-node.ts';
import { type FieldInfo, type FieldType, FORBIDDEN_NAMES } from '../../nodes/kit/field.ts';
import type { Clock } from '../clock.ts';
import type { Tables } from '../engine/engine-types.ts';
import { watchFolder } from './watched-folder.ts';
import { openWrittenTables, type WrittenRow, type WrittenTables } from './written-tables.ts';

export type TableRow = NonNullable<Tables[string]>[number];

export interface ReferenceTablesOptions {
  /** The folder of the table files. */
  readonly files: string;
  readonly data: string;
  /** What is known of some tables by name: labels, columns, examples. */
  readonly known: readonly TableInfo[];
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Rows changed, or the table is gone (null); not called for what is there at the start. */
  readonly onRows: (name: string, live: Tables[string], simulated: Tables[string]) => void;
  /** A table came, went, or has other columns: flows may have other faults now. */
  readonly onShape: () => void;
  readonly warn: (line: string) => void;
}

/** Writes come one by one and lookups need them soon, not at once. */
const GATHER = 500;

export async function openReferenceTables(options: ReferenceTablesOptions): Promise<ReferenceTables> {
  await mkdir(options.files, { recursive: true });
  const tables = new ReferenceTables(options);
  await tables.open();
  return tables;
}

export class ReferenceTables {
  private readonly files = new Map<string, readonly TableRow[]>();
  private written!: WrittenTables;
  private readonly changed = new Set<string>();
  private opened = false;
  private shape = '';

  constructor(private readonly options: ReferenceTablesOptions) {}

  async open(): Promise<void> {
    const { files, data, clock, signal, warn } = this.options;
    this.written = await openWrittenTables({
      data,
      clock,
      signal,
      warn,
      onChange: (name) => this.touch(name),
    });
    await watchFolder({
      path: files,
      accept: (name) => TABLE_FILE.test(name),
      clock,
      signal,
      onChange: (name, content) => this.fileChanged(name, content),
      onProblem: (error) => warn(`The tables could not be read: ${String(error)}`),
    });
    this.shape = this.shapeNow();
    this.opened = true;
  }

  names(): string[] {
    return [...new Set([...this.files.keys(), ...this.written.names()])].sort();
  }

  /** @param simulated with what simulations wrote */
  rows(name: string, simulated: boolean): readonly TableRow[] {
    const written = this.written.rows(name).filter((each) => simulated || !each.simulated);
    const file = this.files.get(name) ?? [];
    return written.length === 0 ? file : [...file, ...written.map(({ row }) => row)];
  }

  all(): Tables {
    return Object.fromEntries(this.names().map((name) => [name, this.rows(name, false)]));
  }

  /** For a page: what was written, newest first, then the file's rows. */
  list(name: string): { row: TableRow; written?: WrittenRow }[] | undefined {
    if (!this.names().includes(name)) return undefined;
    const written = this.written.rows(name).reverse();
    return [
      ...written.map((each) => ({ row: each.row, written: each })),
      ...(this.files.get(name) ?? []).map((row) => ({ row })),
    ];
  }

  infos(): (TableInfo & { readonly rowCount: number })[] {
    return this.names().map((name) => {
      const rows = this.rows(name, true);
      const known = this.options.known.find((each) => each.name === name);
      return { ...known, name, columns: columnsOf(rows, known?.columns ?? []), rowCount: rows.length };
    });
  }

  write(name: string, id: string, row: Readonly<Record<string, unknown>>, simulated: boolean): boolean {
    return this.written.write(name, id, row, simulated);
  }

  clearSimulated(name?: string): number {
    const names = name === undefined ? this.written.names() : [name];
    return names.reduce((sum, each) => sum + this.written.clearSimulated(each), 0);
  }

  /** Whether every row that was written is on disk now. */
  durable(): Promise<boolean> {
    return this.written.durable();
  }

  flush(): Promise<void> {
    return this.written.flush();
  }

  private fileChanged(file: string, content: Buffer | null): void {
    const name = file.replace(TABLE_FILE, '');
    try {
      if (content === null) this.files.delete(name);
      else
        this.files.set(
          name,
          file.endsWith('.csv') ? parseTable(content.toString('utf8')) : jsonRows(content),
        );
    } catch (error) {
      // The rows before go on to serve.
      this.options.warn(`table ${file}: ${error instanceof Error ? error.message : String(error)}`);
      return;
    }
    if (this.opened) this.touch(name);
  }

  private touch(name: string): void {
    if (this.changed.size === 0) this.options.clock.after(GATHER, () => this.tell(), this.options.signal);
    this.changed.add(name);
  }

  private tell(): void {
    const names = [...this.changed];
    this.changed.clear();
    const there = new Set(this.names());
    for (const name of names) {
      const rows = (simulated: boolean) => (there.has(name) ? this.rows(name, simulated) : null);
      this.options.onRows(name, rows(false), rows(true));
    }
    const shape = this.shapeNow();
    if (shape === this.shape) return;
    this.shape = shape;
    this.options.onShape();
  }

  private shapeNow(): string {
    return JSON.stringify(this.infos().map(({ name, columns }) => [name, columns]));
  }
}

const TABLE_FILE = /\.(?:csv|json)$/;

function jsonRows(content: Buffer): TableRow[] {
  const rows: unknown = JSON.parse(content.toString('utf8'));
  if (!Array.isArray(rows)) throw new Error('this is no list of objects');
  return rows.filter((row): row is Record<string, unknown> => typeof row === 'object' && row !== null);
}

/** Rows looked at to learn the columns of a table that nothing else is known about. */
const LOOKED_AT = 1_000;

/** The known columns, then those that the rows have besides, with the type of their first value. */
function columnsOf(rows: readonly TableRow[], known: readonly FieldInfo[]): FieldInfo[] {
  const columns = new Map<string, FieldInfo>(known.map((column) => [column.path, column]));
  for (const row of rows.slice(0, LOOKED_AT))
    for (const [path, value] of Object.entries(row)) {
      if (FORBIDDEN_NAMES.includes(path)) continue;
      const found = columns.get(path);
      if (!found || (found.type === 'unknown' && value !== null))
        columns.set(path, { path, type: typeOf(value) });
    }
  return [...columns.values()];
}

function typeOf(value: unknown): FieldType {
  if (typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean')
    return typeof value as FieldType;
  return 'unknown';
}
