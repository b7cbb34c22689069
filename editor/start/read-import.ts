/** What a text that somebody brought is: a flow of ours with its faults, an export of Node-RED, or neither. */
import type { FlowFile } from '../../flows/format/flow-file.ts';
import { parseFlowText } from '../../flows/format/parse.ts';
import { validateFlow } from '../../flows/format/validate.ts';
import { importNodeRed, type RedImport } from '../../flows/import/node-red/import-node-red.ts';
import { looksLikeNodeRed } from '../../flows/import/node-red/parse.ts';
import type { Fault } from '../../nodes/kit/fault.ts';
import { isRow } from '../../nodes/kit/lenient.ts';
import type { Text } from '../../nodes/kit/text.ts';
import { tidy } from '../canvas/tidy.ts';
import { moveNodes } from '../document/operations.ts';
import { localTimezone } from './open-flow.ts';

export type Brought =
  | {
      readonly is: 'flow';
      readonly flow: unknown;
      readonly faults: readonly Fault[];
      /** Whether it can be opened, if only to be mended. */
      readonly drawable: boolean;
    }
  | { readonly is: 'node-red'; readonly text: string; readonly import: RedImport }
  | { readonly is: 'neither'; readonly problem: Text };

/** @param tab of a Node-RED export, where one alone is wanted */
export async function readImport(text: string, expected: 'json' | 'nodeRed', tab?: string): Promise<Brought> {
  if (expected === 'nodeRed' || isNodeRed(text)) {
    const result = importNodeRed(text, { timezone: localTimezone(), ...(tab !== undefined && { tab }) });
    if ('problem' in result) return { is: 'neither', problem: result.problem };
    return { is: 'node-red', text, import: { ...result, flow: await laidOut(result.flow) } };
  }
  const parsed = parseFlowText(text);
  if ('fault' in parsed) return { is: 'neither', problem: parsed.fault.message };
  const { faults } = validateFlow(parsed.value);
  return { is: 'flow', flow: parsed.value, faults, drawable: isDrawable(parsed.value) };
}

export function isNodeRed(text: string): boolean {
  if (text.length > 5_000_000) return false;
  try {
    return looksLikeNodeRed(JSON.parse(text));
  } catch {
    return false;
  }
}

/** As much as the server asks of a draft: nodes with a kind, and edges. */
function isDrawable(value: unknown): boolean {
  return (
    isRow(value) &&
    typeof value.id === 'string' &&
    Array.isArray(value.nodes) &&
    value.nodes.every(
      (node) => isRow(node) && typeof node.id === 'string' && typeof node.type === 'string',
    ) &&
    Array.isArray(value.edges)
  );
}

/** Room that a comment gets below the drawing. */
const NOTE = { width: 300, height: 220, columns: 5 };

/** The nodes in columns along the way of the events; the comments below them, in the order in which they lay. */
async function laidOut(flow: FlowFile): Promise<FlowFile> {
  const places = await tidy(flow, () => undefined);
  const tidied = moveNodes(flow, places);
  const bottom = Math.max(0, ...Object.values(places).map(({ y }) => y + 170)) + 60;
  const notes = flow.nodes
    .filter((node) => node.type === 'comment')
    .sort((a, b) => a.position.x - b.position.x || a.position.y - b.position.y);
  const below = notes.map((node, i) => [
    node.id,
    {
      x: (i % NOTE.columns) * NOTE.width,
      y: bottom + Math.floor(i / NOTE.columns) * NOTE.height,
    },
  ]);
  return moveNodes(tidied, Object.fromEntries(below));
}
