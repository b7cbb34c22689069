/** The time, anew each minute: for "3 minutes ago". */
import { useSyncExternalStore } from 'react';

const MINUTE = 60_000;
let now = Date.now();

function subscribe(listener: () => void): () => void {
  const timer = setInterval(() => {
    now = Date.now();
    listener();
  }, MINUTE);
  return () => clearInterval(timer);
}

/** Epoch ms, at most a minute old; a page that was opened anew starts with the present. */
export function useMinute(): number {
  return useSyncExternalStore(subscribe, () => {
    if (Date.now() - now >= MINUTE) now = Date.now();
    return now;
  });
}
