/**
 * `dist/runtime/cli.js`: the command line, from its cache. The program itself is runtime/cli.ts. What looks after the
 * data folder needs the embedded store and more, and is loaded only where it is asked for.
 */
import { runCached } from './run-cached.ts';

const UPKEEP = ['doctor', 'backup', 'restore'];

const [, , ...args] = process.argv;
if (UPKEEP.includes(args[0]))
  import('../upkeep/upkeep-command.ts').then(async ({ upkeepCommand }) => {
    process.exitCode = await upkeepCommand(args);
  });
else runCached(`${import.meta.dirname}/cli.cjs`);
