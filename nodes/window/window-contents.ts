/** What a window holds at the moment when it is looked at: what its `having`, its event's data and causes are made of. */
import type { Causes } from '../../runtime/engine/kernel/causes.ts';
import type { JsonWriter } from '../../runtime/engine/kernel/json-writer.ts';

export interface WindowContents {
  /** The value of an aggregate, by its index in the settings. */
  value(aggregate: number): unknown;
  /** Writes it as JSON. */
  writeValue(aggregate: number, out: JsonWriter): void;
  /** The value of a key field of the newest event in the window, by its index in the settings. */
  keyValue(part: number): unknown;
  writeKeyValue(part: number, out: JsonWriter): void;
  /** The symbol of the window's key. */
  readonly keySymbol: number;
  /** Epoch ms. */
  readonly start: number;
  readonly end: number;
  causes(): Causes;
}
