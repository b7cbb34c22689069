/**
 * runtime/bootstrap: what runs before anything is installed. A fresh clone has neither node_modules nor dist, so
 * these few files are plain JavaScript that needs nothing but Node; they install, build, and hand over.
 *
 * This file: `npm start`.
 */
import './check-node.mjs';
import { endWithNpm } from './end-with-npm.mjs';
import { requireFreePort } from './port.mjs';
import { prepare } from './prepare.mjs';
import { runBuilt } from './run-built.mjs';
import { orExit } from './say.mjs';

endWithNpm();
// Before minutes of installing, not after.
await orExit(requireFreePort);
await prepare(['editor', 'runtime']);
process.env.NODE_ENV ??= 'production';
await runBuilt('main.js');
