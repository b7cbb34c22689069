/**
 * Loaded into a measured process by `--import`: when it ends, writes how long it lived and the most memory that it
 * held, as JSON to the file descriptor that USAGE_FD names.
 */
import { writeSync } from 'node:fs';
import process from 'node:process';

process.on('exit', () => {
  const usage = {
    /** Since the process was made, in ms. */
    lived: performance.now(),
    /** In KiB. */
    peakMemory: process.resourceUsage().maxRSS,
  };
  writeSync(Number(process.env.USAGE_FD), JSON.stringify(usage));
});
