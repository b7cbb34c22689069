/**
 * The data of an event that nodes have grown, put together as JSON from what lies there: the bytes of the event it began
 * as, and what derive, lookup and decide put in. A text of the event that one of them replaces is left out of the bytes
 * and the new value stands in its place.
 */
import type { FlowGraph } from './flow-graph.ts';
import type { JsonWriter } from './kernel/json-writer.ts';
import * as layout from './kernel/row-layout.ts';
import { FROM_SOURCE, MISSING, type Rows, STRING } from './kernel/rows.ts';
import { hasDataBytes, writeDataMembers } from './located-events.ts';

/** A value in the place of bytes, from its opening quotation mark to behind its closing one. */
interface Patch {
  start: number;
  end: number;
  value: unknown;
  isShared: boolean;
}

export class GrownData {
  private readonly graph: FlowGraph;
  private readonly rows: Rows;
  /** What is added, by name in the order of adding, and what is replaced in the bytes. */
  private readonly names: string[] = [];
  private readonly values: unknown[] = [];
  private readonly shared: boolean[] = [];
  private readonly patches: Patch[] = [];
  private root = 0;
  private readonly json = new WeakMap<object, Uint8Array>();

  constructor(graph: FlowGraph, rows: Rows) {
    this.graph = graph;
    this.rows = rows;
  }

  /** Finds out how a row's data is put together; false where the object has to be made. `write` must follow. */
  prepare(row: number): boolean {
    this.names.length = 0;
    this.values.length = 0;
    this.shared.length = 0;
    this.patches.length = 0;
    return this.gather(row);
  }

  private gather(row: number): boolean {
    const maker = this.rows.maker[row];
    if (maker === FROM_SOURCE) {
      this.root = row;
      return hasDataBytes(this.rows, row);
    }
    const { operator } = this.graph.nodes[maker];
    if (operator.maker) {
      this.root = row;
      return operator.maker.writeMembers !== undefined;
    }
    if (!this.gather(this.rows.parent[row])) return false;
    const added = operator.added!();
    for (const name in added) if (!this.put(name, added[name], operator.addsShared === true)) return false;
    return true;
  }

  private put(name: string, value: unknown, isShared: boolean): boolean {
    // A name with a dot is no path, and what JSON does not know would take away what was there: both are rare.
    if (value === undefined || name.includes('.')) return false;
    const known = this.names.indexOf(name);
    if (known >= 0) {
      this.values[known] = value;
      this.shared[known] = isShared;
      return true;
    }
    const column = this.rows.column(name);
    const tag = column.tag[this.root];
    if (tag === MISSING) {
      this.names.push(name);
      this.values.push(value);
      this.shared.push(isShared);
      return true;
    }
    if (tag !== STRING || this.rows.maker[this.root] !== FROM_SOURCE) return false;
    const at = this.root * layout.TEXT_WORDS;
    this.patch(
      column.text[at + layout.TEXT_START] - 1,
      column.text[at + layout.TEXT_END] + 1,
      value,
      isShared,
    );
    return true;
  }

  /** Patches stand in the order of the bytes; the last value put in a place counts. */
  private patch(start: number, end: number, value: unknown, isShared: boolean): void {
    let place = this.patches.length;
    while (place > 0 && this.patches[place - 1].start > start) place--;
    if (place > 0 && this.patches[place - 1].start === start)
      this.patches[place - 1] = { start, end, value, isShared };
    else this.patches.splice(place, 0, { start, end, value, isShared });
  }

  /** Writes the data that was prepared. */
  write(out: JsonWriter): void {
    out.byte(OPEN_BRACE);
    let isFirst = !this.writeRoot(out);
    for (let i = 0; i < this.names.length; i++) {
      out.name(this.names[i], isFirst);
      this.value(this.values[i], this.shared[i], out);
      isFirst = false;
    }
    out.byte(CLOSE_BRACE);
  }

  private writeRoot(out: JsonWriter): boolean {
    const { rows, root } = this;
    const maker = rows.maker[root];
    if (maker !== FROM_SOURCE) return this.graph.nodes[maker].operator.maker!.writeMembers!(out);
    if (this.patches.length === 0) return writeDataMembers(rows, root, out);
    let from = rows.head[root * layout.HEAD_WORDS + layout.DATA_START] + 1;
    for (const { start, end, value, isShared } of this.patches) {
      out.copy(from, start);
      this.value(value, isShared, out);
      from = end;
    }
    out.copy(from, rows.head[root * layout.HEAD_WORDS + layout.DATA_END] - 1);
    return true;
  }

  private value(value: unknown, isShared: boolean, out: JsonWriter): void {
    if (!isShared || typeof value !== 'object' || value === null) {
      out.value(value);
      return;
    }
    let json = this.json.get(value);
    if (!json) {
      json = Buffer.from(JSON.stringify(value));
      this.json.set(value, json);
    }
    out.bytesOf(json);
  }
}

const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;
