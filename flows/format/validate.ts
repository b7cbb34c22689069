/**
 * Whether a flow can run, and everything that is wrong with it: every fault with its node, its field and a sentence.
 * What a person drew is never thrown at, however broken it is.
 */
import { checkDeeply } from '../../nodes/deep-checks.ts';
import type { Surroundings } from '../../nodes/kit/define-node.ts';
import { type Fault, isClean } from '../../nodes/kit/fault.ts';
import { korean, withRightParticles } from '../../nodes/kit/korean.ts';
import { isRow, type Row, rowsOf, textOf } from '../../nodes/kit/lenient.ts';
import { type Language, localize } from '../../nodes/kit/text.ts';
import { definitionOf } from '../../nodes/register.ts';
import { edgeFaults } from './edge-faults.ts';
import type { FlowEdge, FlowFile, FlowNode } from './flow-file.ts';
import { flowSchema, localizedSchema, NODE_ID } from './flow-schema.ts';
import { contextOf, cyclesOf, type Graph, inputFieldsOf } from './graph.ts';
import { groupHints } from './groups.ts';
import { isDeeperThan, LIMITS } from './limits.ts';
import { migrateFlow } from './migrate.ts';
import { parseFlowText } from './parse.ts';
import { faultsOfIssues } from './zod-faults.ts';

/** Characters of a node's name in a sentence. */
const LONGEST_NAME = 40;

export interface Validation {
  /** The flow, where nothing refuses it (there may be hints). */
  readonly flow?: FlowFile;
  readonly faults: Fault[];
}

/**
 * Checks a flow file that has been read as JSON.
 *
 * @param surroundings what is known around the flow; a list that is left out is not checked against
 */
export function validateFlow(input: unknown, surroundings: Surroundings = {}): Validation {
  const refusal = frameRefusal(input);
  if (refusal) return { faults: [refusal] };
  const migrated = migrateFlow(input as Row);
  if ('fault' in migrated) return { faults: [migrated.fault] };
  const { raw } = migrated;
  const graph = graphOf(raw);
  const faults = readable([
    ...frameFaults(raw),
    ...idFaults(raw),
    ...graph.nodes.flatMap((node) => settingFaults(node)),
    ...edgeFaults(graph),
    ...cyclesOf(graph).map((cycle) => cycleFault(cycle, graph)),
    ...surroundedFaults(graph, surroundings),
    ...testFaults(raw, graph),
    ...groupHints(raw.groups, new Set(graph.nodes.map((node) => node.id))),
  ]);
  return isClean(faults) ? { flow: completed(raw), faults } : { faults };
}

/** Each once, as a person reads it. */
function readable(faults: readonly Fault[]): Fault[] {
  return distinct(faults).map((fault) => ({
    ...fault,
    message: { ...fault.message, ko: withRightParticles(fault.message.ko) },
  }));
}

/** Checks the text of a flow file. */
export function validateFlowText(text: string, surroundings: Surroundings = {}): Validation {
  const parsed = parseFlowText(text);
  return 'fault' in parsed ? { faults: [parsed.fault] } : validateFlow(parsed.value, surroundings);
}

/** What is so wrong that nothing else can be looked at. */
function frameRefusal(input: unknown): Fault | undefined {
  if (!isRow(input))
    return {
      severity: 'error',
      code: 'not-a-flow',
      message: {
        ko: '흐름 파일이 아닙니다. id, nodes, edges가 있는 JSON 객체여야 합니다.',
        en: 'This is no flow file. It must be a JSON object with id, nodes and edges.',
      },
    };
  if (isDeeperThan(input, LIMITS.depth))
    return {
      severity: 'error',
      code: 'too-deep',
      message: {
        ko: `파일 안의 묶음이 너무 깊습니다. ${LIMITS.depth}단계까지만 읽습니다.`,
        en: `Things lie too deep in each other in this file. At most ${LIMITS.depth} levels are read.`,
      },
    };
  for (const [list, most] of [
    ['nodes', LIMITS.nodes],
    ['edges', LIMITS.edges],
  ] as const) {
    const members = input[list];
    if (!Array.isArray(members) || members.length <= most) continue;
    const ko = list === 'nodes' ? '노드' : '연결선';
    return {
      severity: 'error',
      code: 'too-large',
      field: list,
      message: {
        ko: korean`${ko}이(가) ${members.length}개입니다. 한 흐름에는 ${most}개까지 둘 수 있습니다. 흐름을 나누세요.`,
        en: `There are ${members.length} ${list}; a flow may have ${most}. Split it into several flows.`,
      },
    };
  }
  return undefined;
}

/** What the frame's schema says, at the node or edge that it concerns where that has an id. */
function frameFaults(raw: Row): Fault[] {
  const issues = flowSchema.safeParse(raw).error?.issues ?? [];
  return faultsOfIssues(issues, raw, {}).map((fault) => {
    const [list, index] = fault.field?.split('.') ?? [];
    const member = list === 'nodes' || list === 'edges' ? rowsOf(raw[list])[Number(index)] : undefined;
    const id = textOf(member?.id);
    if (!id) return fault;
    return list === 'nodes' ? { ...fault, node: id } : { ...fault, edge: id };
  });
}

/** As much of the flow's graph as can be read: nodes and edges whose ids are texts, each id once. */
function graphOf(raw: Row): Graph {
  const nodes = new Map<string, FlowNode>();
  for (const row of rowsOf(raw.nodes)) {
    const id = textOf(row.id);
    if (!id || nodes.has(id)) continue;
    nodes.set(id, {
      id,
      type: textOf(row.type),
      position: { x: 0, y: 0 },
      data: isRow(row.data) ? row.data : {},
    });
  }
  const edges = rowsOf(raw.edges).flatMap((row): FlowEdge[] => {
    const [source, target] = [textOf(row.source), textOf(row.target)];
    if (!source || !target) return [];
    const handle = (value: unknown) => (typeof value === 'string' ? value : null);
    return [
      {
        id: textOf(row.id),
        source,
        target,
        sourceHandle: handle(row.sourceHandle),
        targetHandle: handle(row.targetHandle),
      },
    ];
  });
  return { id: textOf(raw.id), nodes: [...nodes.values()], edges };
}

function idFaults(raw: Row): Fault[] {
  const faults: Fault[] = [];
  for (const [list, code] of [
    ['nodes', 'node'],
    ['edges', 'edge'],
  ] as const) {
    const taken = new Set<string>();
    for (const [i, row] of rowsOf(raw[list]).entries()) {
      const id = textOf(row.id);
      if (id && taken.has(id))
        faults.push({
          severity: 'error',
          code: 'duplicate-id',
          [code]: id,
          field: `${list}.${i}.id`,
          message: {
            ko: korean`ID ‘${id}’이(가) 두 번 쓰였습니다. 서로 다른 ID를 쓰세요.`,
            en: `The id “${id}” is used twice. Give each its own.`,
          },
        });
      taken.add(id);
    }
  }
  return faults;
}

/** A node's kind, and its settings against the kind's schema. */
function settingFaults(node: FlowNode): Fault[] {
  if (node.type === '') return [];
  const definition = definitionOf(node.type);
  if (!definition)
    return [
      {
        severity: 'error',
        code: 'unknown-kind',
        node: node.id,
        message: {
          ko: korean`‘${node.type}’(이)라는 종류의 노드는 없습니다. 지우고 목록에 있는 노드를 쓰세요.`,
          en: `There is no kind of node “${node.type}”. Remove it and use one from the palette.`,
        },
      },
    ];
  const issues = definition.schema.safeParse(node.data).error?.issues ?? [];
  return faultsOfIssues(issues, node.data, { node: node.id, form: definition.form });
}

function cycleFault(cycle: readonly string[], { nodes }: Graph): Fault {
  const walk = (language: Language) =>
    [...cycle, cycle[0]]
      .map((id) => shownName(nodes.find((node) => node.id === id) as FlowNode, language))
      .join(' → ');
  return {
    severity: 'error',
    code: 'cycle',
    node: cycle[0],
    message: {
      ko: `이벤트가 빙빙 돌게 이어져 있습니다: ${walk('ko')}. 이 가운데 선 하나를 지우세요.`,
      en: `Events would go round in a circle: ${walk('en')}. Remove one of these wires.`,
    },
  };
}

/** What a person calls a node, shortened; a label that is none is a fault of its own. */
function shownName({ type, data }: FlowNode, language: Language): string {
  const { data: label } = localizedSchema.safeParse(data.label);
  const name = localize(label, language, definitionOf(type)?.label[language] ?? type).trim();
  return name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME)}…` : name;
}

/** What depends on where a node stands: the fields that arrive, tables, event types. */
function surroundedFaults(graph: Graph, surroundings: Surroundings): Fault[] {
  const inputs = inputFieldsOf(graph, surroundings);
  return graph.nodes.flatMap((node) => {
    const definition = definitionOf(node.type);
    const context = contextOf(graph, node.id, inputs.get(node.id) ?? {}, surroundings);
    const own = definition?.check(node.data, context) ?? [];
    return [...checkDeeply(node.type, node.data, context), ...own].map((fault) => ({
      ...fault,
      node: node.id,
    }));
  });
}

/** Hints for tests that can't pass: they do not keep the flow from running. */
function testFaults(raw: Row, graph: Graph): Fault[] {
  const actions = new Set(graph.nodes.filter((node) => node.type === 'action').map((node) => node.id));
  return rowsOf(raw.tests).flatMap((test, i) =>
    rowsOf(test.expect).flatMap((expected, j): Fault[] => {
      const node = textOf(expected.node);
      if (!NODE_ID.test(node) || actions.has(node)) return [];
      return [
        {
          severity: 'hint',
          code: 'test-node',
          field: `tests.${i}.expect.${j}.node`,
          message: {
            ko: korean`이 시험이 기대하는 실행 노드 ‘${node}’이(가) 흐름에 없습니다. 시험을 고치세요.`,
            en: `This test expects a match at “${node}”, but the flow has no such action. Fix the test.`,
          },
        },
      ];
    }),
  );
}

function distinct(faults: readonly Fault[]): Fault[] {
  const said = new Set<string>();
  return faults.filter((fault) => {
    const key = JSON.stringify([fault.code, fault.node, fault.edge, fault.field, fault.message.en]);
    return !said.has(key) && said.add(key);
  });
}

/** What the frame may leave out is filled in; everything else stays as it was. */
function completed(raw: Row): FlowFile {
  const nodes = rowsOf(raw.nodes).map((node) => ({
    ...node,
    position: node.position ?? { x: 0, y: 0 },
    data: node.data ?? {},
  }));
  return { ...raw, name: raw.name ?? raw.id, nodes } as unknown as FlowFile;
}
