/**
 * Loaded into a measured process by `--import`: when it ends, writes how long it lived and the most memory that it
 * held, as JSON to the file descriptor that USAGE_FD names.
 */
import { readFileSync, writeSync } from 'node:fs';
import process from 'node:process';
import { isMainThread } from 'node:worker_threads';

// Threads of the process load this too, and end with it.
if (isMainThread) process.on('exit', report);

function report() {
  const usage = {
    /** Since the process was made, in ms. */
    lived: performance.now(),
    /** In KiB. */
    peakMemory: peakMemory(),
  };
  writeSync(Number(process.env.USAGE_FD), JSON.stringify(usage));
}

/** Linux counts in `maxRSS` what the parent held when it made this process; `VmHWM` is the process's own. */
function peakMemory() {
  try {
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))[1]);
  } catch {
    return process.resourceUsage().maxRSS;
  }
}
