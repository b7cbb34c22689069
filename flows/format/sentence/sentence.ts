/**
 * flows/format/sentence: the whole flow as text, as its owner would tell it. Each kind says its own part
 * (nodes/<kind>/tell.ts); here the parts are put together along the graph, and each keeps the id of its node.
 *
 * This file: which lines there are and what goes below what. Sources begin; where ways part, each is a line below; a
 * correlate, at which several ways meet, begins a line of its own. What no event can reach comes last.
 */
import type { Surroundings } from '../../../nodes/kit/define-node.ts';
import { joined, type Part, type Phrase, particled, said, saidBy } from '../../../nodes/kit/phrase.ts';
import type { Clause } from '../../../nodes/kit/tell.ts';
import type { Language } from '../../../nodes/kit/text.ts';
import type { FlowNode } from '../flow-file.ts';
import { type Graph, inputFieldsOf, orderOf } from '../graph.ts';
import { type ClauseInLine, lineOf } from './line.ts';
import { type Inputs, Telling, type Turn, type Way } from './telling.ts';

export interface Line {
  readonly parts: Phrase;
  readonly children: readonly Line[];
}

export interface Sentence {
  readonly lines: readonly Line[];
  /** What no event can reach. */
  readonly apart: readonly Line[];
}

/**
 * Tells a flow, also one that is half drawn.
 *
 * @param inputs the fields that arrive, by node and input, where they have been worked out already (`inputFieldsOf`)
 */
export function sentenceOf(
  flow: Graph,
  language: Language,
  surroundings: Surroundings = {},
  inputs: Inputs = Object.fromEntries(inputFieldsOf(flow, surroundings)),
): Sentence {
  const teller = new Teller(new Telling(flow, language, surroundings, inputs));
  return { lines: teller.lines(), apart: teller.apart() };
}

/**
 * As plain text, for the clipboard: branches are indented list items.
 *
 * @param headings above the lines, one each
 */
export function sentenceText(
  { lines, apart }: Sentence,
  apartTitle: string,
  headings: readonly (string | undefined)[] = [],
): string {
  const write = (line: Line, depth: number): string =>
    [
      `${depth === 0 ? '' : `${'  '.repeat(depth - 1)}- `}${textOf(line.parts)}`,
      ...line.children.map((child) => write(child, depth + 1)),
    ].join('\n');
  const texts = lines.map((line, i) =>
    headings[i] ? `[${headings[i]}]\n${write(line, 0)}` : write(line, 0),
  );
  if (apart.length > 0) texts.push([apartTitle, ...apart.map((line) => write(line, 1))].join('\n'));
  return texts.join('\n\n');
}

const textOf = (parts: readonly Part[]) => parts.map((part) => part.text).join('');

class Teller {
  readonly #telling: Telling;
  readonly #ko: boolean;

  constructor(telling: Telling) {
    this.#telling = telling;
    this.#ko = telling.language === 'ko';
  }

  lines(): Line[] {
    const sources = this.#telling.nodes('source').filter((node) => this.#telling.isTold(node.id));
    const lines = this.#together(sources).map((group) => this.#fromSources(group));
    for (const node of this.#correlates()) lines.push(this.#from(node, true));
    return lines;
  }

  apart(): Line[] {
    const { done } = this.#telling;
    const lines: Line[] = [];
    const left = () => this.#telling.nodes().filter((node) => !done.has(node.id));
    const roots = left().filter((node) => !this.#telling.before(node.id).some((id) => !done.has(id)));
    for (const node of [...roots, ...left()]) if (!done.has(node.id)) lines.push(this.#from(node, false));
    return lines;
  }

  /** Joins, the ones nearer to the sources first. */
  #correlates(): FlowNode[] {
    const { ids } = orderOf(this.#telling.flow);
    const reached = this.#telling.reached;
    return ids.flatMap((id) => {
      const node = this.#telling.node(id);
      return node?.type === 'correlate' && reached.has(id) ? [node] : [];
    });
  }

  /** Sources that lead to the same places are told as one: "A or B comes in". */
  #together(sources: readonly FlowNode[]): FlowNode[][] {
    const groups = new Map<string, FlowNode[]>();
    for (const node of sources) {
      const ways = this.#telling.waysFrom(node);
      const key = ways.length === 0 ? node.id : JSON.stringify(ways.map((way) => way.targets));
      groups.set(key, [...(groups.get(key) ?? []), node]);
    }
    return [...groups.values()];
  }

  #fromSources(nodes: readonly FlowNode[]): Line {
    for (const node of nodes) this.#telling.done.add(node.id);
    const noun = joined(
      nodes.map((node) => this.#telling.noun(node)),
      this.#ko ? ' 또는 ' : ' or ',
    );
    const id = nodes.length === 1 ? nodes[0].id : undefined;
    const told = (words: Phrase) => (id === undefined ? words : saidBy(id, words));
    const leads = this.#ko ? said`${particled(noun, '이')} 들어오면` : said`${noun} comes in`;
    const and = this.#ko ? said`${particled(noun, '이')} 들어왔을 때` : leads;
    const head: Clause = { asks: true, and: told(and), leads: told(leads), of: '' };
    return this.#goOn([{ clause: head, head: true }], nodes[0]);
  }

  #from(node: FlowNode, reached: boolean): Line {
    const line = this.#take([], node, reached);
    if (line.parts.length > 0) return line;
    const label = `“${this.#telling.label(node)}”`;
    return { ...line, parts: saidBy(node.id, `${label}:`) };
  }

  /** Goes on from a node whose own part has been said. */
  #goOn(before: readonly ClauseInLine[], node: FlowNode): Line {
    const ways = this.#telling.waysFrom(node).filter((way) => way.targets.length > 0);
    if (ways.length === 0) return this.#end(before, this.#telling.leadsToJoin(node) ? 'join' : 'nothing');
    return this.#along(before, ways[0]);
  }

  /** Every target of a way: one is the same line, several that only act too, else each is a line below. */
  #along(before: readonly ClauseInLine[], { targets }: Way): Line {
    const nodes = targets.flatMap((id) => this.#telling.node(id) ?? []);
    if (nodes.length === 1) return this.#take(before, nodes[0], true);
    const plain = nodes.filter((node) => this.#telling.isLastAction(node));
    if (plain.length === nodes.length) {
      const acts = nodes.map((node) => this.#clause(node, undefined));
      return { parts: lineOf([...before, ...acts], this.#telling.language, 'end'), children: [] };
    }
    return this.#parting(
      before,
      nodes.flatMap((node) => {
        const line = this.#take([], node, true);
        // Its own ways part at once: they stand beside the others
        return line.parts.length > 0 ? [line] : line.children;
      }),
    );
  }

  /** Says a node's part, and goes on. */
  #take(before: readonly ClauseInLine[], node: FlowNode, mayRefer: boolean): Line {
    const telling = this.#telling;
    const acts = node.type === 'action';
    const ways = telling.waysFrom(node).filter((way) => way.targets.length > 0);
    if (mayRefer && telling.done.has(node.id) && ways.length > 0 && node.type !== 'correlate')
      return this.#refer(before, node);
    telling.done.add(node.id);
    if (acts) {
      const parts = lineOf([...before, this.#clause(node, undefined)], telling.language, 'end');
      return { parts, children: ways.map((way, i) => this.#branch(node, way, turnOf(i))) };
    }
    if (ways.length === 0) {
      const by = telling.leadsToJoin(node) ? telling.joinWay(node) : telling.firstWay(node);
      return this.#end([...before, this.#clause(node, by)], telling.leadsToJoin(node) ? 'join' : 'nothing');
    }
    if (ways.length === 1) return this.#along([...before, this.#clause(node, ways[0].by)], ways[0]);
    return this.#parting(
      before,
      ways.map((way, i) => this.#branch(node, way, turnOf(i))),
    );
  }

  #branch(node: FlowNode, way: Way, turn?: Turn): Line {
    return this.#along([this.#clause(node, way.by, turn)], way);
  }

  /** A line whose ways part below it; it is empty where nothing has been said before they part. */
  #parting(before: readonly ClauseInLine[], children: readonly Line[]): Line {
    const parts = before.length === 0 ? [] : lineOf(before, this.#telling.language, 'part');
    return { parts, children };
  }

  #refer(before: readonly ClauseInLine[], node: FlowNode): Line {
    const label = `“${this.#telling.label(node)}”`;
    const text = this.#ko ? said`위의 ${particled(label, '으로')} 이어집니다` : `go on with ${label} above`;
    const words = saidBy(node.id, text);
    const clause: Clause = { asks: false, and: words, leads: words, of: '', end: words };
    return {
      parts: lineOf([...before, { clause, node: node.id }], this.#telling.language, 'end'),
      children: [],
    };
  }

  #end(before: readonly ClauseInLine[], why: 'nothing' | 'join'): Line {
    const words = ENDS[why][this.#telling.language];
    const clause: Clause = { asks: false, and: words, leads: words, of: '', end: words };
    return { parts: lineOf([...before, { clause }], this.#telling.language, 'end'), children: [] };
  }

  #clause(node: FlowNode, by: string | undefined, turn?: Turn): ClauseInLine {
    this.#telling.done.add(node.id);
    return { clause: this.#telling.clause(node, by, turn), node: node.id };
  }
}

const turnOf = (i: number): Turn => (i === 0 ? 'first' : 'later');

const ENDS = {
  nothing: { ko: '아직 아무 조치도 하지 않습니다', en: 'nothing is done yet' },
  join: { ko: '아래의 이어 보기로 들어갑니다', en: 'it goes into a pattern below' },
} as const;
