/** The server's build: bundled for Node, with the packages that it uses left outside. `node --enable-source-maps dist/runtime/main.js` runs it. */
import { join } from 'node:path';
import { defineConfig } from 'vite';
import { assembly } from './vite-assembly.ts';

const project = join(import.meta.dirname, '..');
/** The command line itself is built by vite-cli.config.ts. */
const input = {
  main: join(import.meta.dirname, 'main.ts'),
  'engine-worker': join(import.meta.dirname, 'engine-worker.ts'),
  'trial-worker': join(import.meta.dirname, 'trial-worker.ts'),
  'scan-worker': join(import.meta.dirname, 'scan-worker.ts'),
  cli: join(import.meta.dirname, 'code-cache/start-cli.ts'),
};

export default defineConfig({
  root: project,
  cacheDir: join(project, 'node_modules/.vite-runtime'),
  plugins: [assembly()],
  build: {
    ssr: true,
    outDir: join(project, 'dist/runtime'),
    emptyOutDir: true,
    target: 'node20',
    sourcemap: true,
    minify: false,
    rollupOptions: { input, output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' } },
  },
});
