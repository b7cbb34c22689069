/** `npm run screenshot`: the README's pictures, out of the browser test that walks the whole path. */
import { copyFileSync, mkdirSync } from 'node:fs';
import { prepare } from './prepare.mjs';
import { inProject, runNode } from './project.mjs';

/** Pictures in test-results/, and what the README calls them. */
const PICTURES = {
  'bank-aml-running-ko.png': 'bank-aml.ko.png',
  'securities-vip-running-en-dark.png': 'securities-vip.dark.png',
};

await prepare(['editor', 'runtime']);
const { code } = await runNode([
  inProject('node_modules/vitest/vitest.mjs'),
  ...['run', '--project', 'e2e', 'test/e2e/whole-path.e2e.ts'],
]);
if (code === 0) {
  mkdirSync(inProject('docs/images'), { recursive: true });
  for (const [taken, shown] of Object.entries(PICTURES))
    copyFileSync(inProject('test-results', taken), inProject('docs/images', shown));
}
process.exitCode = code;
