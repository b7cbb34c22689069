/** Browser tests meet what was built: before them all, what is older than its sources is built anew. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const BUILD = fileURLToPath(new URL('../../runtime/bootstrap/build-all.mjs', import.meta.url));

export default function buildFirst(): void {
  // By its sign of a test run, Vite's configuration would be that of the tests.
  const { VITEST: _, ...env } = process.env;
  execFileSync(process.execPath, [BUILD], { env, stdio: 'inherit' });
}
