/** What the store asks of flows/format, and of anything that claims to be a flow. */

import type { FlowFile } from '../../flows/format/flow-file.ts';
import { isDeeperThan, LIMITS } from '../../flows/format/limits.ts';
import { parseFlowText } from '../../flows/format/parse.ts';
import type { Fault } from '../../nodes/kit/fault.ts';
import { korean } from '../../nodes/kit/korean.ts';
import { FlowRefused } from './flow-errors.ts';

/** Any JSON object with an id: a flow as it was read or drawn, with whatever faults it has. */
export type FlowBody = { readonly id: string } & Readonly<Record<string, unknown>>;

/** Every fault and hint of what claims to be a flow, in the surroundings of this runtime. Never throws. */
export type FlowCheck = (raw: unknown) => { readonly flow?: FlowFile; readonly faults: readonly Fault[] };

/** Ids become file names: checked against this before a path is made of one (SPEC §2). */
export const FLOW_ID = /^[a-z0-9][a-z0-9-]{0,63}$/;

export interface ReadFlow {
  /** What the engine runs; only where nothing is at fault. */
  readonly flow?: FlowFile;
  readonly faults: readonly Fault[];
  /** What a canvas can show of it, faults and all. */
  readonly body?: FlowBody;
}

/**
 * Reads a file of the flows folder. It is a flow only when it is JSON, named after its id, and without a fault.
 *
 * @param name the file's name without `.json`
 */
export function readFlowFile(name: string, content: Uint8Array, check: FlowCheck): ReadFlow {
  if (!FLOW_ID.test(name)) return { faults: [fileNameFault(name)] };
  const parsed = parseFlowText(new TextDecoder().decode(content));
  if ('fault' in parsed) return { faults: [parsed.fault] };
  const { flow, faults } = check(parsed.value);
  if (!isFlowBody(parsed.value)) return { faults };
  if (parsed.value.id !== name) return { faults: [...faults, fileNamedOtherwise(name, parsed.value.id)] };
  const body = drawable(parsed.value);
  return flow && body ? { flow, faults, body } : { faults, body };
}

function fileNameFault(name: string): Fault {
  return {
    severity: 'error',
    code: 'file-name',
    message: {
      ko: korean`파일 이름 ‘${name}.json’은(는) 흐름 ID로 쓸 수 없습니다. 영문 소문자, 숫자, 붙임표(-)만 64자까지 쓸 수 있습니다.`,
      en: `The file name “${name}.json” cannot be a flow’s id: at most 64 small letters, digits and hyphens.`,
    },
  };
}

function fileNamedOtherwise(name: string, id: string): Fault {
  return {
    severity: 'error',
    code: 'file-name',
    field: 'id',
    message: {
      ko: `흐름의 ID는 ‘${id}’인데 파일 이름은 ‘${name}.json’입니다. 둘을 같게 하세요.`,
      en: `The flow’s id is “${id}” but the file is “${name}.json”. Make them alike.`,
    },
  };
}

export function isFlowBody(raw: unknown): raw is FlowBody {
  return (
    typeof raw === 'object' &&
    raw !== null &&
    !Array.isArray(raw) &&
    'id' in raw &&
    typeof raw.id === 'string'
  );
}

/**
 * A flow as the canvas can draw it, or undefined: nodes with a kind, edges with two ends. A draft may be full of
 * faults, but not of another shape than a drawing. Nodes without a place, which a file may have, get one in a row.
 */
export function drawable(flow: FlowBody): FlowBody | undefined {
  // Before anything walks through it, or writes it out again.
  if (isDeeperThan(flow, LIMITS.depth)) return undefined;
  const { nodes, edges } = flow;
  if (!Array.isArray(nodes) || !nodes.every(isDrawableNode)) return undefined;
  if (!Array.isArray(edges) || !edges.every(isDrawableEdge)) return undefined;
  if (nodes.every((node) => node.position !== undefined && node.data !== undefined)) return flow;
  const placed = nodes.map((node, i) => ({
    ...node,
    position: node.position ?? { x: COLUMN * i, y: 0 },
    data: node.data ?? {},
  }));
  return { ...flow, nodes: placed };
}

const COLUMN = 320;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function isDrawableNode(node: unknown): node is Record<string, unknown> {
  return (
    isRecord(node) &&
    typeof node.id === 'string' &&
    typeof node.type === 'string' &&
    (node.position === undefined || isPlace(node.position)) &&
    (node.data === undefined || isRecord(node.data))
  );
}

function isPlace(position: unknown): boolean {
  return isRecord(position) && Number.isFinite(position.x) && Number.isFinite(position.y);
}

function isDrawableEdge(edge: unknown): boolean {
  return isRecord(edge) && ['id', 'source', 'target'].every((name) => typeof edge[name] === 'string');
}

/** The flow as the canvas can draw it. @throws FlowRefused where the id is none, or the shape is another */
export function drawn(flow: FlowBody): FlowBody {
  if (isDeeperThan(flow, LIMITS.depth)) throw new FlowRefused([tooDeep()]);
  const faults: Fault[] = [];
  if (!FLOW_ID.test(flow.id))
    faults.push({
      severity: 'error',
      code: 'flow-id',
      field: 'id',
      message: {
        ko: korean`‘${flow.id.slice(0, 80)}’은(는) 흐름 ID로 쓸 수 없습니다. 영문 소문자나 숫자로 시작해 소문자, 숫자, 붙임표(-)를 64자까지 쓰세요.`,
        en: `“${flow.id.slice(0, 80)}” cannot be a flow’s id. Use at most 64 small letters, digits and hyphens, beginning with a letter or digit.`,
      },
    });
  const body = drawable(flow);
  if (!body)
    faults.push({
      severity: 'error',
      code: 'shape',
      message: {
        ko: '흐름의 모양이 아닙니다. nodes에는 id와 type이, edges에는 id, source, target이 있어야 합니다.',
        en: 'This is not the shape of a flow: nodes need id and type, edges need id, source and target.',
      },
    });
  if (!body || faults.length > 0) throw new FlowRefused(faults);
  return body;
}

function tooDeep(): Fault {
  return {
    severity: 'error',
    code: 'too-deep',
    message: {
      ko: `흐름이 ${LIMITS.depth}단계보다 깊게 겹쳐 있습니다.`,
      en: `The flow is nested deeper than ${LIMITS.depth} levels.`,
    },
  };
}

/** A body that was sent for one flow and says it is another. */
export function idTakenOver(id: string, given: string): Fault {
  return {
    severity: 'error',
    code: 'flow-id',
    field: 'id',
    message: {
      ko: `이 흐름의 ID는 ‘${id}’인데 보낸 내용의 ID는 ‘${given.slice(0, 80)}’입니다.`,
      en: `This flow’s id is “${id}”, but what was sent says “${given.slice(0, 80)}”.`,
    },
  };
}
