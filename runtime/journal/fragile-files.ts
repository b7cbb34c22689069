/**
 * Files in memory for tests of the journal, which forget what a real disk may forget: what was written and not synced
 * may be there after a power cut, in part or not at all; so may a name. A sync that failed loses what it was to bring to
 * disk, although it can still be read, and the next sync says nothing of it (as Linux does).
 */
import { basename, dirname } from 'node:path';
import type { JournalFile, JournalFiles } from './journal-files.ts';

type Operation =
  | 'makeFolder'
  | 'list'
  | 'open'
  | 'create'
  | 'remove'
  | 'syncFolder'
  | 'write'
  | 'sync'
  | 'truncate'
  | 'read';

interface Content {
  /** As it is read. */
  bytes: Buffer;
  /** As it lies on the disk. */
  durable: Buffer;
  /** Done since the last sync. */
  undone: ((bytes: Buffer) => Buffer)[];
}

export class FragileFiles implements JournalFiles {
  private readonly contents = new Map<string, Content>();
  /** Names as they lie on the disk. */
  private names = new Map<string, Content>();
  private readonly handles: Content[] = [];
  readonly done: Operation[] = [];
  /** What an operation fails with; a write that fails has written some of it. */
  fail: (operation: Operation, path: string) => string | undefined = () => undefined;
  /** Called before each operation, and in the middle of a write. */
  before: (operation: Operation) => void = () => {};

  /** What a new process finds after the power was cut. */
  afterPowerCut(random: () => number): FragileFiles {
    const next = new FragileFiles();
    for (const path of this.namesAfterPowerCut(random)) {
      const content = this.contents.get(path) ?? this.names.get(path);
      if (content) next.put(path, afterPowerCut(content, random));
    }
    return next;
  }

  /** What a new process finds after this one was killed: all of it, and still not synced. */
  copy(): FragileFiles {
    const next = new FragileFiles();
    const copies = new Map<Content, Content>();
    const copyOf = (content: Content) => {
      const copy = copies.get(content) ?? { ...content, undone: [...content.undone] };
      copies.set(content, copy);
      return copy;
    };
    for (const [path, content] of this.contents) next.contents.set(path, copyOf(content));
    for (const [path, content] of this.names) next.names.set(path, copyOf(content));
    return next;
  }

  put(path: string, bytes: Uint8Array): void {
    const content = { bytes: Buffer.from(bytes), durable: Buffer.from(bytes), undone: [] };
    this.contents.set(path, content);
    this.names.set(path, content);
  }

  get(path: string): Buffer {
    return this.contentOf(path).bytes;
  }

  paths(folder: string): string[] {
    return [...this.contents.keys()].filter((path) => dirname(path) === folder).sort();
  }

  count(operation: Operation): number {
    return this.done.filter((each) => each === operation).length;
  }

  async makeFolder(folder: string): Promise<void> {
    await this.begin('makeFolder', folder);
  }

  async list(folder: string): Promise<{ name: string; size: number }[]> {
    await this.begin('list', folder);
    return this.paths(folder).map((path) => ({ name: basename(path), size: this.get(path).length }));
  }

  async open(path: string, mode: 'read' | 'write' | 'create'): Promise<JournalFile> {
    await this.begin(mode === 'create' ? 'create' : 'open', path);
    if (mode === 'create') {
      if (this.contents.has(path)) throw coded('EEXIST');
      this.contents.set(path, { bytes: Buffer.alloc(0), durable: Buffer.alloc(0), undone: [] });
    }
    return this.handle(path, this.contentOf(path));
  }

  async remove(path: string): Promise<void> {
    await this.begin('remove', path);
    this.contentOf(path);
    this.contents.delete(path);
  }

  async syncFolder(folder: string): Promise<void> {
    await this.begin('syncFolder', folder);
    this.names = new Map(this.contents);
  }

  openSync(path: string): number {
    return this.handles.push(this.contentOf(path)) - 1;
  }

  readSync(file: number, into: Uint8Array, position: number): number {
    return this.handles[file].bytes.copy(into, 0, position);
  }

  closeSync(): void {}

  private handle(path: string, content: Content): JournalFile {
    return {
      write: async (buffers, position) => {
        const bytes = Buffer.concat(buffers);
        const half = Math.floor(bytes.length / 2);
        this.apply(content, written(bytes.subarray(0, half), position));
        await this.begin('write', path);
        this.apply(content, written(bytes.subarray(half), position + half));
      },
      sync: async () => {
        try {
          await this.begin('sync', path);
        } catch (error) {
          content.undone = [];
          throw error;
        }
        for (const change of content.undone) content.durable = change(content.durable);
        content.undone = [];
      },
      truncate: async (length) => {
        await this.begin('truncate', path);
        this.apply(content, (bytes) => Buffer.from(bytes.subarray(0, length)));
      },
      read: async (into, position) => {
        await this.begin('read', path);
        return content.bytes.copy(into, 0, position);
      },
      close: async () => {},
    };
  }

  private apply(content: Content, change: (bytes: Buffer) => Buffer): void {
    content.bytes = change(content.bytes);
    content.undone.push(change);
  }

  private contentOf(path: string): Content {
    const content = this.contents.get(path);
    if (!content) throw coded('ENOENT');
    return content;
  }

  private async begin(operation: Operation, path: string): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    this.before(operation);
    this.done.push(operation);
    const code = this.fail(operation, path);
    if (code) throw coded(code);
  }

  /** Names that were added or removed since the folder was synced are there or not. */
  private namesAfterPowerCut(random: () => number): string[] {
    const all = new Set([...this.contents.keys(), ...this.names.keys()]);
    return [...all].filter((path) => {
      const isSure = this.contents.get(path) === this.names.get(path);
      return isSure || random() < 0.5;
    });
  }
}

/** Each change since the last sync got to the disk, or not; of a write perhaps only its beginning. */
function afterPowerCut({ durable, undone }: Content, random: () => number): Buffer {
  let bytes = durable;
  for (const change of undone) {
    const chance = random();
    if (chance < 0.4) continue;
    const changed = change(bytes);
    bytes = chance < 0.7 ? changed : Buffer.from(changed.subarray(0, between(bytes, changed, random)));
  }
  return bytes;
}

const between = (a: Buffer, b: Buffer, random: () => number): number =>
  a.length + Math.max(0, Math.floor((b.length - a.length) * random()));

const written = (part: Buffer, position: number) => (bytes: Buffer) => {
  const grown = Buffer.alloc(Math.max(bytes.length, position + part.length));
  bytes.copy(grown);
  part.copy(grown, position);
  return grown;
};

function coded(code: string): Error {
  return Object.assign(new Error(`${code}: refused by a test`), { code });
}

/** Numbers in [0, 1) that are the same on every run. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
