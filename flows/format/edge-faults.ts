/** What is wrong with the wires of a flow. */

import type { Handle } from '../../nodes/kit/define-node.ts';
import type { Fault } from '../../nodes/kit/fault.ts';
import { korean } from '../../nodes/kit/korean.ts';
import { definitionOf } from '../../nodes/register.ts';
import type { FlowEdge, FlowNode } from './flow-file.ts';
import { type Graph, handleNamed, inputsOf, outputsOf, resolveHandles } from './graph.ts';

/** Faults of edges, and hints at inputs that nothing leads to. */
export function edgeFaults(graph: Graph): Fault[] {
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const faults = graph.edges.flatMap((edge) => [
    ...endFaults(edge, nodes, 'source'),
    ...endFaults(edge, nodes, 'target'),
  ]);
  return [...faults, ...doubleFaults(graph), ...openInputs(graph)];
}

function endFaults(edge: FlowEdge, nodes: ReadonlyMap<string, FlowNode>, end: 'source' | 'target'): Fault[] {
  const node = nodes.get(edge[end]);
  if (!node) {
    const missing = edge[end];
    const other = nodes.get(edge[end === 'source' ? 'target' : 'source'])?.id;
    return [
      {
        severity: 'error',
        code: 'dangling-edge',
        edge: edge.id,
        ...(other !== undefined && { node: other }),
        field: end,
        message: {
          ko: korean`선 ‘${edge.id}’의 ${end === 'source' ? '시작' : '끝'} 노드 ‘${missing}’이(가) 없습니다. 선을 지우거나 다시 이으세요.`,
          en: `The wire “${edge.id}” ${end === 'source' ? 'begins' : 'ends'} at “${missing}”, which does not exist. Remove it or wire it again.`,
        },
      },
    ];
  }
  if (!definitionOf(node.type)) return [];
  const handles = end === 'source' ? outputsOf(node) : inputsOf(node);
  const name = end === 'source' ? edge.sourceHandle : edge.targetHandle;
  if (handleNamed(handles, name)) return [];
  return [handleFault(edge, node, end, handles, name)];
}

function handleFault(
  edge: FlowEdge,
  node: FlowNode,
  end: 'source' | 'target',
  handles: readonly Handle[],
  name: string | null | undefined,
): Fault {
  const place = { severity: 'error', node: node.id, edge: edge.id, field: `${end}Handle` } as const;
  const list = handles.map((handle) => handle.id).join(', ');
  if (handles.length === 0)
    return {
      ...place,
      code: 'no-handle',
      message:
        end === 'source'
          ? {
              ko: korean`‘${node.id}’에서는 나가는 선을 그을 수 없습니다. 선 ‘${edge.id}’을(를) 지우세요.`,
              en: `No wire can leave “${node.id}”. Remove the wire “${edge.id}”.`,
            }
          : {
              ko: korean`‘${node.id}’(으)로는 들어오는 선을 그을 수 없습니다. 선 ‘${edge.id}’을(를) 지우세요.`,
              en: `No wire can lead into “${node.id}”. Remove the wire “${edge.id}”.`,
            },
    };
  if (name === null || name === undefined)
    return {
      ...place,
      code: 'ambiguous-handle',
      message: {
        ko: korean`‘${node.id}’에는 연결점이 여럿입니다. 선 ‘${edge.id}’이(가) 어느 것을 쓰는지 정하세요: ${list}.`,
        en: `“${node.id}” has several handles. Say which one the wire “${edge.id}” uses: ${list}.`,
      },
    };
  return {
    ...place,
    code: 'unknown-handle',
    message: {
      ko: korean`‘${node.id}’에는 ‘${name}’ 연결점이 없습니다. 선 ‘${edge.id}’을(를) 다음 중 하나에 이으세요: ${list}.`,
      en: `“${node.id}” has no handle “${name}”. Put the wire “${edge.id}” on one of: ${list}.`,
    },
  };
}

/** A second wire between the same two handles: each event would go through twice. */
function doubleFaults(graph: Graph): Fault[] {
  const seen = new Set<string>();
  return resolveHandles(graph).flatMap((edge): Fault[] => {
    const ends = JSON.stringify([edge.source, edge.sourceHandle, edge.target, edge.targetHandle]);
    if (!seen.has(ends)) {
      seen.add(ends);
      return [];
    }
    return [
      {
        severity: 'hint',
        code: 'double-edge',
        edge: edge.id,
        message: {
          ko: korean`‘${edge.source}’와(과) ‘${edge.target}’ 사이에 같은 선이 둘 있어 이벤트가 두 번 갑니다. 하나를 지우세요.`,
          en: `“${edge.source}” and “${edge.target}” are wired twice, so each event goes through twice. Remove one wire.`,
        },
      },
    ];
  });
}

function openInputs(graph: Graph): Fault[] {
  const wired = new Set(
    resolveHandles(graph).map((edge) => JSON.stringify([edge.target, edge.targetHandle])),
  );
  return graph.nodes.flatMap((node) => {
    const inputs = inputsOf(node);
    return inputs
      .filter((handle) => !wired.has(JSON.stringify([node.id, handle.id])))
      .map(
        (handle): Fault => ({
          severity: 'hint',
          code: 'open-input',
          node: node.id,
          message:
            inputs.length === 1
              ? {
                  ko: '이 노드로 들어오는 선이 없습니다. 앞의 노드와 이으세요.',
                  en: 'Nothing leads into this node. Wire it to the one before it.',
                }
              : {
                  ko: korean`‘${handle.id}’(으)로 들어오는 선이 없습니다. 앞의 노드와 이으세요.`,
                  en: `Nothing leads into “${handle.id}”. Wire it to the node before it.`,
                },
        }),
      );
  });
}
