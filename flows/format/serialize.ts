/** The text of a flow file, so that the same flow always gives the same bytes and a diff shows only what changed. */
import type { FlowFile } from './flow-file.ts';

/**
 * JSON with two spaces and a newline at its end; keys in the order that they have, positions in whole pixels.
 */
export function serializeFlow(flow: FlowFile): string {
  const nodes = flow.nodes.map((node) => ({
    ...node,
    position: { ...node.position, x: whole(node.position.x), y: whole(node.position.y) },
  }));
  return `${JSON.stringify({ ...flow, nodes }, null, 2)}\n`;
}

/** Rounded, and never -0, which JSON would not give back. */
function whole(pixels: number): number {
  return Math.round(pixels) || 0;
}
