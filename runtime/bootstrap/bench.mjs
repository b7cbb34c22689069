/** `npm run bench`: the built command line against the benchmark's workloads. */
import './check-node.mjs';
import { build } from './build.mjs';
import { install } from './install.mjs';
import { inProject, runNode } from './project.mjs';
import { orExit } from './say.mjs';

await orExit(async () => {
  await install();
  await build(['runtime']);
});
const { code } = await runNode([
  inProject('node_modules/tsx/dist/cli.mjs'),
  inProject('test/bench/main.ts'),
  ...process.argv.slice(2),
]);
process.exitCode = code;
