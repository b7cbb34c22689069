/**
 * The block scanner that leaves every line to `JSON.parse`: slow, and right by definition. What the others take must mean
 * what it means here, which tests show on whole flows.
 */
import * as layout from '../kernel/row-layout.ts';
import type { RowMemory } from '../kernel/row-memory.ts';
import type { BlockScanner } from './block-scanner.ts';
import { lineByLine } from './line-by-line.ts';

export function leavingScanner(memory: RowMemory): BlockScanner {
  return { memory, scanLines: lineByLine(memory, () => layout.ROW_LEFT), look: () => 0 };
}
