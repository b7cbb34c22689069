/** The rows that actions have written into reference tables: one append log a table, in `data/tables/`. */
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { FORBIDDEN_NAMES } from '../../nodes/kit/field.ts';
import type { Clock } from '../clock.ts';
import { type AppendStore, openAppendStore } from './append-store.ts';

const writtenRowSchema = z.object({
  /** Of the delivery that wrote it. */
  id: z.string(),
  at: z.string(),
  simulated: z.boolean(),
  row: z.record(z.string(), z.unknown()),
});
export type WrittenRow = z.infer<typeof writtenRowSchema>;

const TABLE_NAME = /^[A-Za-z_][A-Za-z0-9_-]{0,63}$/;
const TABLES_LIMIT = 100;
const COLUMNS_LIMIT = 200;
const CELL_LIMIT = 4_000;
const KEPT = { live: 10_000, simulated: 2_000 };

export interface WrittenTablesOptions {
  readonly data: string;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly onChange: (table: string) => void;
  readonly warn: (line: string) => void;
}

export async function openWrittenTables(options: WrittenTablesOptions): Promise<WrittenTables> {
  const folder = join(options.data, 'tables');
  await mkdir(folder, { recursive: true });
  const tables = new WrittenTables(folder, options);
  for (const file of await readdir(folder)) {
    const name = file.slice(0, -'.ndjson'.length);
    if (file.endsWith('.ndjson') && TABLE_NAME.test(name)) await tables.open(name);
  }
  return tables;
}

export class WrittenTables {
  private readonly stores = new Map<string, AppendStore<WrittenRow>>();
  /** Rows of a table whose log is not open yet, or could not be opened. */
  private readonly opening = new Map<string, WrittenRow[]>();
  /** Those of them that are being opened. */
  private readonly trying = new Set<string>();
  private opened: Promise<void> = Promise.resolve();

  constructor(
    private readonly folder: string,
    private readonly options: WrittenTablesOptions,
  ) {}

  async open(name: string): Promise<AppendStore<WrittenRow>> {
    const { clock, signal, onChange, warn } = this.options;
    const store = await openAppendStore<WrittenRow>({
      path: join(this.folder, `${name}.ndjson`),
      schema: writtenRowSchema,
      clock,
      signal,
      warn,
      groupOf: ({ simulated }) => (simulated ? 'simulated' : 'live'),
      limitOf: (group) => (group === 'simulated' ? KEPT.simulated : KEPT.live),
      onChange: () => onChange(name),
    });
    this.stores.set(name, store);
    return store;
  }

  names(): string[] {
    return [...this.stores.keys()].sort();
  }

  /** In the order in which they were written. */
  rows(name: string): WrittenRow[] {
    return this.stores.get(name)?.newest().reverse() ?? [];
  }

  /** False where there may be no table of that name, or no more of them. */
  write(name: string, id: string, row: Readonly<Record<string, unknown>>, simulated: boolean): boolean {
    if (!TABLE_NAME.test(name) || FORBIDDEN_NAMES.includes(name)) return false;
    const written: WrittenRow = {
      id,
      at: new Date(this.options.clock.now()).toISOString(),
      simulated,
      row: cells(row),
    };
    const store = this.stores.get(name);
    if (store) {
      store.put(written);
      return true;
    }
    if (!this.opening.has(name) && this.stores.size + this.opening.size >= TABLES_LIMIT) return false;
    this.putWhenOpen(name, written);
    return true;
  }

  clearSimulated(name: string): number {
    const store = this.stores.get(name);
    return store?.remove(store.newest((each) => each.simulated).map(({ id }) => id)) ?? 0;
  }

  /** Whether every row that was written is on disk now. */
  async durable(): Promise<boolean> {
    await this.opened;
    for (const name of this.opening.keys()) this.tryToOpen(name);
    await this.opened;
    const written = await Promise.all([...this.stores.values()].map((store) => store.durable()));
    return this.opening.size === 0 && written.every(Boolean);
  }

  async flush(): Promise<void> {
    for (const store of this.stores.values()) await store.flush();
  }

  private putWhenOpen(name: string, row: WrittenRow): void {
    const waiting = this.opening.get(name);
    if (waiting) {
      waiting.push(row);
      return;
    }
    this.opening.set(name, [row]);
    this.tryToOpen(name);
  }

  /** What the disk refuses is tried again by whoever waits for the rows. */
  private tryToOpen(name: string): void {
    if (this.trying.has(name)) return;
    this.trying.add(name);
    const tried = this.open(name)
      .then(
        (store) => {
          for (const each of this.opening.get(name) ?? []) store.put(each);
          this.opening.delete(name);
        },
        (error: unknown) => this.options.warn(`table ${name} cannot be written: ${String(error)}`),
      )
      .finally(() => this.trying.delete(name));
    this.opened = Promise.all([this.opened, tried]).then(() => {});
  }
}

/** Reference tables hold numbers, texts, truth values and null (engine-types.ts); the rest is written as JSON. */
function cells(row: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const entries = Object.entries(row)
    .filter(([name]) => name !== '' && name.length <= 200 && !FORBIDDEN_NAMES.includes(name))
    .slice(0, COLUMNS_LIMIT);
  return Object.fromEntries(entries.map(([name, value]) => [name, cell(value)]));
}

function cell(value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  return (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, CELL_LIMIT);
}
