/**
 * A process of its own for what durability costs (built by durable-section.ts):
 * `node durable-load.mjs ingest <journal|none> <events> <seed> <folder>` says how fast blocks go through the room of
 * engines with the benchmark's flows, `node durable-load.mjs checkpoint <keys> <folder>` how long it stands still for a
 * checkpoint with a run waiting for each key. Prints a `DurableLoad` as JSON.
 */
import { readFileSync } from 'node:fs';
import type { FlowFile } from '../../flows/format/flow-file.ts';
import { othersTurn, systemClock } from '../../runtime/clock.ts';
import { createEngine } from '../../runtime/engine/engine.ts';
import { EngineRoom } from '../../runtime/host/engine-room.ts';
import { type RecoveredRoom, recoverRoom } from '../../runtime/host/recover-room.ts';
import { BATCH, Batches } from './http/batches.ts';
import { waitingFlow, waitingLine } from './waiting-customers.ts';

export interface DurableLoad {
  /** Events a second. */
  readonly speed?: number;
  /** Ms for which the engines stood still, of each checkpoint. */
  readonly pauses?: readonly number[];
  readonly bytes?: number;
}

/** Bytes that may wait for the disk: as many as the runtime lets be under way. */
const UNDER_WAY = 4 * 1024 * 1024;
const KEYS = 2_000_000;
const BODIES = 200;
const LINES_A_BLOCK = 2_000;
const CHECKPOINTS = 3;

function openRoom(data: string): Promise<RecoveredRoom> {
  return recoverRoom({
    data,
    now: Date.now(),
    known: {},
    keep: { ms: 0, bytes: 2 ** 40 },
    catchUp: 0,
    createEngine,
    clock: systemClock,
    signal: new AbortController().signal,
    onMatch: () => {},
    onBadEvent: () => {},
    onReplayed: () => {},
    onTrouble: (trouble) => {
      if (trouble !== undefined) throw new Error(trouble);
    },
    warn: (line) => process.stderr.write(`${line}\n`),
  });
}

/** Takes a block; resolves when the next one may come. */
type Push = (block: Uint8Array) => Promise<void>;

async function withJournal(
  flows: readonly FlowFile[],
  folder: string,
): Promise<{ push: Push; end: () => Promise<void> }> {
  const { room, journal } = await openRoom(folder);
  for (const flow of flows) room.deploy(flow, Date.now());
  return {
    async push(block) {
      room.push(block, Date.now());
      if (journal.unsyncedBytes > UNDER_WAY) await journal.synced(journal.end - UNDER_WAY / 2);
      else await othersTurn();
    },
    end: () => journal.synced(journal.end),
  };
}

function without(flows: readonly FlowFile[]): { push: Push; end: () => Promise<void> } {
  const room = new EngineRoom({
    createEngine,
    tables: { live: {}, simulated: {} },
    onMatch: () => {},
    onBadEvent: () => {},
  });
  for (const flow of flows) room.deploy(flow, Date.now());
  return {
    async push(block) {
      room.push(block, Date.now());
      await othersTurn();
    },
    end: async () => {},
  };
}

async function ingest(
  kind: string,
  events: number,
  seed: number,
  folder: string,
  paths: readonly string[],
): Promise<DurableLoad> {
  const flows = paths.map((path) => JSON.parse(readFileSync(path, 'utf8')) as FlowFile);
  const { push, end } = kind === 'journal' ? await withJournal(flows, folder) : without(flows);
  const batches = new Batches({ count: Math.min(BODIES, Math.ceil(events / BATCH)), keys: KEYS, seed });
  const send = async (count: number) => {
    for (let sent = 0; sent < count; sent += BATCH) await push(Uint8Array.from(batches.next().bytes));
    await end();
  };
  await send(events / 4);
  const began = performance.now();
  await send(events);
  return { speed: (1_000 * events) / (performance.now() - began) };
}

async function checkpoint(keys: number, folder: string): Promise<DurableLoad> {
  const { room, journal } = await openRoom(folder);
  const flow = waitingFlow();
  room.deploy(flow, Date.now());
  const pauses: number[] = [];
  let bytes = 0;
  for (let made = 0, part = 1; part <= CHECKPOINTS; part++) {
    // The last tenths come between the checkpoints, so that each has something new.
    for (const until = Math.floor((keys * (7 + part)) / 10); made < until; ) {
      const count = Math.min(LINES_A_BLOCK, until - made);
      const lines = Array.from({ length: count }, (_, i) => waitingLine(made + i, Date.now()));
      room.push(Buffer.from(lines.join('')), Date.now());
      made += count;
      if (journal.unsyncedBytes > UNDER_WAY) await journal.synced(journal.end);
    }
    const done = await room.checkpoint(Date.now());
    if (!done) throw new Error('No checkpoint was made.');
    await room.commitCheckpoint(done.position, Date.now());
    pauses.push(done.pause);
    bytes = done.bytes;
  }
  const open = Object.values(room.room.counts(flow.id, Date.now())!.nodes).reduce(
    (sum, node) => sum + node.open,
    0,
  );
  if (open !== keys) throw new Error(`Of ${keys} only ${open} wait.`);
  await journal.close();
  return { pauses, bytes };
}

const [job, ...rest] = process.argv.slice(2);
const load =
  job === 'ingest'
    ? await ingest(rest[0], Number(rest[1]), Number(rest[2]), rest[3], rest.slice(4))
    : await checkpoint(Number(rest[0]), rest[1]);
process.stdout.write(JSON.stringify(load));
process.exit(0);
