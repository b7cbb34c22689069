/** The event that a row stands for: its data, its causes, what it is called by. Made only when somebody asks. */
import type { EventText } from './bad-events.ts';
import type { FlowGraph } from './flow-graph.ts';
import { GrownData } from './grown-data.ts';
import { type Causes, oneCause } from './kernel/causes.ts';
import type { JsonWriter } from './kernel/json-writer.ts';
import type { EventName, Maker } from './kernel/operator.ts';
import { HAS_TEXTS, HEAD_WORDS, ID_START, SUBJECT_START } from './kernel/row-layout.ts';
import { FROM_SOURCE, type Rows } from './kernel/rows.ts';
import type { SourceEvents } from './kernel/source-events.ts';
import { writeHeadText } from './located-events.ts';
import { timeText } from './scan/event-time.ts';

const COMMA = 44;

interface ParsedSource {
  readonly data: Readonly<Record<string, unknown>>;
  readonly envelope: Readonly<Record<string, unknown>>;
}

export class RowEvents {
  private readonly graph: FlowGraph;
  private readonly rows: Rows;
  private readonly sources: SourceEvents;
  private readonly grown: GrownData;
  private parsedIdentity = Number.NaN;
  private parsed: ParsedSource = { data: {}, envelope: {} };

  constructor(graph: FlowGraph, rows: Rows, sources: SourceEvents) {
    this.graph = graph;
    this.rows = rows;
    this.sources = sources;
    this.grown = new GrownData(graph, rows);
  }

  /** The event's whole data. Not to be changed. */
  data(row: number): Readonly<Record<string, unknown>> {
    const maker = this.rows.maker[row];
    if (maker === FROM_SOURCE) return this.source(row).data;
    const { operator } = this.graph.nodes[maker];
    if (operator.maker) return operator.maker.data(row);
    return { ...this.data(this.rows.parent[row]), ...operator.added!() };
  }

  /** A match begins to be written. */
  beginMatch(): void {
    this.sources.beginMatch();
  }

  /** Writes the event's data as JSON. */
  writeData(row: number, out: JsonWriter): void {
    if (this.grown.prepare(row)) this.grown.write(out);
    else out.value(this.data(row));
  }

  /** Writes the event's key as JSON. */
  writeKey(row: number, out: JsonWriter): void {
    const root = this.root(row);
    const { rows } = this;
    const at = root * HEAD_WORDS;
    const maker = this.makerOf(root);
    if (maker?.writeKey) maker.writeKey(out);
    else if (maker || rows.head[at + HAS_TEXTS] === 0) out.value(this.name(root).key);
    else if (rows.head[at + SUBJECT_START] === 0) out.json('null');
    else writeHeadText(rows, root, SUBJECT_START, out);
  }

  /** Writes the ids of the event's causes as JSON texts with commas between. */
  writeCauses(row: number, out: JsonWriter): void {
    const root = this.root(row);
    const { rows } = this;
    const maker = this.makerOf(root);
    if (!maker) {
      if (rows.head[root * HEAD_WORDS + HAS_TEXTS] === 1) writeHeadText(rows, root, ID_START, out);
      else out.value(this.sourceId(root));
      return;
    }
    const causes = maker.causes();
    for (let i = 1; i < causes.length; i += 2) {
      if (i > 1) out.byte(COMMA);
      this.sources.writeId(causes[i], out);
    }
  }

  /** The event for a person: the line that came in, or what a node made of several. */
  text(row: number): EventText {
    const root = this.root(row);
    if (!this.makerOf(root)) return { text: this.rows.line(root), whole: true };
    const time = timeText(this.rows.time[root]);
    return {
      text: JSON.stringify({ ...this.name(root).envelope, time, data: this.data(root) }),
      whole: false,
    };
  }

  causes(row: number): Causes {
    const root = this.root(row);
    return this.makerOf(root)?.causes() ?? oneCause(this.rows.time[root], this.rows.identity[root]);
  }

  /** The id of the source event that the row's event is, or undefined where a node made it. */
  sourceId(row: number): string | undefined {
    const root = this.root(row);
    return this.makerOf(root) ? undefined : (this.source(root).envelope.id as string);
  }

  name(row: number): EventName {
    const root = this.root(row);
    const maker = this.makerOf(root);
    if (!maker) {
      const { envelope } = this.source(root);
      return { key: typeof envelope.subject === 'string' ? envelope.subject : null, envelope };
    }
    if (maker.name) return maker.name();
    const parts = maker.key();
    const flow = this.graph.plan.flow.id;
    const { id } = this.graph.nodes[this.rows.maker[root]].planned.node;
    const subject = parts.length > 0 ? { subject: parts.join('|') } : {};
    const key = parts.length === 0 ? null : parts.length === 1 ? parts[0] : parts;
    return { key, envelope: { type: `${flow}.${id}`, source: `/flows/${flow}/${id}`, ...subject } };
  }

  /** The row that the event began as: a source event's, or the one that its maker made. */
  private root(row: number): number {
    let at = row;
    while (this.rows.maker[at] !== FROM_SOURCE && !this.makerOf(at)) at = this.rows.parent[at];
    return at;
  }

  private makerOf(row: number): Maker | undefined {
    const maker = this.rows.maker[row];
    return maker === FROM_SOURCE ? undefined : this.graph.nodes[maker].operator.maker;
  }

  /** A source event parsed whole; several matches of one event share it. */
  private source(row: number): ParsedSource {
    const { rows } = this;
    if (rows.identity[row] !== this.parsedIdentity) {
      const { data = {}, ...envelope } = JSON.parse(rows.line(row)) as Record<string, unknown>;
      this.parsedIdentity = rows.identity[row];
      this.parsed = { data: data as Record<string, unknown>, envelope };
    }
    return this.parsed;
  }
}
