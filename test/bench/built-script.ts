/** A script of the benchmark that runs in a process of its own, built as the server is, with all that it needs in it. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** @param name of a file in this folder, without its ending @returns where it lies now */
export async function builtScript(name: string, folder: string): Promise<string> {
  const [{ build }, { default: server }] = await Promise.all([
    import('vite'),
    import('../../runtime/vite.config.ts'),
  ]);
  await build({
    ...server,
    configFile: false,
    logLevel: 'warn',
    ssr: { noExternal: true },
    build: {
      ...server.build,
      outDir: folder,
      sourcemap: false,
      rollupOptions: {
        input: { [name]: fileURLToPath(new URL(`./${name}.ts`, import.meta.url)) },
        output: { entryFileNames: '[name].mjs', chunkFileNames: '[name].mjs' },
      },
    },
  });
  return join(folder, `${name}.mjs`);
}
