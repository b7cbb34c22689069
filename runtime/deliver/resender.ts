/** Sends deliveries again that were given up or held, since a person wants it. */
import type { Text } from '../../nodes/kit/text.ts';
import { type Clock, othersTurn } from '../clock.ts';
import type { Delivery } from '../wire/rest.ts';
import type { Channel, InnerChannel } from './channel.ts';
import { DeliveryFailed } from './delivery-failed.ts';
import type { DeliveryFilter } from './delivery-lists.ts';
import { areDurable } from './durable-channels.ts';
import type { Outbox } from './outbox.ts';
import { deliveryOf, type Kept } from './outbox-tables.ts';

export interface ResenderOptions {
  readonly outbox: Outbox;
  readonly channels: ReadonlyMap<string, Channel>;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** What a line has pending may go. */
  readonly go: (line: number) => void;
}

/** Sent again at once. */
const AT_A_TIME = 200;

export class Resender {
  constructor(private readonly options: ResenderOptions) {}

  /** Sends a delivery once more that was given up or held. False where there is no such one, or nothing to send. */
  async one(id: string): Promise<boolean> {
    const kept = this.options.outbox.find(id);
    return kept !== undefined && (await this.again(kept));
  }

  /** Sends all again that were given up or held and fit. @returns how many */
  async all(filter: DeliveryFilter): Promise<number> {
    const { outbox, signal } = this.options;
    let count = 0;
    for (let seq = 0; !signal.aborted; ) {
      const some = outbox.after(filter, seq, AT_A_TIME);
      if (some.length === 0) break;
      const sent = await Promise.all(some.map((kept) => this.again(kept)));
      count += sent.filter(Boolean).length;
      seq = some[some.length - 1].seq;
      await othersTurn();
    }
    return count;
  }

  private async again(kept: Kept): Promise<boolean> {
    const { outbox, channels, go } = this.options;
    if (!isResendable(kept) || !outbox.isWritable) return false;
    const channel = channels.get(kept.channel);
    if (!channel) return false;
    if (!channel.leaves) return this.writeAgain(channel, kept);
    const unready = channel.unready?.();
    if (unready) return outbox.change(kept, { status: 'held', attempts: 0, reason: unready });
    if (!outbox.again(kept)) return false;
    go(kept.line);
    return true;
  }

  private async writeAgain(channel: InnerChannel, kept: Kept): Promise<boolean> {
    const { outbox } = this.options;
    let reason: Text | undefined;
    try {
      channel.write({ ...deliveryOf(kept), attempts: 1 });
      if (!(await areDurable(new Set([channel]), this.options))) return false;
    } catch (error) {
      if (!(error instanceof DeliveryFailed)) throw error;
      reason = error.text;
    }
    // Meanwhile somebody else may have done the same.
    if (outbox.read(kept.seq)?.status !== kept.status) return false;
    return outbox.change(kept, { status: reason ? 'failed' : 'delivered', attempts: 1, reason });
  }
}

/** Given up or held, and with something that can be sent. */
export function isResendable({ status, unfilled, simulated }: Delivery): boolean {
  return (status === 'failed' || status === 'held' || status === 'expired') && !unfilled && !simulated;
}
