/**
 * The data of an event that nodes have grown, put together as JSON from what lies there: the bytes of the event it began
 * as, and what derive, lookup and decide put in. A text of the event that one of them replaces is left out of the bytes
 * and the new value stands in its place.
 */
import type { FlowGraph } from './flow-graph.ts';
import type { JsonWriter } from './kernel/json-writer.ts';
import * as layout from './kernel/row-layout.ts';
import type { KeptBytes } from './kernel/row-memory.ts';
import { type Column, FROM_SOURCE, MISSING, type Rows, STRING } from './kernel/rows.ts';
import { hasDataBytes, writeDataMembers } from './located-events.ts';

type Added = Readonly<Record<string, unknown>>;

/** One value that a node adds. */
interface Addition {
  readonly name: string;
  /** What the event has under the name already. */
  readonly column: Column;
  value: unknown;
  /** `"name":`, and the value behind it where that is added again and again. */
  readonly json: KeptBytes;
  /** The value alone; undefined where it is another one each time. */
  readonly valueJson: KeptBytes | undefined;
}

/** A value in the place of bytes, from its opening quotation mark to behind its closing one. */
interface Patch {
  readonly start: number;
  readonly end: number;
  readonly addition: Addition;
}

export class GrownData {
  private readonly graph: FlowGraph;
  private readonly rows: Rows;
  /** What is added, in the order of adding, and what is replaced in the bytes. */
  private readonly additions: Addition[] = [];
  private readonly patches: Patch[] = [];
  private root = 0;
  /** What nodes add again and again; undefined where it can't be written. */
  private readonly shared = new Map<Added, readonly Addition[] | undefined>();
  /** By node and name, the additions whose values are other ones each time: only good until the node adds again. */
  private readonly changing: Map<string, Addition>[] = [];

  constructor(graph: FlowGraph, rows: Rows) {
    this.graph = graph;
    this.rows = rows;
  }

  /** Finds out how a row's data is put together; false where the object has to be made. `write` must follow. */
  prepare(row: number): boolean {
    this.additions.length = 0;
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
    return operator.addsShared === true ? this.putShared(added) : this.putChanging(maker, added);
  }

  private putShared(added: Added): boolean {
    let additions = this.shared.get(added);
    if (additions === undefined && !this.shared.has(added)) {
      additions = this.additionsOf(added);
      this.shared.set(added, additions);
    }
    if (!additions) return false;
    for (let i = 0; i < additions.length; i++) if (!this.put(additions[i])) return false;
    return true;
  }

  private additionsOf(added: Added): readonly Addition[] | undefined {
    const names = Object.keys(added);
    if (!names.every((name) => canAdd(name, added[name]))) return undefined;
    return names.map((name) => this.addition(name, added[name], JSON.stringify(added[name])));
  }

  private putChanging(maker: number, added: Added): boolean {
    this.changing[maker] ??= new Map();
    const known = this.changing[maker];
    for (const name in added) {
      if (!canAdd(name, added[name])) return false;
      let addition = known.get(name);
      if (!addition) {
        addition = this.addition(name, undefined, undefined);
        known.set(name, addition);
      }
      addition.value = added[name];
      if (!this.put(addition)) return false;
    }
    return true;
  }

  private addition(name: string, value: unknown, valueJson: string | undefined): Addition {
    const nameBytes = Buffer.from(`${JSON.stringify(name)}:`);
    const column = this.rows.column(name);
    const { memory } = this.rows;
    if (valueJson === undefined)
      return { name, column, value, json: memory.keep(nameBytes), valueJson: undefined };
    const bytes = Buffer.concat([nameBytes, Buffer.from(valueJson)]);
    const json = memory.keep(bytes);
    const address = json.address > 0 ? json.address + nameBytes.length : 0;
    return { name, column, value, json, valueJson: { bytes: bytes.subarray(nameBytes.length), address } };
  }

  private put(addition: Addition): boolean {
    const { additions, root } = this;
    const { name, column } = addition;
    for (let i = 0; i < additions.length; i++)
      if (additions[i].name === name) {
        additions[i] = addition;
        return true;
      }
    const tag = column.tag[root];
    if (tag === MISSING) {
      additions.push(addition);
      return true;
    }
    if (tag !== STRING || this.rows.maker[root] !== FROM_SOURCE) return false;
    const at = root * layout.TEXT_WORDS;
    this.patch({
      start: column.text[at + layout.TEXT_START] - 1,
      end: column.text[at + layout.TEXT_END] + 1,
      addition,
    });
    return true;
  }

  /** Patches stand in the order of the bytes; the last value put in a place counts. */
  private patch(patch: Patch): void {
    const { patches } = this;
    let place = patches.length;
    while (place > 0 && patches[place - 1].start > patch.start) place--;
    if (place > 0 && patches[place - 1].start === patch.start) patches[place - 1] = patch;
    else patches.splice(place, 0, patch);
  }

  /** Writes the data that was prepared. */
  write(out: JsonWriter): void {
    out.byte(OPEN_BRACE);
    let isFirst = !this.writeRoot(out);
    for (let i = 0; i < this.additions.length; i++) {
      const addition = this.additions[i];
      if (!isFirst) out.byte(COMMA);
      out.kept(addition.json);
      if (!addition.valueJson) out.value(addition.value);
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
    for (const { start, end, addition } of this.patches) {
      out.copy(from, start);
      if (addition.valueJson) out.kept(addition.valueJson);
      else out.value(addition.value);
      from = end;
    }
    out.copy(from, rows.head[root * layout.HEAD_WORDS + layout.DATA_END] - 1);
    return true;
  }
}

/** A name with a dot is no path, and what JSON does not know would take away what was there: both are rare. */
function canAdd(name: string, value: unknown): boolean {
  return value !== undefined && !name.includes('.');
}

const COMMA = 44;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;
