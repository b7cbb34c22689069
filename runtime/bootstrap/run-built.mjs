/** Runs a built program in this process, so that signals and the terminal are its own. */
import { pathToFileURL } from 'node:url';
import { inProject } from './project.mjs';

/** @param {string} name a file of dist/runtime */
export async function runBuilt(name) {
  const program = inProject('dist/runtime', name);
  process.setSourceMapsEnabled(true);
  process.argv[1] = program;
  await import(pathToFileURL(program).href);
}
