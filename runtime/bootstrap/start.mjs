/**
 * runtime/bootstrap: what runs before anything is installed. A fresh clone has neither node_modules nor dist, so
 * these few files are plain JavaScript that needs nothing but Node; they install, build, and hand over.
 *
 * This file: `npm start`.
 */
import './check-node.mjs';
import { build } from './build.mjs';
import { install } from './install.mjs';
import { requireFreePort } from './port.mjs';
import { runBuilt } from './run-built.mjs';
import { orExit } from './say.mjs';

await orExit(async () => {
  // Before minutes of installing, not after.
  await requireFreePort();
  await install();
  await build(['editor', 'runtime']);
});
await runBuilt('main.js');
