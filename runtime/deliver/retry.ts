/** When a delivery that failed is tried again, and when it is given up. */
import { type DeliveryLimits, deliveryLimitsSchema } from '../wire/rest.ts';

export const DEFAULT_LIMITS: DeliveryLimits = deliveryLimitsSchema.parse({});

const FIRST_PAUSE = 1_000;
const GROWTH = 4;
const LONGEST_PAUSE = 15 * 60_000;

/**
 * Ms before the next attempt: 1 s, 4 s, 16 s, 64 s, 256 s, then 15 min, each up to a quarter shorter or longer, so that
 * what failed together does not come back together.
 *
 * @param attempts that have failed
 * @param random 0 to 1
 */
export function pauseAfter(attempts: number, random: number): number {
  const pause = Math.min(FIRST_PAUSE * GROWTH ** (attempts - 1), LONGEST_PAUSE);
  return Math.round(pause * (0.75 + 0.5 * random));
}

/**
 * Whether an attempt that failed was the last one.
 *
 * @param age ms since the delivery was made
 */
export function isGivenUp(attempts: number, age: number, limits: DeliveryLimits): boolean {
  return attempts >= limits.attempts || age >= limits.giveUpHours * 3_600_000;
}
