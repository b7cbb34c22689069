/** `dist/runtime/cli.js`: the command line, from its cache. The program itself is runtime/cli.ts. */
import { runCached } from './run-cached.ts';

runCached(`${import.meta.dirname}/cli.cjs`);
