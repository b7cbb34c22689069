/** The server's build: bundled for Node, with the packages that it uses left outside. `node --enable-source-maps dist/runtime/main.js` runs it. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vite';
import { assembly } from './vite-assembly.ts';

const project = join(import.meta.dirname, '..');
const input = Object.fromEntries(
  ['main', 'cli']
    .map((name) => [name, join(import.meta.dirname, `${name}.ts`)])
    .filter(([, path]) => existsSync(path)),
);

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
