/**
 * When a checkpoint is made: now and then where enough has happened, and at the end. The engines write it; it is good
 * when everything that they found before it is on disk elsewhere, so that a start from it forgets nothing.
 */
import type { Clock } from '../clock.ts';
import type { Checkpointed, EngineHost } from '../host/engine-host.ts';
import { CHECKPOINTS_KEPT } from './checkpoint-files.ts';

/** Ms between two looks. */
const LOOK = 5_000;

export interface CheckpointRoundsOptions {
  readonly host: Pick<EngineHost, 'checkpoint' | 'checkpointIfDue' | 'commitCheckpoint'>;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Ms after which one is due, where that is sooner than one would look. */
  readonly every?: number | undefined;
  /** Resolves when everything that was found so far is on disk. */
  readonly stored: () => Promise<unknown>;
  /** Every checkpoint that a start may begin from has the settlements up to this number. */
  readonly onSettled: (settlement: number) => void;
  readonly warn: (line: string) => void;
}

export class CheckpointRounds {
  private round: Promise<void> | undefined;
  /** Of the good ones that were made here, as many as are kept, the oldest first. */
  private settlements: number[] = [];

  constructor(private readonly options: CheckpointRoundsOptions) {
    const { clock, host, signal, every = LOOK } = options;
    clock.every(Math.min(LOOK, every), () => void this.begin(() => host.checkpointIfDue()), signal);
  }

  /** Makes one now, after the one that may be under way. What the disk refuses is said. */
  async now(): Promise<void> {
    await this.round;
    await this.begin(() => this.options.host.checkpoint());
  }

  private begin(make: () => Promise<Checkpointed | undefined>): Promise<void> {
    this.round ??= this.make(make)
      .catch((error: unknown) => this.options.warn(`checkpoint: ${String(error)}`))
      .finally(() => {
        this.round = undefined;
      });
    return this.round;
  }

  private async make(make: () => Promise<Checkpointed | undefined>): Promise<void> {
    const { host, stored, onSettled } = this.options;
    const made = await make();
    if (!made) return;
    await stored();
    await host.commitCheckpoint(made.position);
    this.settlements = [...this.settlements, made.settlement].slice(-CHECKPOINTS_KEPT);
    if (this.settlements.length === CHECKPOINTS_KEPT) onSettled(this.settlements[0]);
  }
}
