/** The block scanner in WebAssembly (scan/assembly), over a memory of its own. */
import type { RowMemory } from '../kernel/row-memory.ts';
import compiled from './assembly/scan-lines.ts?assembly';
import type { BlockScanner, Look, ScanLines } from './block-scanner.ts';

interface Exports {
  prepare(): void;
  readonly scanLines: ScanLines;
  readonly look: Look;
}

let module: WebAssembly.Module | undefined;

/** False where this machine's WebAssembly has no SIMD. */
export function hasWasm(): boolean {
  try {
    module ??= new WebAssembly.Module(Buffer.from(compiled, 'base64'));
    return true;
  } catch {
    return false;
  }
}

/** @param memory laid out to the end, with `wasm` memory */
export function wasmScanner(memory: RowMemory): BlockScanner {
  if (!memory.wasm || !hasWasm()) throw new Error('There is no WebAssembly for this memory.');
  const instance = new WebAssembly.Instance(module!, { env: { memory: memory.wasm } });
  const { prepare, scanLines, look } = instance.exports as unknown as Exports;
  prepare();
  return { memory, scanLines, look };
}
