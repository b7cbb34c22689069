/** The events of the crash suite: the same for the same seed, whoever sends them and when. */
import { Random } from '../bench/random.ts';
import { ROUND_SECONDS } from './crash-flows.ts';

export interface CrashEvent {
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly time: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export const SENDERS = 4;
export const BATCHES = 8;
const BATCH_SIZE = 40;

/** Long past, so that no event is refused as one of the future. */
const BEGIN = Date.UTC(2024, 4, 6);

/** One batch of one sender. Times are different over all senders and batches, and in a batch in no order. */
export function batchOf(seed: number, round: number, sender: number, batch: number): CrashEvent[] {
  const random = new Random((seed * 31 + round) * 1009 + sender * 101 + batch);
  const start = BEGIN + round * ROUND_SECONDS * 1000;
  const slots = SENDERS * BATCHES * BATCH_SIZE;
  const apart = Math.floor((ROUND_SECONDS * 1000) / slots);
  return Array.from({ length: BATCH_SIZE }, (_, i) => {
    // Within its batch each event has a place of its own, which another order of numbers gives.
    const slot = (batch * BATCH_SIZE + ((i * 7) % BATCH_SIZE)) * SENDERS + sender;
    return {
      id: `r${round}-s${sender}-b${batch}-${i}`,
      source: `/crash/${sender}`,
      time: new Date(start + slot * apart + random.below(apart)).toISOString(),
      ...contentOf(random, sender),
    };
  });
}

function contentOf(random: Random, sender: number): Pick<CrashEvent, 'type' | 'data'> {
  const customerId = `C${random.below(20)}`;
  const kind = random.below(100);
  if (kind < 50)
    return {
      type: 'crash.payment',
      data: { account: `A${sender}-${random.below(6)}`, amount: random.below(1500), customerId },
    };
  if (kind < 60) return { type: 'crash.quote', data: { customerId } };
  if (kind < 68) return { type: 'crash.contract', data: { customerId } };
  if (kind < 92)
    return {
      type: 'crash.visit',
      data: { user: `U${random.below(18)}`, region: `R${random.below(5)}`, page: random.below(9) },
    };
  return { type: 'crash.nobody-takes-it', data: { text: '가나다 "quoted" \\ line\nbreak' } };
}

/** Long after all the rounds: everything that event time can decide is decided. */
export function lastEvent(rounds: number): CrashEvent {
  const time = new Date(BEGIN + (rounds * ROUND_SECONDS + 86_400) * 1000).toISOString();
  return { id: 'the-last', source: '/crash/last', type: 'crash.nobody-takes-it', time, data: {} };
}

/** Pings of now, each with a name of its own. */
export function pings(round: number, sender: number, batch: number, now: number): CrashEvent[] {
  return Array.from({ length: 5 }, (_, i) => {
    const id = `ping-r${round}-s${sender}-b${batch}-${i}`;
    return {
      id,
      source: `/crash/${sender}`,
      type: 'crash.ping',
      time: new Date(now).toISOString(),
      data: { name: id },
    };
  });
}
