/** The small map of the whole flow. */
import { MiniMap, useStore } from '@xyflow/react';
import { definitionOf } from '../../nodes/register.ts';
import type { CardNode } from './drawn-parts.ts';

const MINIMAP = { width: 168, height: 112 };
/** The small map, where the flow is larger than what is seen of it. */
export function FlowMap() {
  const needed = useStore((state) => {
    const [x, y, zoom] = state.transform;
    for (const { internals, measured } of state.nodeLookup.values()) {
      const left = internals.positionAbsolute.x * zoom + x;
      const top = internals.positionAbsolute.y * zoom + y;
      const right = left + (measured.width ?? 0) * zoom;
      const bottom = top + (measured.height ?? 0) * zoom;
      if (left < 0 || top < 0 || right > state.width || bottom > state.height) return true;
    }
    return false;
  });
  if (!needed) return null;
  return (
    <MiniMap<CardNode>
      style={MINIMAP}
      pannable
      zoomable
      nodeColor={miniColor}
      nodeStrokeWidth={0}
      nodeBorderRadius={18}
    />
  );
}

function miniColor(node: CardNode): string {
  return `var(--naru-${definitionOf(node.data.node.type)?.category ?? 'logic'})`;
}
