/** Waits until what inner channels have written down is on disk. */
import { type Clock, wait } from '../clock.ts';
import type { InnerChannel } from './channel.ts';

/** Ms before a list that the disk refuses is tried again. */
const AGAIN = 500;

/** @returns false where the runtime ends before they are */
export async function areDurable(
  channels: ReadonlySet<InnerChannel>,
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
): Promise<boolean> {
  for (const channel of channels)
    while (channel.durable && !(await channel.durable())) {
      if (signal.aborted) return false;
      await wait(clock, AGAIN, signal).catch(() => {});
    }
  return true;
}
