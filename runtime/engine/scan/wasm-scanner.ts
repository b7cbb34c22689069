/** The block scanner in WebAssembly (scan/assembly), over a memory of its own. */
import * as layout from '../kernel/row-layout.ts';
import type { RowMemory } from '../kernel/row-memory.ts';
import compiled from './assembly/scan-lines.ts?assembly';
import type { BlockScanner, Look, ScanLines } from './block-scanner.ts';
import type { Gathering } from './line-feed.ts';

interface Exports {
  prepare(header: number): void;
  readonly scanLines: ScanLines;
  readonly look: Look;
  readonly gather: Gathering['gather'];
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

/** The compiled scanner, for another thread; it can be posted. */
export function wasmModule(): WebAssembly.Module {
  if (!hasWasm()) throw new Error('This machine has no WebAssembly with SIMD.');
  return module!;
}

/** @param memory laid out to the end, with `wasm` memory */
export function wasmScanner(memory: RowMemory): BlockScanner {
  if (!memory.wasm) throw new Error('There is no WebAssembly for this memory.');
  return { memory, ...instantiate(wasmModule(), memory.wasm, layout.HEADER) };
}

/** @param header the address of the header that says where things lie, and takes what a scan did */
export function instantiate(
  compiledModule: WebAssembly.Module,
  memory: WebAssembly.Memory,
  header: number,
): Pick<Exports, 'scanLines' | 'look' | 'gather'> {
  const { exports } = new WebAssembly.Instance(compiledModule, { env: { memory } });
  const { prepare, scanLines, look, gather } = exports as unknown as Exports;
  prepare(header);
  return { scanLines, look, gather };
}
