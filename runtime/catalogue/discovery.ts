/**
 * Looks, when there is nothing better to do, at what the journal has taken since it looked last. It takes at most a
 * twentieth of one thread, in pieces of some milliseconds, and less while events are being taken in; when more comes
 * than it can look at, it passes over the rest, and its counts are then "at least".
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type Clock, othersTurn } from '../clock.ts';
import { writeAtomically } from '../store/atomic-write.ts';
import { JournalFollower } from './journal-follower.ts';
import { SEEN_LIMITS, type SeenType, SeenTypes } from './seen-types.ts';

export interface DiscoveryOptions {
  readonly data: string;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Events are being taken in just now. */
  readonly isBusy: () => boolean;
  /** Another type, or another field of one. */
  readonly onChanged: () => void;
  readonly warn: (line: string) => void;
}

/** Ms between two looks, and how long one lasts, of which so much without a pause. */
const APART = 1_000;
const LOOK = 50;
const PIECE = 4;
/** Bytes of the journal that it may be behind. What is older is passed over, but for the newest part. */
const MOST_BEHIND = 32 * 1024 * 1024;
const CATCH_UP = 2 * 1024 * 1024;
/** Ms between two times that it is written down. */
const WRITTEN = 30_000;

export const SEEN_FILE = 'seen-types.json';

export async function openDiscovery(options: DiscoveryOptions): Promise<Discovery> {
  const kept = await readKept(join(options.data, SEEN_FILE), options.warn);
  const discovery = new Discovery(options, kept);
  discovery.begin();
  return discovery;
}

export class Discovery {
  readonly types: SeenTypes;
  /** Some events were passed over: counts are at least what they say. */
  passedOver: boolean;
  private readonly follower: JournalFollower;
  private looking: Promise<void> | undefined;
  private isChanged = false;
  private toldShape = 0;
  private written = 0;

  constructor(
    private readonly options: DiscoveryOptions,
    kept: Kept | undefined,
  ) {
    this.types = new SeenTypes(kept?.types);
    this.passedOver = kept?.passedOver ?? false;
    this.follower = new JournalFollower(join(options.data, 'journal'), kept?.position);
  }

  begin(): void {
    const { clock, signal } = this.options;
    this.written = clock.now();
    clock.every(APART, () => void this.look(), signal);
  }

  /** One look; the same one for all who ask while it lasts. Never rejects. */
  look(): Promise<void> {
    this.looking ??= this.lookOnce()
      .catch((error: unknown) => this.options.warn(`event types: ${String(error)}`))
      .finally(() => {
        this.looking = undefined;
      });
    return this.looking;
  }

  /** Writes down what is known, if that is another than before. */
  async flush(): Promise<void> {
    await this.looking;
    if (!this.isChanged) return;
    this.isChanged = false;
    this.written = this.options.clock.now();
    const { position } = this.follower;
    const kept = { format: 1, position, passedOver: this.passedOver, types: this.types.list() };
    await writeAtomically(join(this.options.data, SEEN_FILE), JSON.stringify(kept), 0o600).catch(
      (error: unknown) => this.options.warn(`${SEEN_FILE} could not be written: ${String(error)}`),
    );
  }

  private async lookOnce(): Promise<void> {
    const { signal, clock, isBusy, onChanged } = this.options;
    const backlog = await this.follower.backlog();
    if (backlog > MOST_BEHIND) {
      this.passedOver = true;
      await this.follower.jump((this.follower.position ?? 0) + backlog - CATCH_UP);
    }
    if (backlog > 0) await this.readOn(performance.now() + (isBusy() ? PIECE : LOOK));
    if (signal.aborted) return;
    if (this.types.shape !== this.toldShape) {
      this.toldShape = this.types.shape;
      onChanged();
    }
    if (this.isChanged && clock.now() - this.written >= WRITTEN) void this.flush();
  }

  /** A block that was begun is looked at to its end: so each event counts once. */
  private async readOn(until: number): Promise<void> {
    while (!this.options.signal.aborted && performance.now() < until) {
      const blocks = await this.follower.next();
      if (!blocks) return;
      this.isChanged = true;
      let pause = performance.now() + PIECE;
      for (const { block, now } of blocks)
        for (const _ of this.types.look(block, now)) {
          if (performance.now() < pause) continue;
          await othersTurn();
          pause = performance.now() + PIECE;
        }
      await othersTurn();
    }
  }
}

const seenFieldSchema = z.object({
  path: z.string(),
  count: z.number(),
  types: z.array(z.enum(['number', 'string', 'boolean', 'time', 'object', 'list', 'unknown'])),
  examples: z.array(z.unknown()),
  values: z.array(z.tuple([z.union([z.string(), z.boolean()]), z.number()])).nullable(),
});
const keptSchema = z.object({
  format: z.literal(1),
  position: z.number().int().nonnegative().optional(),
  passedOver: z.boolean(),
  types: z
    .array(
      z.object({
        type: z.string(),
        count: z.number(),
        firstSeen: z.number(),
        lastSeen: z.number(),
        profile: z.object({ events: z.number(), size: z.number(), fields: z.array(seenFieldSchema) }),
        samples: z.array(z.string()).max(SEEN_LIMITS.samples),
        minute: z.object({ at: z.number(), now: z.number(), before: z.number() }),
      }),
    )
    .max(SEEN_LIMITS.types),
});

interface Kept {
  readonly position?: number | undefined;
  readonly passedOver: boolean;
  readonly types: readonly SeenType[];
}

/** Nothing that cannot be had again: what cannot be read is begun anew. */
async function readKept(path: string, warn: (line: string) => void): Promise<Kept | undefined> {
  try {
    return keptSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (!isMissing) warn(`${SEEN_FILE} could not be read; event types are looked for anew`);
    return undefined;
  }
}
