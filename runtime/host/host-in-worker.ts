/**
 * The engines in a worker. Blocks of events are copied into memory that is handed over, not cloned; what the engines
 * found comes back a block at a time. Answers come in the order of the calls, each after the matches that it caused.
 *
 * A worker that stops of itself (a bug, no memory) is said, and another one starts with the flows, tables and copies
 * that there should be; what waited in their windows and runs is gone. Who sent the events that were under way is
 * told to send them again. One that stops again and again is given growing pauses.
 */
import { Worker } from 'node:worker_threads';
import type { FlowFile } from '../../flows/format/flow-file.ts';
import type { BlockResult, Tables } from '../engine/engine-types.ts';
import type { DeployPreview } from '../wire/deploy.ts';
import type { FlowCounts } from '../wire/live.ts';
import {
  type EngineHost,
  type EngineHostOptions,
  EngineLost,
  guarded,
  type OpenEngineHost,
  type Outcome,
  type Settled,
  TICK,
} from './engine-host.ts';
import type { EngineRoom } from './engine-room.ts';
import type {
  RoomAnswer,
  RoomBeginning,
  RoomCall,
  RoomCallName,
  RoomFound,
  RoomMessage,
} from './room-messages.ts';

/** Bytes that are with the worker; who sends more waits. A flow that is deployed waits for no more than these. */
const UNDER_WAY = 4 * 1024 * 1024;
/** Ms without an answer after which it is said that the engines are busy. */
const BUSY = 10_000;
/** Ms in which a stop counts as one more in a row, and the longest pause before another start. */
const IN_A_ROW = 60_000;
const LONGEST_PAUSE = 30_000;

interface Asked {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
  /** Where the worker stops before it answers: what is true then, or the error. */
  readonly ifLost: () => unknown;
}

/** @param script the worker's built file */
export function hostInWorker(script: string | URL): OpenEngineHost {
  return (options) => new HostInWorker(script, options);
}

class HostInWorker implements EngineHost {
  private readonly should: { tables: { live: Tables; simulated: Tables } } & Record<
    'flows' | 'copies',
    Map<string, FlowFile>
  >;
  private worker: Worker | undefined;
  private asked: Asked[] = [];
  private settlements: [Settled, Outcome, number][] = [];
  private underWay = 0;
  private waiting: { readonly size: number; readonly go: () => void }[] = [];
  private stops: number[] = [];
  private tickedAt: number | undefined;
  private saidBusy = false;
  private closed = false;

  constructor(
    private readonly script: string | URL,
    private readonly options: EngineHostOptions,
  ) {
    const { tables, clock, signal } = options;
    this.should = { tables: { live: tables, simulated: tables }, flows: new Map(), copies: new Map() };
    this.start();
    clock.every(TICK, () => this.tick(), signal);
  }

  deploy(flow: FlowFile): Promise<void> {
    this.should.flows.set(flow.id, flow);
    return this.deployed('deploy', flow);
  }

  preview(flow: FlowFile): Promise<DeployPreview> {
    return this.call('preview', [flow], lost);
  }

  deployCopy(flow: FlowFile): Promise<void> {
    return this.deployed('deployCopy', flow);
  }

  private async deployed(name: 'deploy' | 'deployCopy', flow: FlowFile): Promise<void> {
    if (this.should.copies.has(flow.id)) this.should.copies.set(flow.id, flow);
    await this.call(name, [flow]);
  }

  async remove(flowId: string): Promise<void> {
    this.should.flows.delete(flowId);
    await this.call('remove', [flowId]);
  }

  async setTable(name: string, rows: Tables[string], simulated: Tables[string] = rows): Promise<void> {
    const { tables } = this.should;
    tables.live = { ...tables.live, [name]: rows };
    tables.simulated = { ...tables.simulated, [name]: simulated };
    await this.call('setTable', [name, rows, simulated]);
  }

  /** Many come one after the other: they go together, before whatever is called next. */
  async settle({ id, flow, node, simulated }: Settled, outcome: Outcome): Promise<void> {
    if (this.settlements.length === 0) queueMicrotask(() => this.sendSettlements());
    this.settlements.push([{ id, flow, node, simulated }, outcome, this.options.clock.now()]);
  }

  async push(block: Uint8Array): Promise<BlockResult> {
    // Where there is room nothing may come before it that is called later.
    if (this.waiting.length > 0 || !this.hasRoom(block.length)) await this.turn(block.length);
    else this.underWay += block.length;
    try {
      const bytes = copyOf(block);
      return await this.call('push', [bytes, this.options.clock.now()], lost, [bytes.buffer]);
    } finally {
      this.underWay -= block.length;
      this.letNext();
    }
  }

  counts(flowId: string): Promise<FlowCounts | undefined> {
    return this.call('counts', [flowId, this.options.clock.now()]);
  }

  async startCopy(flow: FlowFile): Promise<void> {
    this.should.copies.set(flow.id, flow);
    await this.call('startCopy', [flow, this.options.clock.now()]);
  }

  async stopCopy(flowId: string): Promise<void> {
    this.should.copies.delete(flowId);
    await this.call('stopCopy', [flowId, this.options.clock.now()]);
  }

  advanceCopy(flowId: string, block: Uint8Array, now: number): Promise<BlockResult | undefined> {
    const bytes = copyOf(block);
    const args = [flowId, bytes, now, this.options.clock.now()] as const;
    return this.call('advanceCopy', args, () => undefined, [bytes.buffer]);
  }

  async close(): Promise<void> {
    this.closed = true;
    const { worker } = this;
    this.worker = undefined;
    this.leaveAsked();
    await worker?.terminate();
  }

  /** Waits until there is room for so many bytes. */
  private turn(size: number): Promise<void> {
    return new Promise((go) => this.waiting.push({ size, go }));
  }

  /** A block that is larger than all the room there is goes alone. */
  private hasRoom(size: number): boolean {
    return this.underWay === 0 || this.underWay + size <= UNDER_WAY;
  }

  private letNext(): void {
    while (this.waiting.length > 0 && this.hasRoom(this.waiting[0].size)) {
      const { size, go } = this.waiting.shift()!;
      this.underWay += size;
      go();
    }
  }

  private sendSettlements(): void {
    const each = this.settlements;
    if (each.length === 0) return;
    this.settlements = [];
    if (!this.worker) return;
    this.post({ name: 'settle', each }, []);
    this.asked.push({
      resolve: () => {},
      reject: (error) => this.options.warn(`settling: ${textOf(error)}`),
      ifLost: () => undefined,
    });
  }

  /** One call of the room; `ifLost`: see Asked. */
  private call<Name extends Exclude<RoomCallName, 'settle'>>(
    name: Name,
    args: Readonly<Parameters<EngineRoom[Name]>>,
    ifLost: () => ReturnType<EngineRoom[Name]> | undefined = () => undefined,
    handedOver: readonly ArrayBuffer[] = [],
  ): Promise<ReturnType<EngineRoom[Name]>> {
    return new Promise((resolve, reject) => {
      const asked: Asked = { resolve: resolve as Asked['resolve'], reject, ifLost };
      if (!this.worker) {
        leave(asked);
        return;
      }
      this.sendSettlements();
      this.post({ name, each: [args] } as unknown as RoomCall, handedOver);
      this.asked.push(asked);
    });
  }

  private post(call: RoomCall, handedOver: readonly ArrayBuffer[]): void {
    this.worker?.postMessage(call, handedOver);
  }

  private start(): void {
    if (this.closed) return;
    const workerData: RoomBeginning = { tables: this.should.tables };
    const worker = new Worker(this.script, { workerData, name: 'naru-engine' });
    let cause: unknown;
    worker.on('message', (message: RoomMessage) => {
      if (worker === this.worker) this.hear(message);
    });
    worker.on('messageerror', (error) => this.options.warn(`engine: ${textOf(error)}`));
    worker.on('error', (error) => {
      cause = error;
    });
    worker.on('exit', (code) => {
      if (worker === this.worker) this.stopped(cause ?? `exit code ${code}`);
    });
    this.worker = worker;
    this.tickedAt = undefined;
    const again = (flow: FlowFile) => (error: unknown) =>
      this.options.warn(`flow ${flow.id}: ${textOf(error)}`);
    for (const flow of this.should.flows.values()) this.call('deploy', [flow]).catch(again(flow));
    for (const flow of this.should.copies.values())
      this.call('startCopy', [flow, this.options.clock.now()]).catch(again(flow));
  }

  private hear(message: RoomMessage): void {
    if ('found' in message) {
      this.tell(message.found);
      return;
    }
    const { answer } = message;
    this.tell(answer);
    const asked = this.asked.shift();
    if (asked) settleAsked(asked, answer);
  }

  private tell({ matches, bad }: RoomFound): void {
    const { warn, onMatch, onBadEvent } = this.options;
    for (const hosted of matches)
      guarded(warn, `match at ${hosted.match.flow}/${hosted.match.node}`, () => onMatch(hosted));
    for (const found of bad) guarded(warn, `bad event at ${found.bad.flow}`, () => onBadEvent(found));
  }

  private stopped(cause: unknown): void {
    const { clock, signal, warn } = this.options;
    this.worker = undefined;
    const now = clock.now();
    this.stops = [...this.stops.filter((at) => now - at < IN_A_ROW), now];
    const pause = this.stops.length === 1 ? 0 : Math.min(LONGEST_PAUSE, 1_000 * 2 ** (this.stops.length - 2));
    for (const line of sentences(pause / 1_000)) warn(line);
    warn(`engine: ${textOf(cause)}`);
    this.leaveAsked();
    if (pause === 0) this.start();
    else clock.after(pause, () => this.start(), signal);
  }

  private leaveAsked(): void {
    this.settlements = [];
    for (const asked of this.asked.splice(0)) leave(asked);
  }

  private tick(): void {
    const now = this.options.clock.now();
    if (this.tickedAt !== undefined) {
      if (now - this.tickedAt < BUSY || this.saidBusy) return;
      this.saidBusy = true;
      this.options.warn(
        `the engine has been at work on the same events for ${BUSY / 1_000} s; all others wait`,
      );
      return;
    }
    if (!this.worker) return;
    this.tickedAt = now;
    const done = () => {
      if (this.saidBusy) this.options.warn('the engine goes on');
      this.saidBusy = false;
      this.tickedAt = undefined;
    };
    this.call('tick', [now])
      .catch((error: unknown) => this.options.warn(`engine: ${textOf(error)}`))
      .finally(done);
  }
}

function settleAsked({ resolve, reject }: Asked, answer: RoomAnswer): void {
  if (answer.error === undefined) resolve(answer.result);
  else reject(answer.error);
}

function leave({ resolve, reject, ifLost }: Asked): void {
  try {
    resolve(ifLost());
  } catch (error) {
    reject(error);
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
    `흐름 엔진이 예기치 않게 멈춰서 ${pause > 0 ? `${pause}초 뒤에 ` : ''}다시 시작합니다. 배포한 흐름은 그대로 실행되지만, 기다리던 상태(윈도, 진행 중이던 패턴)는 사라졌습니다.`,
    `The engine stopped unexpectedly and starts anew${pause > 0 ? ` in ${pause} s` : ''}. The deployed flows run on, but what waited in their windows and runs is gone.`,
  ];
}

function textOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
