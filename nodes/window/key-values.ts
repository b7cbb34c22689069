/**
 * The values of a key's fields, as events had them (`5` and `"5"` are one key), by record or entry of a window: 9 bytes
 * a value, besides a text that nothing else refers to.
 */
import { grown } from '../../runtime/engine/kernel/grow.ts';
import type { JsonWriter } from '../../runtime/engine/kernel/json-writer.ts';
import type { OperatorContext } from '../../runtime/engine/kernel/operator.ts';
import { BOOLEAN, type Column, MISSING, STRING } from '../../runtime/engine/kernel/rows.ts';
import {
  beginPart,
  ofLength,
  openPart,
  type StateReader,
  type StateWriter,
} from '../../runtime/engine/kernel/state.ts';

/** The values of one field. */
interface Part {
  tags: Uint8Array;
  /** A number, 0 or 1 for a boolean, the symbol of a text, which is retained. */
  values: Float64Array;
}

export class KeyValues {
  private readonly parts: readonly Part[];
  private context!: OperatorContext;
  private columns: readonly Column[] = [];

  /** @param fields how many fields the key has */
  constructor(fields: number) {
    this.parts = Array.from({ length: fields }, () => ({
      tags: new Uint8Array(64),
      values: new Float64Array(64),
    }));
  }

  bind(context: OperatorContext, columns: readonly Column[]): void {
    this.context = context;
    this.columns = columns;
  }

  /** Notes the values of a row, in the place of those that were there. */
  put(at: number, row: number): void {
    const { rows, symbols } = this.context;
    this.empty(at);
    for (const [i, part] of this.parts.entries()) {
      const column = this.columns[i];
      const tag = column.tag[row];
      part.tags[at] = tag;
      part.values[at] = tag === STRING ? symbols.retain(rows.symbol(column, row)) : column.num[row];
    }
  }

  value(at: number, field: number): string | number | boolean | undefined {
    const { tags, values } = this.parts[field];
    if (at >= tags.length || tags[at] === MISSING) return undefined;
    if (tags[at] === STRING) return this.context.symbols.text(values[at]);
    return tags[at] === BOOLEAN ? values[at] === 1 : values[at];
  }

  /** Writes a value as JSON. */
  write(at: number, field: number, out: JsonWriter): void {
    const { tags, values } = this.parts[field];
    if (tags[at] === STRING) out.textOf(this.context.symbols, values[at]);
    else out.value(this.value(at, field));
  }

  /** Puts the values of one place to another; the first has none then. */
  move(to: number, from: number): void {
    this.empty(to);
    for (const { tags, values } of this.parts) {
      tags[to] = tags[from];
      values[to] = values[from];
      tags[from] = MISSING;
    }
  }

  clear(at: number): void {
    for (const { tags, values } of this.parts) {
      if (at >= tags.length) continue;
      if (tags[at] === STRING) this.context.symbols.release(values[at]);
      tags[at] = MISSING;
    }
  }

  /** @param limit how many places there are */
  save(out: StateWriter, limit: number): void {
    beginPart(out, 'key-values', 1);
    for (const { tags, values } of this.parts) {
      out.array(tags, Math.min(limit, tags.length));
      out.array(values, Math.min(limit, tags.length));
    }
  }

  load(from: StateReader): void {
    openPart(from, 'key-values', 1);
    const { symbols } = this.context;
    for (const part of this.parts) {
      part.tags = from.uint8();
      part.values = ofLength(from.float64(), part.tags.length);
      for (let at = 0; at < part.tags.length; at++)
        if (part.tags[at] === STRING) symbols.retainLoaded(part.values[at]);
    }
  }

  /** Makes room at a place, and clears it. */
  private empty(at: number): void {
    for (const part of this.parts) {
      part.tags = grown(part.tags, at + 1);
      part.values = grown(part.values, at + 1);
    }
    this.clear(at);
  }
}
