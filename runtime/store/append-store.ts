/**
 * Things that come and go by the thousand (deliveries, tasks, rows), as an append log: a line a change, written in
 * groups, read back at the start, and rewritten when most of it is history. What is kept is bounded: each group
 * (what is real, what is simulated) lets its own oldest go, so that a simulation never pushes out what is real.
 */
import { mkdir, open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { z } from 'zod';
import type { Clock } from '../clock.ts';
import { writeAtomically } from './atomic-write.ts';

export interface AppendStoreOptions<Item> {
  readonly path: string;
  /** Lines that do not fit are left out when the log is read. */
  readonly schema: z.ZodType<Item>;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly groupOf: (item: Item) => string;
  /** How many of a group are kept. */
  readonly limitOf: (group: string) => number;
  /** Items that must not be let go yet. Default: none. */
  readonly isHeld?: (item: Item) => boolean;
  readonly onChange: () => void;
  readonly warn: (line: string) => void;
}

/** A crash loses at most what was put within this many ms. */
const GROUP_COMMIT = 100;
/** A log is rewritten when it has more than twice as many lines as items, and at least this many. */
const WORTH_REWRITING = 2_000;

type Line<Item> = { put: Item } | { del: string };

interface Kept<Item> {
  readonly item: Item;
  /** The order in which they came. */
  readonly order: number;
}

export async function openAppendStore<Item extends { readonly id: string }>(
  options: AppendStoreOptions<Item>,
): Promise<AppendStore<Item>> {
  const store = new AppendStore(options);
  await store.open();
  return store;
}

export class AppendStore<Item extends { readonly id: string }> {
  private readonly groups = new Map<string, Map<string, Kept<Item>>>();
  private readonly groupById = new Map<string, string>();
  private unwritten: string[] = [];
  private lines = 0;
  private order = 0;
  private scheduled = false;
  private writing: Promise<void> = Promise.resolve();
  /** The log may lack changes, or end in half a line (the disk was full): it is written anew as soon as that works. */
  private damaged = false;
  /** The disk refused what was written last, and that was said. */
  private refused = false;

  constructor(private readonly options: AppendStoreOptions<Item>) {}

  async open(): Promise<void> {
    const { path, warn } = this.options;
    await mkdir(dirname(path), { recursive: true });
    const bad = this.replay(await readIfThere(path));
    if (bad === 0) return;
    warn(`${bad} unreadable lines of ${path} were left out`);
    // A full disk leaves half a line behind, and may still be full: what could be read serves all the same.
    this.damaged = true;
    await this.flush();
  }

  get(id: string): Item | undefined {
    const group = this.groupById.get(id);
    return group === undefined ? undefined : this.groups.get(group)?.get(id)?.item;
  }

  has(id: string): boolean {
    return this.groupById.has(id);
  }

  get size(): number {
    return this.groupById.size;
  }

  /** Newest first. */
  newest(keep: (item: Item) => boolean = () => true): Item[] {
    const all = [...this.groups.values()].flatMap((group) => [...group.values()]);
    return all
      .filter(({ item }) => keep(item))
      .sort((a, b) => b.order - a.order)
      .map(({ item }) => item);
  }

  /** How many items there are of each kind. */
  countBy(kindOf: (item: Item) => string): Map<string, number> {
    const counts = new Map<string, number>();
    for (const group of this.groups.values())
      for (const { item } of group.values()) counts.set(kindOf(item), (counts.get(kindOf(item)) ?? 0) + 1);
    return counts;
  }

  /** Adds an item, or replaces the one with its id (which keeps its place). */
  put(item: Item): void {
    this.write({ put: item });
    this.apply(item);
    this.letGo(this.options.groupOf(item));
    this.options.onChange();
  }

  remove(ids: readonly string[]): number {
    const there = ids.filter((id) => this.drop(id));
    for (const id of there) this.write({ del: id });
    if (there.length > 0) this.options.onChange();
    return there.length;
  }

  /** Writes what has not been written. */
  flush(): Promise<void> {
    this.writing = this.writing
      .then(() => this.writeOut())
      .then(
        () => this.say(undefined),
        (error: unknown) => {
          this.damaged = true;
          this.say(String(error));
        },
      );
    return this.writing;
  }

  /** Once, however often it is tried. */
  private say(trouble: string | undefined): void {
    const refused = trouble !== undefined;
    if (refused === this.refused) return;
    this.refused = refused;
    const { path, warn } = this.options;
    warn(refused ? `${path} cannot be written: ${trouble}` : `${path} can be written again`);
  }

  /** Writes what has not been written. @returns whether everything that was put before is on disk */
  async durable(): Promise<boolean> {
    if (this.unwritten.length === 0 && !this.damaged) {
      await this.writing;
      if (!this.damaged) return true;
    }
    await this.flush();
    return !this.damaged;
  }

  private apply(item: Item): void {
    const name = this.options.groupOf(item);
    let group = this.groups.get(name);
    if (!group) {
      group = new Map();
      this.groups.set(name, group);
    }
    group.set(item.id, { item, order: group.get(item.id)?.order ?? this.order++ });
    this.groupById.set(item.id, name);
  }

  private drop(id: string): boolean {
    const group = this.groupById.get(id);
    if (group === undefined) return false;
    this.groups.get(group)?.delete(id);
    return this.groupById.delete(id);
  }

  /** The oldest of a group that is over its limit go, as far as they may. */
  private letGo(name: string): void {
    const group = this.groups.get(name);
    if (!group) return;
    let over = group.size - this.options.limitOf(name);
    if (over <= 0) return;
    for (const [id, { item }] of group) {
      if (over === 0) return;
      if (this.options.isHeld?.(item)) continue;
      this.drop(id);
      this.write({ del: id });
      over--;
    }
  }

  private replay(text: string): number {
    let bad = 0;
    for (const line of text.split('\n')) {
      if (line === '') continue;
      this.lines++;
      const change = this.parse(line);
      if (!change) bad++;
      else if ('put' in change) this.apply(change.put);
      else this.drop(change.del);
    }
    // A crash in the middle of a line leaves one without its end.
    return text === '' || text.endsWith('\n') ? bad : bad + 1;
  }

  private parse(line: string): Line<Item> | undefined {
    try {
      const change = JSON.parse(line) as Record<string, unknown>;
      if (typeof change.del === 'string') return { del: change.del };
      return { put: this.options.schema.parse(change.put) };
    } catch {
      return undefined;
    }
  }

  private write(line: Line<Item>): void {
    this.unwritten.push(JSON.stringify(line));
    if (this.scheduled) return;
    this.scheduled = true;
    this.options.clock.after(GROUP_COMMIT, () => void this.flush(), this.options.signal);
  }

  private async writeOut(): Promise<void> {
    this.scheduled = false;
    if (this.unwritten.length === 0 && !this.damaged) return;
    const history = this.lines > WORTH_REWRITING && this.lines > 2 * this.size;
    if (history || this.damaged) return this.rewrite();
    const lines = this.unwritten;
    this.unwritten = [];
    this.lines += lines.length;
    const file = await open(this.options.path, 'a', 0o600);
    try {
      await file.appendFile(`${lines.join('\n')}\n`);
      await file.datasync();
    } finally {
      await file.close();
    }
  }

  private async rewrite(): Promise<void> {
    this.unwritten = [];
    const items = this.newest().reverse();
    this.lines = items.length;
    const text = items.map((put) => `${JSON.stringify({ put })}\n`).join('');
    await writeAtomically(this.options.path, text, 0o600);
    this.damaged = false;
  }
}

/** What cannot be read must not be taken for nothing: it would be written over. */
async function readIfThere(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}
