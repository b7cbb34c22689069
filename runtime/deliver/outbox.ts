/**
 * runtime/deliver: what follows from a match. The engine hands matches over and goes on; here they become
 * deliveries, are written down in the outbox, and go out by channels, each at its own pace.
 *
 * This file: the outbox. It knows how many deliveries are in which state without counting them each time, and
 * remembers ids longer than deliveries, so that the same one is not made twice.
 */
import { join } from 'node:path';
import type { Clock } from '../clock.ts';
import { type AppendStore, openAppendStore } from '../store/append-store.ts';
import { type Delivery, deliverySchema } from '../wire/rest.ts';

export interface OutboxOptions {
  readonly data: string;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly onChange: () => void;
  /** A delivery was made (or, simulated, would have been), or was given up. */
  readonly onSettled?: (delivery: Delivery, outcome: 'done' | 'failed') => void;
  readonly warn: (line: string) => void;
}

const KEPT = { live: 5_000, simulated: 1_000 };
/** Ids that are remembered after their delivery was let go. */
const REMEMBERED = 100_000;

export type DeliveryStatus = Delivery['status'];

export interface DeliveryFilter {
  readonly status?: DeliveryStatus;
  readonly flow?: string;
  readonly channel?: string;
  readonly simulated?: boolean;
}

export async function openOutbox(options: OutboxOptions): Promise<Outbox> {
  const store = await openAppendStore<Delivery>({
    ...options,
    path: join(options.data, 'outbox.ndjson'),
    schema: deliverySchema,
    groupOf: ({ simulated }) => (simulated ? 'simulated' : 'live'),
    limitOf: (group) => (group === 'simulated' ? KEPT.simulated : KEPT.live),
    isHeld: ({ status }) => status === 'pending',
  });
  return new Outbox(store, options.onSettled);
}

export class Outbox {
  private readonly ids = new Set<string>();

  constructor(
    private readonly store: AppendStore<Delivery>,
    private readonly onSettled?: OutboxOptions['onSettled'],
  ) {
    for (const { id } of store.newest().reverse()) this.ids.add(id);
  }

  /** False where the same delivery was made before. */
  claim(id: string): boolean {
    if (this.ids.has(id)) return false;
    this.ids.add(id);
    if (this.ids.size > REMEMBERED)
      for (const oldest of this.ids) {
        this.ids.delete(oldest);
        break;
      }
    return true;
  }

  get(id: string): Delivery | undefined {
    return this.store.get(id);
  }

  put(delivery: Delivery): void {
    this.store.put(delivery);
    if (delivery.status === 'failed') this.onSettled?.(delivery, 'failed');
    else if (delivery.status === 'delivered' || delivery.status === 'simulated')
      this.onSettled?.(delivery, 'done');
  }

  /** Newest first. */
  list(filter: DeliveryFilter): Delivery[] {
    return this.store.newest(
      (each) =>
        (filter.status === undefined || each.status === filter.status) &&
        (filter.flow === undefined || each.flow === filter.flow) &&
        (filter.channel === undefined || each.channel === filter.channel) &&
        (filter.simulated === undefined || each.simulated === filter.simulated),
    );
  }

  count(status: DeliveryStatus): number {
    return this.store.countBy((each) => each.status).get(status) ?? 0;
  }

  /** Forgets what simulations left, so that it can happen again. @returns how many */
  clearSimulated(flow?: string): number {
    const gone = this.list({ simulated: true, ...(flow !== undefined && { flow }) }).map(({ id }) => id);
    for (const id of gone) this.ids.delete(id);
    return this.store.remove(gone);
  }

  flush(): Promise<void> {
    return this.store.flush();
  }
}
