/** The thread of `naru run` that reads the file of events and scans it ahead (engine/scan/feed.ts). */
import { readSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import { type Feed, scanAhead } from './engine/scan/feed.ts';

// The thread starts while the flow is still being read, and is told what to do when that is done.
parentPort?.once('message', ({ feed, file }: { feed: Feed; file: number }) => {
  scanAhead(feed, (into, at, length, position) => readSync(file, into, at, length, position));
});
