/**
 * The editor's build and dev server, and how all tests run. The server has a build of its own,
 * `runtime/vite.config.ts`, because it is bundled for Node and not for a browser.
 */
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { usedStyles } from './editor/vite-used-styles.ts';
import { assembly } from './runtime/vite-assembly.ts';

/** Where `npm run dev` finds the runtime; `npm start` serves both on one port and needs no proxy. */
const runtime = `http://127.0.0.1:${process.env.PORT ?? '4380'}`;

const page = `${import.meta.dirname}/editor`;
const mantine = `${import.meta.dirname}/node_modules/@mantine`;

export default defineConfig({
  // Tests lie in the whole project, the page only in its folder.
  root: process.env.VITEST ? import.meta.dirname : page,
  cacheDir: `${import.meta.dirname}/node_modules/.vite`,
  // Tests run the engine, which holds a part in AssemblyScript.
  plugins: process.env.VITEST ? [react(), assembly()] : [react(), usedStyles(page, mantine)],
  build: {
    outDir: '../dist/editor',
    emptyOutDir: true,
    sourcemap: true,
    target: 'es2022',
    // Fonts are cut into slices of which only the used ones load; inlining them would undo that.
    assetsInlineLimit: 1024,
    chunkSizeWarningLimit: 2500,
  },
  server: {
    proxy: {
      '/api': runtime,
      '/socket.io': { target: runtime, ws: true },
    },
  },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          environment: 'node',
          // A slow machine is no fault of what is tested; what hangs ends all the same.
          testTimeout: 30_000,
          include: ['{nodes,flows,runtime,test}/**/*.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'dom',
          environment: 'happy-dom',
          testTimeout: 30_000,
          setupFiles: [`${import.meta.dirname}/editor/testing/let-react-finish.ts`],
          include: ['editor/**/*.test.{ts,tsx}', 'nodes/**/*.test.tsx'],
        },
      },
      {
        extends: true,
        test: {
          // What was built, as a whole and in a real browser: after the others, and one file at a time.
          name: 'e2e',
          environment: 'node',
          include: ['test/**/*.e2e.ts'],
          globalSetup: ['test/e2e/build-first.ts'],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          expect: { poll: { timeout: 60_000 } },
          // Where a machine is shared, a browser may stand still for longer than any test waits. What passed only when
          // it was tried again is said so in the list.
          retry: process.env.CI ? 1 : 0,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
