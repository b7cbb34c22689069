/** What one action would mend: offered beside the sentence of a fault. Changes are data; the editor applies them in one step. */
import type { Fault } from '../../nodes/kit/fault.ts';
import { withParticle } from '../../nodes/kit/korean.ts';
import { rowOf } from '../../nodes/kit/lenient.ts';
import type { Text } from '../../nodes/kit/text.ts';
import { type Connection, canConnect } from './connect.ts';
import type { FlowFile, FlowNode } from './flow-file.ts';
import { inputsOf, outputsOf, resolveHandles } from './graph.ts';
import { labelOf } from './traps/trap.ts';

export type Mend = { readonly label: Text } & (
  | { readonly kind: 'connect'; readonly connection: Connection }
  | { readonly kind: 'remove'; readonly nodes: readonly string[]; readonly edges: readonly string[] }
  | { readonly kind: 'set'; readonly node: string; readonly data: FlowNode['data'] }
  | { readonly kind: 'flow'; readonly settings: { readonly timezone?: string; readonly lateness?: string } }
);

const REMOVE: Text = { ko: '제거', en: 'Remove' };

/**
 * The mend of a fault, where one simple action does it.
 *
 * @param timeZone the reader's own, for a flow that has none
 */
export function mendOf(flow: FlowFile, fault: Fault, timeZone: string): Mend | undefined {
  const node = flow.nodes.find((each) => each.id === fault.node);
  switch (fault.code) {
    case 'double-edge':
    case 'dangling-edge':
    case 'no-handle':
    case 'unknown-handle':
      return flow.edges.some((edge) => edge.id === fault.edge)
        ? { kind: 'remove', nodes: [], edges: [fault.edge!], label: REMOVE }
        : undefined;
    case 'dead-end':
      return node && connectMend(flow, node, 'onwards');
    case 'open-input':
      return node && (connectMend(flow, node, 'back') ?? removeLoose(flow, node));
    case 'acts-again-and-again':
      return node && setting(node, { emit: 'once' }, { ko: '처음 한 번만', en: 'Once only' });
    case 'pairs-multiply':
      return node && setting(node, { advance: 'newest' }, { ko: '가장 최근 것만', en: 'The newest only' });
    case 'day-in-utc':
      return { kind: 'flow', settings: { timezone: timeZone }, label: { ko: timeZone, en: timeZone } };
    case 'drops-late':
      return {
        kind: 'flow',
        settings: { lateness: 'PT1M' },
        label: { ko: '1분 허용', en: 'Allow 1 minute' },
      };
    default:
      return undefined;
  }
}

function setting(node: FlowNode, changed: Readonly<Record<string, unknown>>, label: Text): Mend {
  return { kind: 'set', node: node.id, data: { ...rowOf(node.data), ...changed }, label };
}

/** The nearest loose end that fits: of a way that ends here one that begins to the right, and the other way round. */
function connectMend(flow: FlowFile, node: FlowNode, way: 'onwards' | 'back'): Mend | undefined {
  const edges = resolveHandles(flow);
  const looseInputs = (each: FlowNode) =>
    inputsOf(each).filter(
      (handle) => !edges.some((edge) => edge.target === each.id && edge.targetHandle === handle.id),
    );
  const looseOutputs = (each: FlowNode) =>
    edges.some((edge) => edge.source === each.id) ? [] : outputsOf(each).slice(0, 1);
  const found = flow.nodes.flatMap((other) => {
    const right = other.position.x - node.position.x;
    if (other === node || (way === 'onwards' ? right <= 0 : right >= 0)) return [];
    const [from, to] = way === 'onwards' ? [node, other] : [other, node];
    const [output, input] = [looseOutputs(from)[0], looseInputs(to)[0]];
    if (!output || !input) return [];
    const connection = { source: from.id, sourceHandle: output.id, target: to.id, targetHandle: input.id };
    if (!canConnect(flow, connection).ok) return [];
    return [{ other, connection, far: Math.hypot(right, other.position.y - node.position.y) }];
  });
  const nearest = found.sort((a, b) => a.far - b.far)[0];
  if (!nearest) return undefined;
  const [ko, en] = [labelOf(nearest.other, 'ko'), labelOf(nearest.other, 'en')];
  const label = { ko: `${withParticle(`‘${ko}’`, '과')} 연결`, en: `Wire to “${en}”` };
  return { kind: 'connect', connection: nearest.connection, label };
}

function removeLoose(flow: FlowFile, { id }: FlowNode): Mend | undefined {
  if (flow.edges.some((edge) => edge.source === id || edge.target === id)) return undefined;
  return { kind: 'remove', nodes: [id], edges: [], label: REMOVE };
}
