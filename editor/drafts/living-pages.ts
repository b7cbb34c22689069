/**
 * Which pages of this browser are open: a draft of one that is, is being drawn there, and is not taken away from it. A
 * page that crashed answers nobody.
 */

import { later } from '../later.ts';

const CHANNEL = 'naru.drafts';
/** Ms in which a page that lives has answered. */
const PATIENCE = 200;

export interface LivingPages {
  /** The others that live now. */
  others(): Promise<ReadonlySet<string>>;
  dispose(): void;
}

/** @param page names this page */
export function openLivingPages(page: string): LivingPages {
  if (typeof BroadcastChannel === 'undefined')
    return { others: async () => new Set<string>(), dispose: () => {} };
  const channel = new BroadcastChannel(CHANNEL);
  /** Of each who asks just now, what he has heard. */
  const asking = new Set<Set<string>>();
  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (data === 'who') channel.postMessage({ here: page });
    else if (typeof data === 'object' && data !== null && 'here' in data && typeof data.here === 'string')
      for (const heard of asking) heard.add(data.here);
  };
  return {
    others: () =>
      new Promise((resolve) => {
        const heard = new Set<string>();
        asking.add(heard);
        channel.postMessage('who');
        later(() => {
          asking.delete(heard);
          resolve(heard);
        }, PATIENCE);
      }),
    dispose: () => channel.close(),
  };
}
