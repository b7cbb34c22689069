/** Fills the code cache of the built command line, by running the shipped flows over the events of their own tests. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { devNull } from 'node:os';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { CODE_CACHE_VARIABLE, cacheOf } from './code-cache/run-cached.ts';

const flows = join(import.meta.dirname, '../flows');

/**
 * @param script the built script
 * @param start the program beside it that runs it
 */
export function codeCache(script: string, start: string): Plugin {
  return {
    name: 'naru-code-cache',
    writeBundle({ dir = '' }) {
      const cache = cacheOf(join(dir, script));
      rmSync(cache, { force: true });
      // Each run takes up what the one before compiled and adds its own.
      for (const name of readdirSync(flows)) if (name.endsWith('.json')) warmUp(join(dir, start), name, dir);
      if (!existsSync(cache)) this.warn(`${script} has no code cache, so each start will compile it.`);
    },
  };
}

/** A flow that does not run here is no fault of the build. */
function warmUp(program: string, flow: string, folder: string): void {
  const events = join(folder, 'warm-up.ndjson');
  writeFileSync(events, testEvents(join(flows, flow)));
  const options = ['--events', events, '--tables', join(flows, 'tables'), '--out', devNull];
  spawnSync(process.execPath, [program, 'run', join(flows, flow), ...options], {
    env: { ...process.env, [CODE_CACHE_VARIABLE]: 'write' },
    stdio: 'ignore',
  });
  rmSync(events);
}

/** NDJSON. */
function testEvents(path: string): string {
  try {
    const { tests } = JSON.parse(readFileSync(path, 'utf8')) as { tests: { events: unknown[] }[] };
    return tests.flatMap(({ events }) => events.map((event) => `${JSON.stringify(event)}\n`)).join('');
  } catch {
    return '';
  }
}
