/** What the sentence knows of a flow: which ways lead on from a node, its clause, and what arrives at it as a noun. */
import type { Surroundings } from '../../../nodes/kit/define-node.ts';
import type { FieldSet } from '../../../nodes/kit/field.ts';
import { joined, type Phrase, said, saidBy, textOfPhrase } from '../../../nodes/kit/phrase.ts';
import type { Clause } from '../../../nodes/kit/tell.ts';
import { type Language, localize } from '../../../nodes/kit/text.ts';
import { definitionOf } from '../../../nodes/register.ts';
import type { FlowNode } from '../flow-file.ts';
import { type Graph, linksOf, outputsOf, type ResolvedEdge, reachedFrom, resolveHandles } from '../graph.ts';
import { surroundingsAt } from '../words.ts';

/** The fields that arrive, by node and input. */
export type Inputs = Readonly<Record<string, Readonly<Record<string, FieldSet>>>>;

/** Where ways part: told first, or after another. */
export type Turn = 'first' | 'later';

/** The nodes to which an output leads; `all` where every output leads to the same. */
export interface Way {
  readonly by: string;
  readonly targets: readonly string[];
}

/** What arrives somewhere: told at length, and by its bare name. */
interface Noun {
  readonly noun: Phrase;
  readonly name: string;
}

export class Telling {
  readonly flow: Graph;
  readonly language: Language;
  /** Nodes of which something has been said. */
  readonly done = new Set<string>();
  /** Nodes that an event can reach, sources among them. */
  readonly reached: ReadonlySet<string>;
  readonly #surroundings: Surroundings;
  readonly #nodes: ReadonlyMap<string, FlowNode>;
  readonly #out = new Map<string, ResolvedEdge[]>();
  readonly #in = new Map<string, ResolvedEdge[]>();
  readonly #up: ReadonlyMap<string, readonly string[]>;
  readonly #inputs: Inputs;
  readonly #worth = new Map<string, boolean>();

  constructor(flow: Graph, language: Language, surroundings: Surroundings, inputs: Inputs) {
    this.flow = flow;
    this.language = language;
    this.#surroundings = surroundings;
    this.#nodes = new Map(flow.nodes.map((node) => [node.id, node]));
    for (const edge of resolveHandles(flow)) {
      this.#out.set(edge.source, [...(this.#out.get(edge.source) ?? []), edge]);
      this.#in.set(edge.target, [...(this.#in.get(edge.target) ?? []), edge]);
    }
    this.#up = linksOf(flow, 'up');
    this.#inputs = inputs;
    const down = linksOf(flow);
    const sources = this.nodes('source').map((node) => node.id);
    this.reached = new Set(sources.flatMap((id) => [id, ...reachedFrom(down, id)]));
  }

  node(id: string): FlowNode | undefined {
    return this.#nodes.get(id);
  }

  /** Nodes that take part, in the file's order. */
  nodes(category?: string): FlowNode[] {
    return this.flow.nodes.filter((node) => {
      const own = definitionOf(node.type)?.category;
      return category ? own === category : own !== 'note';
    });
  }

  before(id: string): readonly string[] {
    return this.#up.get(id) ?? [];
  }

  label(node: FlowNode): string {
    return localize(
      node.data.label,
      this.language,
      definitionOf(node.type)?.label[this.language] ?? node.type,
    );
  }

  /** The ways on, by output; what leads only to a join is told there. */
  waysFrom(node: FlowNode): Way[] {
    const edges = this.#out.get(node.id) ?? [];
    const handles = outputsOf(node).map((handle) => handle.id);
    const ways = handles.map((by): Way => {
      const targets = edges.filter((edge) => edge.sourceHandle === by).map((edge) => edge.target);
      return { by, targets: [...new Set(targets)].filter((id) => this.isTold(id)) };
    });
    const alike = ways.every((way) => way.targets.join(' ') === ways[0].targets.join(' '));
    if (ways.length > 1 && alike && ways[0].targets.length > 0)
      return [{ by: 'all', targets: ways[0].targets }];
    return ways.filter((way) => way.targets.length > 0);
  }

  /** Whether a node is told where it is reached: a join is not, nor what leads to joins and to nothing else. */
  isTold(id: string): boolean {
    const known = this.#worth.get(id);
    if (known !== undefined) return known;
    this.#worth.set(id, false);
    const node = this.#nodes.get(id);
    const next = (this.#out.get(id) ?? []).map((edge) => edge.target);
    const worth =
      node !== undefined &&
      node.type !== 'correlate' &&
      (node.type === 'action' || next.length === 0 || next.some((target) => this.isTold(target)));
    this.#worth.set(id, worth);
    return worth;
  }

  isLastAction(node: FlowNode): boolean {
    return node.type === 'action' && this.waysFrom(node).length === 0;
  }

  leadsToJoin(node: FlowNode): boolean {
    return (this.#out.get(node.id) ?? []).length > 0;
  }

  joinWay(node: FlowNode): string {
    return this.#by(node, this.#out.get(node.id) ?? []);
  }

  /** The way that a node without wires would be told by: its first. */
  firstWay(node: FlowNode): string {
    return outputsOf(node)[0]?.id ?? 'all';
  }

  clause(node: FlowNode, by: string | undefined, turn?: Turn): Clause {
    return this.#clause(node, by, turn, new Set([node.id]));
  }

  /** What a source gives. */
  noun(node: FlowNode): Phrase {
    return saidBy(node.id, this.clause(node, 'out').noun ?? this.label(node));
  }

  /** @param told nodes that this clause has told at length already: a cycle ends there, and a net of ways stays short */
  #clause(node: FlowNode, by: string | undefined, turn: Turn | undefined, told: Set<string>): Clause {
    const definition = definitionOf(node.type);
    const { language } = this;
    if (!definition) {
      const text = `“${node.type}”`;
      return { asks: false, and: text, leads: text, of: '', end: text };
    }
    const surroundings = surroundingsAt(this.#surroundings, this.#inputs[node.id]);
    const label = localize(node.data.label, language);
    const arriving = new Map<string, Noun>();
    return definition.tell(node.data, {
      language,
      surroundings,
      label: label || (node.type === 'action' ? '' : definition.label[language]),
      ...(by === undefined ? {} : { by }),
      ...(turn && { turn }),
      arriving: (handle) => {
        const known = arriving.get(handle) ?? this.#arriving(node, handle, told);
        arriving.set(handle, known);
        return known;
      },
    });
  }

  /** What arrives at an input: each way to it as a noun, the same node by several outputs once. */
  #arriving(node: FlowNode, handle: string, told: Set<string>): Noun {
    const edges = (this.#in.get(node.id) ?? []).filter((edge) => edge.targetHandle === handle);
    const ids = [...new Set(edges.map((edge) => edge.source))];
    const found = ids.flatMap((id) => {
      const source = this.#nodes.get(id);
      if (!source) return [];
      return this.#leaving(
        source,
        this.#by(
          source,
          edges.filter((edge) => edge.source === id),
        ),
        told,
      );
    });
    const or = this.language === 'ko' ? ' 또는 ' : ' or ';
    if (found.length === 0) {
      const nothing = this.language === 'ko' ? '아직 이어지지 않은 이벤트' : 'an event not yet wired';
      return { noun: [{ text: nothing }], name: nothing };
    }
    return {
      noun: joined(
        found.map((each) => each.noun),
        or,
      ),
      name: [...new Set(found.map((each) => each.name))].join(or),
    };
  }

  #by(node: FlowNode, edges: readonly ResolvedEdge[]): string {
    const handles = [...new Set(edges.map((edge) => edge.sourceHandle))];
    return handles.length === outputsOf(node).length && handles.length > 1 ? 'all' : (handles[0] ?? 'all');
  }

  /** What leaves a node, as a noun. Told at length once in a path; a second time by the node's label. */
  #leaving(node: FlowNode, by: string, told: Set<string>): Noun {
    const label = { noun: saidBy(node.id, `“${this.label(node)}”`), name: `“${this.label(node)}”` };
    const again = node.type !== 'event-source' && (told.has(node.id) || told.size > MOST_TOLD);
    if (node.type === 'correlate' || again) return label;
    told.add(node.id);
    this.done.add(node.id);
    const clause = this.#clause(node, by, undefined, told);
    if (clause.noun !== undefined)
      return { noun: saidBy(node.id, clause.noun), name: textOfPhrase(clause.noun) };
    const input = definitionOf(node.type)?.inputs(node.data)[0]?.id ?? 'in';
    const { noun, name } = this.#arriving(node, input, told);
    if (clause.of.length === 0) return { noun, name };
    const of = saidBy(node.id, clause.of);
    return { noun: this.#nounWith(of, noun, textOfPhrase(noun) !== name), name };
  }

  /** @param again something has been said of the noun before */
  #nounWith(of: Phrase, noun: Phrase, again: boolean): Phrase {
    if (this.language === 'ko') return again ? said`${of}, ${noun}` : said`${of} ${noun}`;
    const [first, ...rest] = of;
    const and = again ? { ...first, text: first.text.replace(/^where /, 'and ') } : first;
    return said`${noun} ${[and, ...rest]}`;
  }
}

/** More nodes than this in one clause are not read any more. */
const MOST_TOLD = 16;
