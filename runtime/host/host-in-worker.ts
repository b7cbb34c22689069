/**
 * The engines in a worker. Blocks of events are copied into memory that is handed over, not cloned; what the engines
 * found comes back a block at a time. A call of the live engine is answered, after the matches that it caused, when it
 * stands in the journal.
 *
 * A worker that stops of itself (a bug, no memory) is said, and another one takes up the state from the journal and its
 * checkpoints. Who sent the events that were under way is told to send them again; those that were in the journal
 * already are known then. A worker that stops again and again is given growing pauses.
 */
import { Worker } from 'node:worker_threads';
import type { FlowFile } from '../../flows/format/flow-file.ts';
import type { BlockResult, Tables } from '../engine/engine-types.ts';
import { errorDetail } from '../error-detail.ts';
import type { DeployPreview } from '../wire/deploy.ts';
import type { FlowCounts } from '../wire/live.ts';
import { BlocksUnderWay } from './blocks-under-way.ts';
import {
  type Checkpointed,
  type EngineHost,
  type EngineHostOptions,
  EngineLost,
  guarded,
  type OpenEngineHost,
  type Outcome,
  type Recovered,
  type Settled,
  StorageTrouble,
  TICK,
} from './engine-host.ts';
import type { RoomBeginning, RoomFound, RoomMessage } from './room-messages.ts';
import { WorkerCalls } from './worker-calls.ts';

/** Ms without an answer after which it is said that the engines are busy. */
const BUSY = 10_000;
/** Ms in which a stop counts as one more in a row, and the longest pause before another start. */
const IN_A_ROW = 60_000;
const LONGEST_PAUSE = 30_000;
/** Ms without a look at the clock after which the process must have stood still. */
const STOOD_STILL = 5_000;
/** Ms for which a block waits for a disk that refuses. */
const PATIENCE = 5_000;

/** @param script the worker's built file */
export function hostInWorker(script: string | URL): OpenEngineHost {
  return (options) => new HostInWorker(script, options);
}

class HostInWorker implements EngineHost {
  readonly recovered: Promise<Recovered>;
  trouble: string | undefined;
  catchingUpUntil: number | undefined;
  private readonly should: { tables: { live: Tables; simulated: Tables } } & Record<
    'flows' | 'copies',
    Map<string, FlowFile>
  >;
  private worker: Worker | undefined;
  private readonly calls = new WorkerCalls((call, handedOver) => this.worker?.postMessage(call, handedOver));
  private readonly underWay = new BlocksUnderWay();
  private starts!: { resolve: (recovered: Recovered) => void; reject: (error: unknown) => void };
  private hasStarted = false;
  /** The worker has taken up the state that there was. */
  private isReady = false;
  /** When it began to. */
  private startedAt = 0;
  private settlements: [Settled, Outcome][] = [];
  private stops: number[] = [];
  /** When the worker was told the time, until it answers. */
  private tickedAt: number | undefined;
  private isTicking = false;
  /** When the clock was looked at last. */
  private seenAt: number;
  private saidBusy = false;
  private isWorkingOff = false;
  private workedOff: Promise<void> = Promise.resolve();
  private closed = false;

  constructor(
    private readonly script: string | URL,
    private readonly options: EngineHostOptions,
  ) {
    const { tables, clock, signal } = options;
    this.seenAt = clock.now();
    this.should = { tables: { live: tables, simulated: tables }, flows: new Map(), copies: new Map() };
    this.recovered = new Promise((resolve, reject) => {
      this.starts = { resolve, reject };
    });
    // Who does not wait for it must not end the process.
    this.recovered.catch(() => {});
    this.start();
    clock.every(TICK, () => this.tick(), signal);
  }

  deploy(flow: FlowFile): Promise<void> {
    this.should.flows.set(flow.id, flow);
    if (this.should.copies.has(flow.id)) this.should.copies.set(flow.id, flow);
    return this.call('deploy', [flow, this.now()]);
  }

  deployCopy(flow: FlowFile): Promise<void> {
    if (this.should.copies.has(flow.id)) this.should.copies.set(flow.id, flow);
    return this.call('deployCopy', [flow]);
  }

  preview(flow: FlowFile): Promise<DeployPreview> {
    return this.call('preview', [flow], lost);
  }

  remove(flowId: string): Promise<void> {
    this.should.flows.delete(flowId);
    return this.call('remove', [flowId, this.now()]);
  }

  setTable(name: string, rows: Tables[string], simulated: Tables[string] = rows): Promise<void> {
    const { tables } = this.should;
    tables.live = { ...tables.live, [name]: rows };
    tables.simulated = { ...tables.simulated, [name]: simulated };
    return this.call('setTable', [name, rows, simulated, this.now()]);
  }

  /** Many come one after the other: they go together, before whatever is called next. */
  async settle({ id, flow, node, simulated, number }: Settled, outcome: Outcome): Promise<void> {
    if (this.settlements.length === 0) queueMicrotask(() => this.sendSettlements());
    this.settlements.push([{ id, flow, node, simulated, ...(number !== undefined && { number }) }, outcome]);
  }

  async push(block: Uint8Array): Promise<BlockResult> {
    if (this.trouble !== undefined) throw new StorageTrouble(this.trouble);
    this.lookForGap();
    // An event of now would bring about everything that is still due, at once.
    while (this.isWorkingOff) await this.workedOff;
    const turn = this.underWay.take(block.length);
    if (turn) await turn;
    try {
      const bytes = copyOf(block);
      return await this.call('push', [bytes, this.now()], lost, [bytes.buffer]);
    } finally {
      this.underWay.give(block.length);
    }
  }

  counts(flowId: string): Promise<FlowCounts | undefined> {
    return this.call('counts', [flowId, this.now()]);
  }

  async startCopy(flow: FlowFile): Promise<void> {
    this.should.copies.set(flow.id, flow);
    await this.call('startCopy', [flow, this.now()]);
  }

  async stopCopy(flowId: string): Promise<void> {
    this.should.copies.delete(flowId);
    await this.call('stopCopy', [flowId, this.now()]);
  }

  advanceCopy(flowId: string, block: Uint8Array, now: number): Promise<BlockResult | undefined> {
    const bytes = copyOf(block);
    return this.call('advanceCopy', [flowId, bytes, now, this.now()], () => undefined, [bytes.buffer]);
  }

  checkpoint(): Promise<Checkpointed | undefined> {
    return this.call('checkpoint', [this.now()]);
  }

  checkpointIfDue(): Promise<Checkpointed | undefined> {
    return this.call('checkpointIfDue', [this.now()]);
  }

  commitCheckpoint(position: number): Promise<void> {
    return this.call('commitCheckpoint', [position, this.now()]);
  }

  async close(): Promise<void> {
    this.closed = true;
    const { worker } = this;
    if (worker && this.hasStarted) await this.call('close', []).catch(() => {});
    this.worker = undefined;
    this.calls.leave();
    await worker?.terminate();
  }

  private now(): number {
    return this.options.clock.now();
  }

  private readonly call: WorkerCalls['call'] = (name, args, ifLost, handedOver) => {
    this.sendSettlements();
    const answer = this.calls.call(name, args, ifLost, handedOver);
    if (!this.worker) this.calls.leave();
    return answer;
  };

  private sendSettlements(): void {
    const each = this.settlements;
    if (each.length === 0) return;
    this.settlements = [];
    // What a worker that stopped was not told is told to the next one when that is ready, and these with it: one that
    // came before would make the others look as if they had been told.
    if (!this.worker || !this.isReady) return;
    this.calls
      .call('settle', [each, this.now()])
      .catch((error: unknown) => this.options.warn(`settling: ${errorDetail(error)}`));
  }

  private start(): void {
    if (this.closed) return;
    const { data, keep, catchUp, known } = this.options;
    this.startedAt = this.now();
    const workerData: RoomBeginning = { data, keep, catchUp, known: known(), now: this.startedAt };
    const worker = new Worker(this.script, { workerData, name: 'naru-engine' });
    let cause: unknown;
    worker.on('message', (message: RoomMessage) => {
      if (worker === this.worker) this.hear(message);
    });
    worker.on('messageerror', (error) => this.options.warn(`engine: ${errorDetail(error)}`));
    worker.on('error', (error) => {
      cause = error;
    });
    worker.on('exit', (code) => {
      if (worker === this.worker) this.stopped(cause ?? `exit code ${code}`);
    });
    this.worker = worker;
    this.trouble = undefined;
    this.isReady = false;
    this.sendWhatShouldBe();
  }

  /** Tables first, since flows look into them. What is so already changes nothing. */
  private sendWhatShouldBe(): void {
    const { tables, flows, copies } = this.should;
    const again = (what: string) => (error: unknown) => this.options.warn(`${what}: ${errorDetail(error)}`);
    for (const name of Object.keys(tables.live))
      this.call('setTable', [name, tables.live[name], tables.simulated[name], this.now()]).catch(
        again(`table ${name}`),
      );
    for (const flow of flows.values())
      this.call('deploy', [flow, this.now()]).catch(again(`flow ${flow.id}`));
    for (const flow of copies.values())
      this.call('startCopy', [flow, this.now()]).catch(again(`flow ${flow.id}`));
  }

  private hear(message: RoomMessage): void {
    if ('answer' in message) {
      this.tell(message.answer);
      this.calls.hear(message.answer);
    } else if ('found' in message) this.tell(message.found);
    else if ('warn' in message) this.options.warn(message.warn);
    else if ('trouble' in message) this.setTrouble(message.trouble);
    else this.begin(message.recovered);
  }

  private tell({ matches, bad }: RoomFound): void {
    const { warn, onMatch, onBadEvent } = this.options;
    for (const hosted of matches)
      guarded(warn, `match at ${hosted.match.flow}/${hosted.match.node}`, () => onMatch(hosted));
    for (const found of bad) guarded(warn, `bad event at ${found.bad.flow}`, () => onBadEvent(found));
  }

  private begin(recovered: Recovered): void {
    const { warn, onRecovered } = this.options;
    // While the state was brought back, nobody could bring anything.
    const passed = this.now() - this.startedAt;
    this.catchingUpUntil =
      recovered.catchingUpUntil === undefined ? undefined : recovered.catchingUpUntil + passed;
    this.isReady = true;
    // A table whose file was taken away while nothing ran.
    for (const name of recovered.tables)
      if (!Object.hasOwn(this.should.tables.live, name)) void this.setTable(name, null);
    // A flow that was taken out while no worker ran to hear it.
    if (this.hasStarted)
      for (const { id } of recovered.flows) if (!this.should.flows.has(id)) void this.remove(id);
    this.hasStarted = true;
    guarded(warn, 'recovery', () => onRecovered(recovered));
    this.starts.resolve(recovered);
  }

  private setTrouble(trouble: string | undefined): void {
    this.trouble = trouble;
    if (trouble === undefined) return;
    const { clock, signal } = this.options;
    clock.after(PATIENCE, () => this.trouble !== undefined && this.calls.refusePushes(trouble), signal);
  }

  private stopped(cause: unknown): void {
    const { clock, signal, warn } = this.options;
    this.worker = undefined;
    if (!this.hasStarted) {
      // Without its state it must not begin: what waits would be forgotten in silence.
      this.starts.reject(cause instanceof Error ? cause : new Error(String(cause)));
      this.calls.leave();
      return;
    }
    const now = clock.now();
    this.stops = [...this.stops.filter((at) => now - at < IN_A_ROW), now];
    const pause = this.stops.length === 1 ? 0 : Math.min(LONGEST_PAUSE, 1_000 * 2 ** (this.stops.length - 2));
    for (const line of sentences(pause / 1_000)) warn(line);
    warn(`engine: ${errorDetail(cause)}`);
    this.settlements = [];
    this.calls.leave();
    if (pause === 0) this.start();
    else clock.after(pause, () => this.start(), signal);
  }

  /** The process stood still (a machine that slept, a debugger): as after a stop, sources bring what piled up first. */
  private lookForGap(): void {
    const now = this.now();
    const gap = now - this.seenAt;
    const seenAt = this.seenAt;
    this.seenAt = now;
    const { catchUp } = this.options;
    if (gap < STOOD_STILL || catchUp === 0 || !this.isReady || this.catchingUpUntil !== undefined) return;
    this.catchingUpUntil = now + Math.min(catchUp, gap);
    this.call('hold', [seenAt, now]).catch((error: unknown) =>
      this.options.warn(`engine: ${errorDetail(error)}`),
    );
  }

  /** Not while the disk refuses: what fell due would pile up in memory. */
  private tick(): void {
    this.lookForGap();
    const now = this.now();
    if (this.catchingUpUntil !== undefined && now >= this.catchingUpUntil) this.catchingUpUntil = undefined;
    const isHeldUp = this.catchingUpUntil !== undefined || this.trouble !== undefined;
    if (isHeldUp || !this.worker || !this.isReady) return;
    if (this.isTicking) {
      if (this.tickedAt === undefined || now - this.tickedAt < BUSY || this.saidBusy) return;
      this.saidBusy = true;
      this.options.warn(
        `the engine has been at work on the same events for ${BUSY / 1_000} s; all others wait`,
      );
      return;
    }
    this.isTicking = true;
    const done = () => {
      this.isWorkingOff = false;
      if (this.saidBusy) this.options.warn('the engine goes on');
      this.saidBusy = false;
      this.isTicking = false;
      this.tickedAt = undefined;
    };
    this.workedOff = this.workOff()
      .catch((error: unknown) => this.options.warn(`engine: ${errorDetail(error)}`))
      .finally(done);
  }

  /** What falls due all at once (after a stop) is found a part at a time, as there is room for it. */
  private async workOff(): Promise<void> {
    do {
      this.tickedAt = undefined;
      await this.options.room?.();
      this.tickedAt = this.now();
      this.isWorkingOff = await this.call('tick', [this.now()]);
    } while (this.isWorkingOff);
  }
}

/** Its own memory, that can be handed over; `slice` of a Buffer would share what the socket reads into. */
function copyOf(block: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(block);
}

function lost(): never {
  throw new EngineLost('the engine stopped');
}

function sentences(pause: number): readonly string[] {
  return [
    `흐름 엔진이 예기치 않게 멈춰서 ${pause > 0 ? `${pause}초 뒤에 ` : ''}다시 시작합니다. 기다리던 상태(윈도, 진행 중이던 패턴)는 저널에서 되살립니다.`,
    `The engine stopped unexpectedly and starts anew${pause > 0 ? ` in ${pause} s` : ''}. What waited in windows and runs is brought back from the journal.`,
  ];
}
