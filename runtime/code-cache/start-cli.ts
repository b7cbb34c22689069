/** `dist/runtime/cli.js`: the command line, from its cache. The program itself is runtime/cli.ts. */
import { join } from 'node:path';
import { runCached } from './run-cached.ts';

runCached(join(import.meta.dirname, 'cli.cjs'));
