/**
 * Compiles AssemblyScript where it is imported: `import compiled from './x.ts?assembly'` is the WebAssembly in base64.
 * In the builds and in tests alike, so that nothing compiled has to be kept beside the source.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';

const SUFFIX = '?assembly';
const CACHE = join(import.meta.dirname, '../node_modules/.cache/naru-assembly');
const OPTIONS = [
  ...['-O3', '--runtime', 'stub', '--noAssert', '--importMemory'],
  ...['--enable', 'simd', '--enable', 'bulk-memory', '--enable', 'threads'],
  // Shared, so that another thread can scan ahead; 65,536 pages are all that there can be.
  ...['--sharedMemory', '--initialMemory', '1', '--maximumMemory', '65536'],
];

export function assembly(): Plugin {
  return {
    name: 'naru-assembly',
    enforce: 'pre',
    async load(id) {
      if (!id.endsWith(SUFFIX)) return undefined;
      const path = id.slice(0, -SUFFIX.length);
      for (const source of sourcesBeside(path)) this.addWatchFile(source);
      return `export default ${JSON.stringify((await compiled(path)).toString('base64'))};`;
    },
  };
}

/** Everything that the program may be made of: its folder, and what that imports. */
function sourcesBeside(path: string): string[] {
  const folder = dirname(path);
  const beside = readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'));
  return [...beside.map((name) => join(folder, name)), join(folder, '../../kernel/row-layout.ts')];
}

/** Compiling takes seconds, so what was compiled from the same sources is used again. */
async function compiled(path: string): Promise<Buffer> {
  const hash = createHash('sha256').update(OPTIONS.join());
  for (const source of sourcesBeside(path)) hash.update(readFileSync(source));
  const kept = join(CACHE, `${hash.digest('hex').slice(0, 32)}.wasm`);
  try {
    return readFileSync(kept);
  } catch {
    mkdirSync(CACHE, { recursive: true });
    const fresh = `${kept}.${process.pid}`;
    await compile(path, fresh);
    // Whole or not at all, also where several builds run at once.
    renameSync(fresh, kept);
    return readFileSync(kept);
  }
}

async function compile(path: string, target: string): Promise<void> {
  const { default: asc } = await import('assemblyscript/asc');
  const { error, stderr } = await asc.main([path, ...OPTIONS, '--outFile', target]);
  if (error) throw new Error(`${path} could not be compiled.\n${stderr.toString()}`);
}
