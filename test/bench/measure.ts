/** Runs one program to its end and says how long that took and what it held. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface Measurement {
  /** From the start of the process to its end, in seconds. */
  readonly seconds: number;
  /** What the program itself says that its work took, once it had started. */
  readonly working: number;
  /** The most memory that it held, in MiB. */
  readonly peakMemory: number;
}

const REPORT_USAGE = new URL('./report-usage.mjs', import.meta.url).href;

/**
 * @param args script and arguments for Node; the program says `seconds 1.234` on standard error
 * @throws Error with what the program said, where it fails
 */
export async function measure(args: readonly string[]): Promise<Measurement> {
  const child = spawn(process.execPath, ['--import', REPORT_USAGE, ...args], {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    env: { ...process.env, NODE_ENV: 'production', USAGE_FD: '3' },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  const [output, errors, usage] = child.stdio.slice(1).map((stream) => {
    const kept = { text: '' };
    (stream as NodeJS.ReadableStream).setEncoding('utf8').on('data', (piece) => {
      kept.text += piece;
    });
    return kept;
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (code !== 0)
    throw new Error(`node ${args.join(' ')} ended with ${code}:\n${errors.text || output.text}`);
  const { lived, peakMemory } = JSON.parse(usage.text) as { lived: number; peakMemory: number };
  const working = Number(/seconds ([\d.]+)/.exec(errors.text)?.[1]);
  return { seconds: lived / 1000, working, peakMemory: peakMemory / 1024 };
}

/** The middle one; of an even number the lower of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)];
}
