/** Puts the nodes of a subflow in the place of each node that stands for it. */
import { type Row, textsOf } from '../../../nodes/kit/lenient.ts';
import { RED_LIMITS, type RedFlow, type RedNode, type RedSubflow } from './red-node.ts';

export interface Flattened {
  readonly nodes: readonly RedNode[];
  /** Nodes that stood for a subflow, and how many nodes came in their place. */
  readonly opened: readonly { readonly node: RedNode; readonly name: string; readonly count: number }[];
}

const IS_INSTANCE = /^subflow:(.+)$/;

/**
 * A subflow that can't be put in (it contains itself, lies too deep, or would make the flow too large) is left where it
 * is, and becomes a comment like any other node that nobody knows.
 */
export function flatten({ subflows, nodes, tabs }: RedFlow): Flattened {
  const all = new Map(subflows.map((subflow) => [subflow.id, subflow]));
  const byId = new Map(subflows.filter(({ id }) => !holdsItself(id, nodes)).map((each) => [each.id, each]));
  const inside = new Map<string, RedNode[]>();
  for (const node of nodes) {
    if (!all.has(node.tab)) continue;
    const members = inside.get(node.tab);
    if (members) members.push(node);
    else inside.set(node.tab, [node]);
  }
  let current: RedNode[] = nodes.filter((node) => !all.has(node.tab));
  const opened: { node: RedNode; name: string; count: number }[] = [];
  const known = new Set(tabs.map((tab) => tab.id));
  for (let depth = 0; depth < RED_LIMITS.nesting; depth++) {
    const place = current.find((node) => subflowOf(node, byId) !== undefined && !node.off);
    if (!place) break;
    current = openAll(current, byId, inside, opened, known);
  }
  return { nodes: current, opened };
}

/** Whether a subflow is found again somewhere inside itself. */
function holdsItself(id: string, nodes: readonly RedNode[]): boolean {
  const seen = new Set<string>();
  const stack = [id];
  while (stack.length > 0) {
    const within = stack.pop()!;
    for (const node of nodes) {
      const inner = node.tab === within ? IS_INSTANCE.exec(node.type)?.[1] : undefined;
      if (inner === id) return true;
      if (inner === undefined || seen.has(inner)) continue;
      seen.add(inner);
      stack.push(inner);
    }
  }
  return false;
}

function subflowOf(node: RedNode, byId: ReadonlyMap<string, RedSubflow>): RedSubflow | undefined {
  const id = IS_INSTANCE.exec(node.type)?.[1];
  return id === undefined ? undefined : byId.get(id);
}

/** Opens each instance that is there now; what comes out of them is looked at in the next round. */
function openAll(
  nodes: readonly RedNode[],
  byId: ReadonlyMap<string, RedSubflow>,
  inside: ReadonlyMap<string, readonly RedNode[]>,
  opened: { node: RedNode; name: string; count: number }[],
  tabs: ReadonlySet<string>,
): RedNode[] {
  const result: RedNode[] = [];
  /** Wires into an instance go on to where its input leads. */
  const entries = new Map<string, readonly string[]>();
  let total = nodes.length;
  for (const node of nodes) {
    const subflow = subflowOf(node, byId);
    const members = subflow && (inside.get(subflow.id) ?? []);
    if (!subflow || !members || node.off || total + members.length > RED_LIMITS.nodes) {
      result.push(node);
      continue;
    }
    total += members.length;
    const own = (id: string) => `${node.id}/${id}`;
    entries.set(node.id, subflow.into.map(own));
    for (const member of members)
      result.push({
        ...member,
        id: own(member.id),
        tab: tabs.has(node.tab) ? node.tab : member.tab,
        x: node.x + member.x / 10,
        y: node.y + member.y / 10,
        props: ownLinks(member, own),
        wires: leaving(member, subflow, node).map((port, i) => [
          ...(member.wires[i] ?? []).map(own),
          ...port,
        ]),
      });
    // An input that leads straight to an output: whatever comes in goes on.
    const straight = subflow.out.flatMap((port, i) =>
      port.some(({ id }) => id === subflow.id) ? (node.wires[i] ?? []) : [],
    );
    if (straight.length > 0) entries.set(node.id, [...(entries.get(node.id) ?? []), ...straight]);
    opened.push({ node, name: node.name || subflow.name, count: members.length });
  }
  return entries.size === 0 ? result : result.map((node) => redirect(node, entries));
}

/** A link inside a subflow leads to nodes of the same copy of it. */
function ownLinks({ type, props }: RedNode, own: (id: string) => string): Row {
  return type.startsWith('link ') ? { ...props, links: textsOf(props.links).map(own) } : props;
}

/** For each output of a member, where it goes on to behind the instance. */
function leaving(member: RedNode, subflow: RedSubflow, instance: RedNode): string[][] {
  const ports = Math.max(
    member.wires.length,
    ...subflow.out.flatMap((port) => port.filter(({ id }) => id === member.id).map((end) => end.port + 1)),
  );
  return Array.from({ length: Math.min(ports, 100) }, (_, at) =>
    subflow.out.flatMap((port, i) =>
      port.some(({ id, port: from }) => id === member.id && from === at) ? (instance.wires[i] ?? []) : [],
    ),
  );
}

/** Instances that were opened in one round may follow each other, so a wire is followed until it ends at a node. */
function redirect(node: RedNode, entries: ReadonlyMap<string, readonly string[]>): RedNode {
  if (!node.wires.some((port) => port.some((id) => entries.has(id)))) return node;
  const follow = (port: readonly string[]) => {
    const ends = new Set<string>();
    const seen = new Set<string>();
    const stack = [...port].reverse();
    while (stack.length > 0) {
      const id = stack.pop()!;
      if (seen.has(id)) continue;
      seen.add(id);
      const further = entries.get(id);
      if (further) stack.push(...[...further].reverse());
      else ends.add(id);
    }
    return [...ends];
  };
  return { ...node, wires: node.wires.map(follow) };
}
