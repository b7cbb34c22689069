/**
 * The flows: what is drawn (drafts, in `data/drafts/`) and what runs (deployed, `flows/<id>.json`), with the rules
 * between the two.
 *
 * - A file that appears or changes in the flows folder is deployed, whoever wrote it; a broken one leaves what runs
 *   as it is and shows its faults; a file that goes takes its flow out of the engine.
 * - A draft that nobody has changed follows its file. A draft with changes of its own stays, and is then said to
 *   differ from what runs.
 * - Deploying writes the file. The folder does not report it back: it is this store that tells of it.
 *
 * One thing happens at a time: requests and looks at the folder go through one queue, so a revision is checked and
 * made in one step.
 */
import { lstat, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { FlowFile } from '../../flows/format/flow-file.ts';
import { serializeFlow } from '../../flows/format/serialize.ts';
import type { DeployPreview } from '../wire/deploy.ts';
import type { PreviewFlow } from '../wire/versions.ts';
import { flushFolder, writeAtomically } from './atomic-write.ts';
import { type DraftFolder, openDrafts } from './draft-folder.ts';
import { dropsLine } from './drops-line.ts';
import { drawn, type FlowBody, idTakenOver, readFlowFile } from './flow-check.ts';
import { FlowExists, FlowRefused, RevisionConflict, UnknownFlow, WouldDrop } from './flow-errors.ts';
import type { Deploying, FlowStoreOptions } from './flow-store-options.ts';
import type { DeployedBy } from './flow-versions.ts';
import { type Entry, freeId, newEntry, type StoredFlow, viewOf } from './stored-flow.ts';
import { type WatchedFolder, watchFolder } from './watched-folder.ts';

export type { Deploying, FlowStoreOptions } from './flow-store-options.ts';
export type { StoredFlow } from './stored-flow.ts';

/** Opens the store: every flow of the folder has been handed to `onDeployed` when the promise resolves. */
export async function openFlowStore(options: FlowStoreOptions): Promise<FlowStore> {
  await mkdir(options.flows, { recursive: true });
  const drafts = await openDrafts(options.data, options.warn);
  const store = new FlowStore(options, drafts);
  await store.watch();
  return store;
}

export class FlowStore {
  private readonly entries = new Map<string, Entry>();
  private queue: Promise<unknown> = Promise.resolve();
  private folder: WatchedFolder | undefined;

  constructor(
    private readonly options: FlowStoreOptions,
    private readonly drafts: DraftFolder,
  ) {
    for (const id of drafts.drafts.keys()) this.entryOf(id);
  }

  async watch(): Promise<void> {
    const { flows, clock, signal, warn } = this.options;
    this.folder = await watchFolder({
      path: flows,
      accept: (name) => name.endsWith('.json') && !name.startsWith('.'),
      clock,
      signal,
      onChange: (name, content, isStale) =>
        this.inTurn(async () => {
          if (!isStale()) await this.fileChanged(name, content);
        }),
      onProblem: (error) => warn(`The flows folder could not be read: ${String(error)}`),
    });
  }

  list(): StoredFlow[] {
    return [...this.entries.keys()].sort().map((id) => this.view(id));
  }

  get(id: string): StoredFlow | undefined {
    return this.entries.has(id) ? this.view(id) : undefined;
  }

  /**
   * A new draft at revision 1.
   *
   * @param copy take a free id (`id-2`, …) when this one is taken
   * @throws FlowExists, FlowRefused where the canvas could not draw it
   */
  create(flow: FlowBody, copy = false): Promise<StoredFlow> {
    return this.inTurn(async () => {
      const body = drawn(flow);
      if (this.entries.has(flow.id) && !copy) throw new FlowExists(flow.id);
      const id = freeId(flow.id, (each) => this.entries.has(each));
      await this.putDraft(id, { ...body, id }, false);
      return this.changed(id);
    });
  }

  /** @throws UnknownFlow, RevisionConflict, FlowRefused where the canvas could not draw it */
  save(id: string, flow: FlowBody, revision: number): Promise<StoredFlow> {
    return this.inTurn(async () => {
      const entry = this.known(id, revision);
      const body = drawn(flow);
      if (flow.id !== id) throw new FlowRefused([idTakenOver(id, flow.id)]);
      await this.putDraft(id, body, isDeepStrictEqual(body, entry.deployed));
      return this.changed(id);
    });
  }

  /**
   * Writes the draft to the flows folder and has it run.
   *
   * @throws UnknownFlow, RevisionConflict, FlowRefused; WouldDrop where that was asked for
   */
  deploy(id: string, revision: number, deploying: Deploying = { how: 'api' }): Promise<StoredFlow> {
    return this.inTurn(() => {
      this.known(id, revision);
      return this.run(id, this.view(id).draft, deploying);
    });
  }

  /**
   * Makes an earlier version the draft, and has it run like any other.
   *
   * @param revision of the draft that it takes the place of
   * @throws UnknownFlow, UnknownVersion, RevisionConflict, FlowRefused, WouldDrop
   */
  restore(id: string, revision: number, version: number, deploying: Deploying): Promise<StoredFlow> {
    return this.inTurn(() => {
      this.known(id, revision);
      return this.run(id, this.options.versions.bodyOf(id, version), {
        ...deploying,
        how: 'restored',
        restored: version,
      });
    });
  }

  /**
   * What deploying the draft or an earlier version, or stopping the flow, would do to what waits. Changes nothing.
   *
   * @throws UnknownFlow, UnknownVersion, RevisionConflict, FlowRefused
   */
  preview(id: string, what: PreviewFlow): Promise<DeployPreview> {
    return this.inTurn(async () => {
      const { running } = this.known(id, 'revision' in what ? what.revision : undefined);
      if ('stop' in what)
        return running
          ? this.options.preview({ ...running, nodes: [], edges: [] })
          : { flow: id, nodes: [], dropped: false };
      const body = 'version' in what ? this.options.versions.bodyOf(id, what.version) : this.view(id).draft;
      return this.options.preview(this.sound(body));
    });
  }

  /**
   * A flow that ran when the runtime stopped. Where its file is broken by now, or cannot be read, it runs on as it is:
   * that is no reason to forget what it waits with.
   *
   * @returns false where its file is gone
   */
  goOn(flow: FlowFile): Promise<boolean> {
    return this.inTurn(async () => {
      const { id } = flow;
      const entry = this.entries.get(id);
      if (entry?.running) return true;
      if (await isGone(this.fileOf(id))) return false;
      const kept = this.entryOf(id);
      kept.running = flow;
      kept.deployed = this.options.versions.newestBody(id) ?? (JSON.parse(serializeFlow(flow)) as FlowBody);
      this.options.warn(`flows/${id}.json cannot be taken; the flow runs on as it was deployed last`);
      await this.options.onDeployed(id, flow);
      this.changed(id);
      return true;
    });
  }

  /** Removes draft and file, and takes the flow out of the engine. @throws UnknownFlow */
  remove(id: string): Promise<void> {
    return this.inTurn(async () => {
      this.known(id);
      this.folder?.remember(`${id}.json`, null);
      await rm(this.fileOf(id), { force: true });
      this.folder?.remember(`${id}.json`, null);
      await flushFolder(this.options.flows);
      await this.loseFile(id, true);
    });
  }

  /** What surrounds the flows changed (tables, catalogue): faults are looked for anew, in broken files too. */
  recheck(): Promise<void> {
    return this.inTurn(async () => {
      for (const [id, entry] of [...this.entries]) {
        entry.faults = undefined;
        if (entry.brokenFile) await this.fileChanged(`${id}.json`, entry.brokenFile);
      }
    });
  }

  /** Looks at the folder now, without waiting for a message of the operating system. */
  async look(): Promise<void> {
    await this.folder?.look();
  }

  /** Resolves when all that was asked for has been done. */
  async idle(): Promise<void> {
    await this.folder?.idle();
    await this.queue;
  }

  private async run(id: string, wanted: FlowBody, { onDrop, ...by }: Deploying): Promise<StoredFlow> {
    const flow = this.sound(wanted);
    if (onDrop === 'refuse') {
      const preview = await this.options.preview(flow);
      if (preview.dropped) throw new WouldDrop(preview);
    }
    const text = serializeFlow(wanted as unknown as FlowFile);
    const body = JSON.parse(text) as FlowBody;
    this.folder?.remember(`${id}.json`, text);
    await writeAtomically(this.fileOf(id), text);
    this.folder?.remember(`${id}.json`, text);
    const stored = this.drafts.drafts.get(id);
    // What was written has whole pixels; the draft is the same drawing, so its revision stays.
    if (stored?.flow === wanted) await this.drafts.write(id, { ...stored, flow: body, synced: true });
    else await this.putDraft(id, body, true);
    await this.takeFile(id, flow, body, by);
    return this.view(id);
  }

  /** The flow as the engine takes it. @throws FlowRefused */
  private sound(body: FlowBody): FlowFile {
    const { flow, faults } = this.options.check(body);
    if (!flow) throw new FlowRefused(faults);
    return flow;
  }

  private inTurn<T>(fn: () => Promise<T>): Promise<T> {
    const result = this.queue.then(fn);
    this.queue = result.catch(() => {});
    return result;
  }

  private async fileChanged(name: string, content: Buffer | null): Promise<void> {
    const id = name.slice(0, -'.json'.length);
    if (content === null) return this.loseFile(id, false);
    const { flow, faults, body } = readFlowFile(id, content, this.options.check);
    if (flow && body) {
      // Whoever changes a file cannot be asked; where the engine cannot tell, the file goes first.
      const drops = await this.options.preview(flow).then(dropsLine, () => '');
      if (drops !== '') this.options.warn(`flows/${id}.json was changed, and drops what waits: ${drops}`);
      return this.takeFile(id, flow, body, { how: 'file' });
    }
    const entry = this.entryOf(id);
    entry.fileFaults = faults;
    entry.brokenFile = content;
    // Nothing ran and nothing was drawn: what is broken is put onto the canvas, where it can be mended.
    if (body && !this.drafts.drafts.has(id)) await this.putDraft(id, body, true);
    this.changed(id);
  }

  /** The file is as it should be: it runs, and a draft without changes of its own follows it. */
  private async takeFile(id: string, flow: FlowFile, body: FlowBody, by: DeployedBy): Promise<void> {
    const entry = this.entryOf(id);
    entry.fileFaults = [];
    entry.brokenFile = undefined;
    entry.deployed = body;
    entry.running = flow;
    const draft = this.drafts.drafts.get(id);
    const same = isDeepStrictEqual(draft?.flow, body);
    if (!same && (!draft || draft.synced)) await this.putDraft(id, body, true);
    else if (same && draft && !draft.synced) await this.drafts.write(id, { ...draft, synced: true });
    this.options.versions.add(body, by);
    await this.options.onDeployed(id, flow);
    this.changed(id);
  }

  private async loseFile(id: string, draftToo: boolean): Promise<void> {
    const entry = this.entries.get(id);
    if (!entry) return;
    const ran = entry.deployed !== null;
    const draft = this.drafts.drafts.get(id);
    entry.deployed = null;
    entry.running = null;
    entry.fileFaults = [];
    entry.brokenFile = undefined;
    if (draft && (draftToo || draft.synced)) await this.drafts.remove(id);
    if (!this.drafts.drafts.has(id)) this.entries.delete(id);
    this.options.versions.tidy((each) => this.entries.has(each));
    if (ran) await this.options.onDeployed(id, null);
    this.options.onChanged(id, this.drafts.drafts.get(id)?.revision);
  }

  private async putDraft(id: string, flow: FlowBody, synced: boolean): Promise<void> {
    const revision = (this.drafts.drafts.get(id)?.revision ?? 0) + 1;
    const updatedAt = new Date(this.options.clock.now()).toISOString();
    await this.drafts.write(id, { revision, updatedAt, synced, flow });
    this.entryOf(id).faults = undefined;
  }

  private entryOf(id: string): Entry {
    let entry = this.entries.get(id);
    if (!entry) {
      entry = newEntry();
      this.entries.set(id, entry);
    }
    return entry;
  }

  private known(id: string, revision?: number): Entry {
    const entry = this.entries.get(id);
    if (!entry) throw new UnknownFlow(id);
    const newest = this.drafts.drafts.get(id)?.revision ?? 0;
    if (revision !== undefined && revision !== newest) throw new RevisionConflict(newest);
    return entry;
  }

  private changed(id: string): StoredFlow {
    const view = this.view(id);
    this.options.onChanged(id, view.revision);
    return view;
  }

  private view(id: string): StoredFlow {
    return viewOf(id, this.entryOf(id), this.drafts.drafts.get(id), this.options);
  }

  private fileOf(id: string): string {
    return join(this.options.flows, `${id}.json`);
  }
}

/** What cannot be looked at may be there. */
function isGone(path: string): Promise<boolean> {
  return lstat(path).then(
    () => false,
    (error: NodeJS.ErrnoException) => error.code === 'ENOENT',
  );
}
