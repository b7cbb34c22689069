/** How many deliveries there are of each kind: counted once at the start, then kept, so that a page of millions opens at once. */
import type { Row } from '../store/database.ts';

interface Kind {
  readonly flow: string;
  readonly channel: string;
  readonly status: string;
  readonly simulated: boolean;
}

interface Counted {
  readonly kind: Kind;
  count: number;
}

export class DeliveryCounts {
  private readonly kinds = new Map<string, Counted>();

  /** @param rows with flow, channel, status, simulated and count */
  constructor(rows: readonly Row[]) {
    for (const { flow, channel, status, simulated, count } of rows)
      this.add(
        { flow: String(flow), channel: String(channel), status: String(status), simulated: simulated === 1 },
        Number(count),
      );
  }

  add({ flow, channel, status, simulated }: Kind, change: number): void {
    const key = `${status} ${simulated} ${flow} ${channel}`;
    const there = this.kinds.get(key);
    if (!there) this.kinds.set(key, { kind: { flow, channel, status, simulated }, count: change });
    else {
      there.count += change;
      if (there.count === 0) this.kinds.delete(key);
    }
  }

  total(filter: Partial<Kind>): number {
    let sum = 0;
    for (const { kind, count } of this.kinds.values())
      if (
        (filter.status === undefined || filter.status === kind.status) &&
        (filter.flow === undefined || filter.flow === kind.flow) &&
        (filter.channel === undefined || filter.channel === kind.channel) &&
        (filter.simulated === undefined || filter.simulated === kind.simulated)
      )
        sum += count;
    return sum;
  }
}
