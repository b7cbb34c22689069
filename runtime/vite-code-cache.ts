/** Writes the built command line so that it is quick to read, and fills its code cache by running the shipped flows over the events of their own tests. */
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
    generateBundle(_, bundle) {
      // Not earlier: what runs after `renderChunk` would write the letters out again.
      const chunk = bundle[script];
      if (chunk?.type === 'chunk') chunk.code = inAscii(chunk.code);
    },
    writeBundle({ dir = '' }) {
      const cache = cacheOf(join(dir, script));
      rmSync(cache, { force: true });
      // Each run takes up what the one before compiled and adds its own.
      for (const name of readdirSync(flows)) if (name.endsWith('.json')) warmUp(join(dir, start), name, dir);
      if (!existsSync(cache)) this.warn(`${script} has no code cache, so each start will compile it.`);
    },
  };
}

/**
 * Read twice as fast, and held in half the memory. Such escapes mean the same wherever a script may have other letters
 * (names, texts, patterns, comments) but in a raw template.
 */
function inAscii(code: string): string {
  if (/String\.raw`[^`]*[^\0-\x7f]/.test(code)) throw new Error('A raw template with letters beyond ASCII.');
  return code.replace(/[^\0-\x7f]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
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
