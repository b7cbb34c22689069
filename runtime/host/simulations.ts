/**
 * The simulations that run: each drives a copy of its flow with made-up events on a simulated clock, beside the live
 * flow. Moved on by the runtime's clock; when deliveries are behind, a simulation waits and its time stands still.
 */
import type { FlowFile } from '../../flows/format/flow-file.ts';
import type { Clock } from '../clock.ts';
import type { Tables } from '../engine/engine-types.ts';
import type { CloudEvent, Pace, Scenario } from '../simulate/scenario.ts';
import { createSimulation, type Simulation } from '../simulate/simulation.ts';
import type { SimulationState } from '../wire/live.ts';
import type { EngineHost } from './engine-host.ts';

export interface SimulationsOptions {
  readonly host: EngineHost;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly scenarioOf: (flowId: string) => Scenario | undefined;
  /** The tables that the copies look into. */
  readonly tables: () => Tables;
  /** Resolves when there is room for what more events may cause. */
  readonly room: () => Promise<void>;
  readonly onEvents: (flowId: string, events: readonly CloudEvent[]) => void;
  readonly warn: (line: string) => void;
}

const STEP = 100;
/** Ms of the wall clock that one step makes up for at most: a machine that slept does not catch up. */
const LONGEST_STEP = 1_000;
/** Events of one step at most. */
const BURST = 20_000;

interface Running {
  readonly simulation: Simulation;
  last: number;
  stepping: boolean;
}

export interface SimulationRequest extends Partial<Pace> {
  readonly seed?: number;
}

export class Simulations {
  private readonly running = new Map<string, Running>();
  /** The last state of those that were stopped. */
  private readonly stopped = new Map<string, SimulationState>();

  constructor(private readonly options: SimulationsOptions) {
    options.clock.every(STEP, () => this.stepAll(), options.signal);
  }

  has(flowId: string): boolean {
    return this.options.scenarioOf(flowId) !== undefined;
  }

  isRunning(flowId: string): boolean {
    return this.running.has(flowId);
  }

  /**
   * Starts one on a fresh copy of the flow, or sets the pace of the one that runs. Another seed starts anew.
   *
   * @returns undefined where no scenario is known for the flow
   */
  async start(flow: FlowFile, request: SimulationRequest): Promise<SimulationState | undefined> {
    const scenario = this.options.scenarioOf(flow.id);
    if (!scenario) return undefined;
    const now = this.options.clock.now();
    const running = this.running.get(flow.id)?.simulation;
    if (running && (request.seed === undefined || request.seed === running.seed)) {
      running.setPace(request);
      return this.state(flow.id);
    }
    const simulation = createSimulation(scenario, {
      ...request,
      startTime: now,
      tables: this.options.tables(),
    });
    await this.options.host.startCopy(flow);
    this.running.set(flow.id, { simulation, last: now, stepping: false });
    return this.state(flow.id);
  }

  async stop(flowId: string): Promise<void> {
    if (!this.running.has(flowId)) return;
    this.stopped.set(flowId, { ...this.state(flowId), running: false, speed: 0 });
    this.running.delete(flowId);
    await this.options.host.stopCopy(flowId);
  }

  state(flowId: string): SimulationState {
    const running = this.running.get(flowId);
    const defaults = this.options.scenarioOf(flowId)?.defaults;
    if (!running)
      return (
        this.stopped.get(flowId) ?? {
          running: false,
          rate: defaults?.rate ?? 0,
          speed: 0,
          seed: defaults?.seed ?? 0,
          sent: 0,
        }
      );
    const { pace, seed, now, sent } = running.simulation;
    return { running: true, ...pace, seed, now: new Date(now).toISOString(), sent };
  }

  private stepAll(): void {
    for (const [flowId, running] of this.running) {
      if (running.stepping) continue;
      running.stepping = true;
      void this.step(flowId, running)
        .catch((error: unknown) => this.options.warn(`simulation of ${flowId}: ${String(error)}`))
        .finally(() => {
          running.stepping = false;
        });
    }
  }

  private async step(flowId: string, running: Running): Promise<void> {
    await this.options.room();
    if (this.running.get(flowId) !== running) return;
    const now = this.options.clock.now();
    const elapsed = Math.min(Math.max(0, now - running.last), LONGEST_STEP);
    running.last = now;
    const events = running.simulation.advance(elapsed, BURST);
    this.options.onEvents(flowId, events);
    const block = new TextEncoder().encode(events.map((event) => `${JSON.stringify(event)}\n`).join(''));
    await this.options.host.advanceCopy(flowId, block, running.simulation.now);
  }
}
