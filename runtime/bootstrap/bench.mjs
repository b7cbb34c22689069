/** `npm run bench`: the built command line against the benchmark's workloads. */

import { prepare } from './prepare.mjs';
import { inProject, runNode } from './project.mjs';

await prepare(['editor', 'runtime']);
const { code } = await runNode([
  inProject('node_modules/tsx/dist/cli.mjs'),
  inProject('test/bench/main.ts'),
  ...process.argv.slice(2),
]);
process.exitCode = code;
