/**
 * The event types that people declare, in one file that can be read, copied and changed by hand:
 * `flows/catalogue/declared.json`. A file that is wrong leaves the catalogue as it is, and nothing is written over it
 * before somebody has mended it.
 */

import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { CATALOGUE_LIMITS } from '../../flows/catalogue/catalogue-limits.ts';
import { checkEventType } from '../../flows/catalogue/check-event-type.ts';
import type { EventTypeInfo } from '../../nodes/kit/define-node.ts';
import type { Fault } from '../../nodes/kit/fault.ts';
import { korean } from '../../nodes/kit/korean.ts';
import { isRow } from '../../nodes/kit/lenient.ts';
import type { Text } from '../../nodes/kit/text.ts';
import type { Clock } from '../clock.ts';
import { writeAtomically } from './atomic-write.ts';
import { type WatchedFolder, watchFolder } from './watched-folder.ts';

/** In the folder of the flows. */
export const CATALOGUE_FOLDER = 'catalogue';
export const CATALOGUE_FILE = 'declared.json';

/** `revision` of a type that nobody declared. */
export const UNDECLARED = 0;

export interface DeclaredType {
  readonly info: EventTypeInfo;
  /** Made from what it says: another one for anything else. */
  readonly revision: number;
}

export interface CatalogueChange {
  /** A type as somebody sent it. */
  readonly info: unknown;
  /** Of the type that it takes the place of; `UNDECLARED` where there must be none. */
  readonly revision: number;
}

/** What was to be declared is at fault. */
export class TypeRefused extends Error {
  override readonly name = 'TypeRefused';
  constructor(readonly faults: readonly Fault[]) {
    super('the event type has faults');
  }
}

/** Somebody else was faster with this type. */
export class TypeConflict extends Error {
  override readonly name = 'TypeConflict';
  constructor(
    readonly type: string,
    readonly revision: number,
  ) {
    super(`the newest revision of ${type} is ${revision}`);
  }
}

/** The file was changed by hand and is wrong: it is not written over. */
export class CatalogueFileBroken extends Error {
  override readonly name = 'CatalogueFileBroken';
  constructor(readonly problem: Text) {
    super(problem.en);
  }
}

export interface CatalogueStoreOptions {
  /** The folder of the flows. */
  readonly flows: string;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly warn: (line: string) => void;
  /** What is declared is another now. */
  readonly onChanged: () => void;
}

export async function openCatalogue(options: CatalogueStoreOptions): Promise<CatalogueStore> {
  const store = new CatalogueStore(options);
  await store.watch();
  return store;
}

export class CatalogueStore {
  /** What is wrong with the file; undefined: nothing. */
  problem: Text | undefined;
  private types = new Map<string, DeclaredType>();
  private queue: Promise<unknown> = Promise.resolve();
  private folder: WatchedFolder | undefined;
  private readonly path: string;

  constructor(private readonly options: CatalogueStoreOptions) {
    this.path = join(options.flows, CATALOGUE_FOLDER);
  }

  async watch(): Promise<void> {
    const { clock, signal, warn } = this.options;
    await mkdir(this.path, { recursive: true });
    this.folder = await watchFolder({
      path: this.path,
      accept: (name) => name === CATALOGUE_FILE,
      clock,
      signal,
      onChange: (_, content, isStale) =>
        this.inTurn(async () => {
          if (!isStale()) this.fileChanged(content);
        }),
      onProblem: (error) => warn(`The catalogue could not be read: ${String(error)}`),
    });
  }

  list(): DeclaredType[] {
    return [...this.types.values()];
  }

  get(type: string): DeclaredType | undefined {
    return this.types.get(type);
  }

  /**
   * Declares types, or changes them: all of them, or none.
   *
   * @throws TypeRefused, TypeConflict, CatalogueFileBroken
   */
  save(changes: readonly CatalogueChange[]): Promise<DeclaredType[]> {
    return this.inTurn(async () => {
      const next = new Map(this.types);
      const saved = changes.map(({ info: raw, revision }, i) => {
        const { info, faults } = checkEventType(raw);
        if (!info) throw new TypeRefused(changes.length === 1 ? faults : atPlace(faults, i));
        this.mustBe(info.type, revision);
        const declared = declaredOf(info);
        next.set(info.type, declared);
        return declared;
      });
      if (next.size > CATALOGUE_LIMITS.types) throw new TypeRefused([tooMany()]);
      await this.write(next);
      return saved;
    });
  }

  /** Takes a declaration back; of a type that ships, what ships counts again. @throws as `save` */
  remove(type: string, revision: number): Promise<boolean> {
    return this.inTurn(async () => {
      if (!this.types.has(type)) return false;
      this.mustBe(type, revision);
      const next = new Map(this.types);
      next.delete(type);
      await this.write(next);
      return true;
    });
  }

  /** Looks at the file now, without waiting for a message of the operating system. */
  async look(): Promise<void> {
    await this.folder?.look();
    await this.queue;
  }

  private mustBe(type: string, revision: number): void {
    const newest = this.types.get(type)?.revision ?? UNDECLARED;
    if (revision !== newest) throw new TypeConflict(type, newest);
  }

  private async write(next: Map<string, DeclaredType>): Promise<void> {
    if (this.problem) throw new CatalogueFileBroken(this.problem);
    const sorted = [...next.values()].sort((a, b) => (a.info.type < b.info.type ? -1 : 1));
    const text = `${JSON.stringify({ format: 1, types: sorted.map(({ info }) => info) }, null, 2)}\n`;
    this.folder?.remember(CATALOGUE_FILE, text);
    await writeAtomically(join(this.path, CATALOGUE_FILE), text);
    this.folder?.remember(CATALOGUE_FILE, text);
    this.types = new Map(sorted.map((each) => [each.info.type, each]));
    this.options.onChanged();
  }

  private fileChanged(content: Buffer | null): void {
    const read = content === null ? { types: [] } : readFile(content);
    if ('problem' in read) {
      this.problem = read.problem;
      this.options.warn(`flows/${CATALOGUE_FOLDER}/${CATALOGUE_FILE}: ${read.problem.en}`);
    } else {
      this.problem = undefined;
      this.types = new Map(read.types.map((info) => [info.type, declaredOf(info)]));
    }
    this.options.onChanged();
  }

  private inTurn<T>(fn: () => Promise<T>): Promise<T> {
    const result = this.queue.then(fn);
    this.queue = result.catch(() => {});
    return result;
  }
}

function declaredOf(info: EventTypeInfo): DeclaredType {
  const hash = createHash('sha256').update(JSON.stringify(info)).digest();
  // 48 bits are a whole number in JSON; none of them is `UNDECLARED`.
  return { info, revision: hash.readUIntBE(0, 6) || 1 };
}

/** The types of a file, or what is wrong with it: the first fault, since a person mends one after the other. */
export function readFile(
  content: Uint8Array,
): { readonly types: readonly EventTypeInfo[] } | { readonly problem: Text } {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(content));
  } catch {
    return { problem: NOT_JSON };
  }
  if (!isRow(value) || !Array.isArray(value.types)) return { problem: NO_LIST };
  if (value.types.length > CATALOGUE_LIMITS.types) return { problem: tooMany().message };
  const types = new Map<string, EventTypeInfo>();
  for (const [i, raw] of value.types.entries()) {
    const { info, faults } = checkEventType(raw);
    if (!info) return { problem: inFile(i, faults[0].message) };
    if (types.has(info.type))
      return {
        problem: inFile(i, {
          ko: korean`‘${info.type}’이(가) 두 번 있습니다.`,
          en: `“${info.type}” is there twice.`,
        }),
      };
    types.set(info.type, info);
  }
  return { types: [...types.values()] };
}

function atPlace(faults: readonly Fault[], index: number): Fault[] {
  return faults.map((fault) => ({ ...fault, field: `types.${index}.${fault.field ?? ''}` }));
}

const inFile = (index: number, { ko, en }: Text): Text => ({
  ko: `${index + 1}번째 이벤트 종류: ${ko}`,
  en: `Event type ${index + 1}: ${en}`,
});

const tooMany = (): Fault => ({
  severity: 'error',
  code: 'too-many',
  message: {
    ko: `이벤트 종류는 ${CATALOGUE_LIMITS.types}개까지 등록할 수 있습니다. 쓰지 않는 것을 지우세요.`,
    en: `At most ${CATALOGUE_LIMITS.types} event types can be declared. Delete those that nobody uses.`,
  },
});

const NOT_JSON: Text = { ko: 'JSON이 아닙니다.', en: 'It is no JSON.' };
const NO_LIST: Text = {
  ko: '"types" 목록이 없습니다. {"format": 1, "types": [ … ]} 모양이어야 합니다.',
  en: 'There is no list "types". It should look like {"format": 1, "types": [ … ]}.',
};
