/** The built command line starts from what V8 compiled during the build. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const script = fileURLToPath(new URL('../../dist/runtime/cli.cjs', import.meta.url));

/** In a process of its own: the flags of the one that runs the tests are others, and V8 then takes no cache. */
const IS_TAKEN = `
  const { readFileSync } = require('node:fs');
  const [path] = process.argv.slice(1);
  const source = '(function (require, __filename, __dirname) {' + readFileSync(path, 'latin1') + '\\n})';
  const { cachedDataRejected } = new (require('node:vm').Script)(source, { cachedData: readFileSync(path + '.cache') });
  console.log(!cachedDataRejected);
`;

it('has a code cache that fits the script and this Node', () => {
  const output = execFileSync(process.execPath, ['-e', IS_TAKEN, script], { encoding: 'utf8' });
  expect(output).toBe('true\n');
});
