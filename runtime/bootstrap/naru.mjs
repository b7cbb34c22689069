/** `npm run naru -- …`: the command line. Its standard output is the command's alone. */
import './check-node.mjs';
import { build } from './build.mjs';
import { install } from './install.mjs';
import { runBuilt } from './run-built.mjs';
import { orExit } from './say.mjs';

await orExit(async () => {
  await install();
  await build(['runtime']);
});
// npm changes to the folder of package.json; the paths that a person types are meant from where he stands.
if (process.env.npm_lifecycle_event === 'naru' && process.env.INIT_CWD) process.chdir(process.env.INIT_CWD);
await runBuilt('cli.js');
