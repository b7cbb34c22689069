/**
 * The thread of `naru run` that reads the file of events and scans it ahead (engine/scan/feed.ts), and writes the file of
 * matches (engine/scan/line-feed.ts).
 */
import { readSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import { type Feed, scanAhead } from './engine/scan/feed.ts';
import { writeWhole } from './offline/write-whole.ts';

/** What the thread is told: descriptors of the file of events and, where it is to write matches, of theirs. */
interface Task {
  readonly feed: Feed;
  readonly file: number;
  readonly out: number | undefined;
}

// The thread starts while the flow is still being read, and is told what to do when that is done.
parentPort?.once('message', ({ feed, file, out }: Task) => {
  scanAhead(
    feed,
    (into, at, length, position) => readSync(file, into, at, length, position),
    out === undefined ? undefined : (bytes) => writeWhole(out, bytes),
  );
});
