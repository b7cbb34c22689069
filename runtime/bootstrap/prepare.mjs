/** What every command does first: Node is new enough, packages are there, and what it needs is built. */
import './check-node.mjs';
import { build } from './build.mjs';
import { install } from './install.mjs';
import { orExit } from './say.mjs';

/** @param {('editor' | 'runtime')[]} parts */
export function prepare(parts) {
  return orExit(async () => {
    await install();
    await build(parts);
  });
}
