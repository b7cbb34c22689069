/**
 * The command line's build: one script with the packages that it uses in it, so that a start neither looks through
 * node_modules nor compiles (code-cache). It adds to the folder of the server's build, which has to come first.
 */
import { join } from 'node:path';
import { defineConfig } from 'vite';
import server from './vite.config.ts';
import { codeCache } from './vite-code-cache.ts';

export default defineConfig({
  ...server,
  plugins: [...(server.plugins ?? []), codeCache('cli.cjs', 'cli.js')],
  ssr: { noExternal: true },
  // Templates are only checked here; the one for Node would load streams, crypto and more for reading partials.
  resolve: { alias: { liquidjs: 'liquidjs/dist/liquid.browser.mjs' } },
  build: {
    ...server.build,
    emptyOutDir: false,
    sourcemap: false,
    license: { fileName: 'cli-licenses.md' },
    rollupOptions: {
      input: { cli: join(import.meta.dirname, 'cli.ts') },
      output: { format: 'cjs', strict: true, codeSplitting: false, entryFileNames: '[name].cjs' },
    },
  },
});
