/** `npm run naru -- …`: the command line. Its standard output is the command's alone. */

import { prepare } from './prepare.mjs';
import { runBuilt } from './run-built.mjs';

await prepare(['runtime']);
// npm changes to the folder of package.json; the paths that a person types are meant from where he stands.
if (process.env.npm_lifecycle_event === 'naru' && process.env.INIT_CWD) process.chdir(process.env.INIT_CWD);
await runBuilt('cli.js');
