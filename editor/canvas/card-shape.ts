/**
 * What the drawing library would measure of a card, told beforehand: its size, and the places of its handles. So wires
 * are drawn together with the cards, and not when all of them have been laid out and looked at.
 */
import { type Node, type NodeHandle, Position } from '@xyflow/react';
import type { FlowNode } from '../../flows/format/flow-file.ts';
import { inputsOf, outputsOf } from '../../flows/format/graph.ts';
import type { Handle } from '../../nodes/kit/define-node.ts';
import { CARD, CARD_ROWS, cardHeight, HANDLE, NOTE } from './card-size.ts';

export interface CardRows {
  /** Handles that edges name and the node does not have; they stand below its own. */
  readonly missingInputs: readonly string[];
  readonly missingOutputs: readonly string[];
}

/** How large a node is drawn; of a comment, about. */
export function sizeOf(node: FlowNode): { readonly width: number; readonly height: number } {
  if (node.type === 'comment') return NOTE;
  return {
    width: CARD.width,
    height: cardHeight(Math.max(inputsOf(node).length, outputsOf(node).length)),
  };
}

export function cardShape(
  node: FlowNode,
  { missingInputs, missingOutputs }: CardRows,
): Required<Pick<Node, 'measured' | 'handles'>> {
  const inputs = [...idsOf(inputsOf(node)), ...missingInputs];
  const outputs = [...idsOf(outputsOf(node)), ...missingOutputs];
  return {
    measured: { width: CARD.width, height: cardHeight(Math.max(inputs.length, outputs.length)) },
    handles: [
      ...inputs.map((id, row) => handleAt(id, row, 'target')),
      ...outputs.map((id, row) => handleAt(id, row, 'source')),
    ],
  };
}

const idsOf = (handles: readonly Handle[]) => handles.map(({ id }) => id);

function handleAt(id: string, row: number, type: 'target' | 'source'): NodeHandle {
  const { size, border } = HANDLE;
  const middle = type === 'target' ? border : CARD.width - border;
  return {
    id,
    type,
    position: type === 'target' ? Position.Left : Position.Right,
    x: middle - size / 2,
    y: CARD_ROWS.first + row * CARD_ROWS.row - size / 2,
    width: size,
    height: size,
  };
}
