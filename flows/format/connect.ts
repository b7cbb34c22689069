/** Whether a wire may be drawn, and if not, why: said on the canvas while someone draws it. */
import type { Text } from '../../nodes/kit/text.ts';
import type { FlowEdge } from './flow-file.ts';
import { downstreamOf, type Graph, handleNamed, inputsOf, outputsOf, resolveHandles } from './graph.ts';

/** A wire that someone is drawing: an edge without an id. */
export type Connection = Omit<FlowEdge, 'id'>;

export type ConnectAnswer = { readonly ok: true } | { readonly ok: false; readonly reason: Text };

const refuse = (ko: string, en: string): ConnectAnswer => ({ ok: false, reason: { ko, en } });

export function canConnect(flow: Graph, connection: Connection): ConnectAnswer {
  const source = flow.nodes.find((node) => node.id === connection.source);
  const target = flow.nodes.find((node) => node.id === connection.target);
  if (!source || !target)
    return refuse('이어질 노드가 없습니다.', 'There is no node at one end of this wire.');
  if (source === target)
    return refuse('노드를 자기 자신에게 이을 수 없습니다.', "A node can't be wired to itself.");
  if (outputsOf(source).length === 0)
    return refuse('이 노드에서는 나가는 선을 그을 수 없습니다.', 'No wire can leave this node.');
  if (inputsOf(target).length === 0)
    return refuse(
      '이 노드로는 들어오는 선을 그을 수 없습니다. 이벤트는 여기서 시작합니다.',
      'No wire can lead into this node; it takes no events from others.',
    );
  const from = handleNamed(outputsOf(source), connection.sourceHandle);
  const to = handleNamed(inputsOf(target), connection.targetHandle);
  if (!from || !to)
    return refuse(
      '선의 끝을 노드의 연결점에 놓으세요.',
      'Put the end of the wire on one of the node’s handles.',
    );
  const twice = resolveHandles(flow).some(
    (edge) =>
      edge.source === source.id &&
      edge.target === target.id &&
      edge.sourceHandle === from.id &&
      edge.targetHandle === to.id,
  );
  if (twice) return refuse('이미 이어져 있습니다.', 'These two are wired already.');
  if (downstreamOf(flow, target.id).has(source.id))
    return refuse(
      '이벤트가 빙빙 돌게 되어 이을 수 없습니다. 흐름은 한 방향으로만 흐릅니다.',
      'Events would go round in a circle. A flow only leads forward.',
    );
  return { ok: true };
}
