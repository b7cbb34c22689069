/**
 * What a kind of node is: one declarative definition, from which the palette, the form, the validation, the card's
 * text and the types on both sides come. The engine's half is the folder's `operator.ts`.
 */
import type { z } from 'zod';
import type { Fault } from './fault.ts';
import type { FieldInfo, FieldSet } from './field.ts';
import type { Clause, TellContext } from './tell.ts';
import type { Language, Localized, Text } from './text.ts';

/** A place where wires begin or end. Ids are what `sourceHandle` and `targetHandle` name. */
export interface Handle {
  readonly id: string;
  readonly label: Text;
}

/** An event type as the catalogue knows it. */
export interface EventTypeInfo {
  readonly type: string;
  readonly name: Localized;
  readonly description?: Localized;
  readonly fields: readonly FieldInfo[];
  /** Nobody declared it: such events came, and what is said of their fields is a guess. */
  readonly discovered?: true;
  /** Of a discovered one: somebody does not want it to be chosen. What flows take already is known all the same. */
  readonly dismissed?: true;
}

/** A reference table: its columns (`path` is the column's name). */
export interface TableInfo {
  readonly name: string;
  readonly label?: Localized;
  readonly columns: readonly FieldInfo[];
}

/** What surrounds a flow. A list that is `undefined` is not known here (offline), so nothing is checked against it. */
export interface Surroundings {
  readonly eventTypes?: readonly EventTypeInfo[];
  readonly tables?: readonly TableInfo[];
  readonly connections?: readonly {
    readonly id: string;
    readonly name: Localized;
    readonly channel?: string;
  }[];
}

/** What a definition is told about the place where its node stands. */
export interface NodeContext {
  readonly flowId: string;
  readonly nodeId: string;
  readonly surroundings: Surroundings;
  /** The fields that arrive at each input handle. */
  readonly inputs: Readonly<Record<string, FieldSet>>;
}

export type Control =
  | 'text'
  | 'textarea'
  | 'template'
  | 'expression'
  | 'number'
  | 'switch'
  | 'select'
  | 'duration'
  | 'name'
  | 'event-type'
  | 'connection'
  | 'field'
  | 'fields'
  | 'condition'
  | 'table'
  | 'column'
  | 'value'
  | 'list'
  | 'record'
  | 'decision-table';

/**
 * One input of a generated form.
 * - `field`/`fields` pick from what arrives at the handle `of(config, row)` (default: the only input);
 * - `condition` offers `offer(config, context)` where given (a window's aggregates), else what arrives;
 * - `column` offers `offer(config, context)`: the columns of the chosen table;
 * - `list` repeats `fields` for each member (or one unlabelled input where `fields` has one with path ''),
 *   `record` is a map from name to value (`set` of a decision row);
 * - `decision-table` is a list of rows, each a condition (`when`) and a record (`set`), filled in as in a spreadsheet.
 */
export interface FormField {
  /** Path inside the node's `data`; inside a list: inside the member. */
  readonly path: string;
  readonly control: Control;
  readonly label: Text;
  readonly help?: Text;
  readonly required?: boolean;
  /** Folded away under "more". */
  readonly more?: boolean;
  readonly options?: readonly { readonly value: string; readonly label: Text; readonly help?: Text }[];
  /** Shown only when this holds; `row` is the list member. */
  readonly when?: (
    config: Readonly<Record<string, unknown>>,
    row?: Readonly<Record<string, unknown>>,
  ) => boolean;
  readonly of?: (
    config: Readonly<Record<string, unknown>>,
    row?: Readonly<Record<string, unknown>>,
  ) => string | undefined;
  /** Fields to offer instead of what arrives. */
  readonly offer?: (config: Readonly<Record<string, unknown>>, context: NodeContext) => readonly FieldInfo[];
  /**
   * A `select` that stands for a whole part of the settings, not for one value at `path` (which kind of window; equal
   * columns or the nearest row): reads what is chosen, and gives the settings with the other choice put in.
   */
  readonly variant?: {
    readonly of: (config: Readonly<Record<string, unknown>>) => string;
    readonly set: (config: Readonly<Record<string, unknown>>, choice: string) => Record<string, unknown>;
  };
  readonly fields?: readonly FormField[];
  /** The texts of a `record` are templates. */
  readonly templates?: true;
  readonly addLabel?: Text;
  readonly newRow?: () => unknown;
  readonly min?: number;
  readonly max?: number;
}

export type Category = 'source' | 'logic' | 'enrich' | 'pattern' | 'action' | 'note';

export interface NodeDefinition<Kind extends string = string, Config = unknown> {
  readonly kind: Kind;
  readonly category: Category;
  /** Name of a Tabler icon component, such as `IconFilter`; the editor maps it. */
  readonly icon: string;
  readonly label: Text;
  /** One line for the palette. */
  readonly help: Text;
  /** Of the node's `data`; loose, so that unknown fields are kept (SPEC §2). `label` is the flow format's concern. */
  readonly schema: z.ZodType<Config>;
  /** The `data` of a node that was just dropped onto the canvas. */
  readonly defaults: () => Config;
  readonly form: readonly FormField[];
  readonly inputs: (config: Config) => readonly Handle[];
  readonly outputs: (config: Config) => readonly Handle[];
  /** The fields that leave by each output handle. Must not throw on a half-filled config. */
  readonly outputFields: (config: Config, context: NodeContext) => Record<string, FieldSet>;
  /** What the schema cannot say: names that collide, fields that cannot be there. `node` is filled in by the caller. */
  readonly check: (config: Config, context: NodeContext) => Fault[];
  /** What the node is set to, in a few words, for its card. Must not throw on a half-filled config. */
  readonly describe: (config: Config, language: Language, surroundings: Surroundings) => string;
  /** What the node says in the sentence of the whole flow. Must not throw on a half-filled config. */
  readonly tell: (config: Config, context: TellContext) => Clause;
}

/** Types a definition by its schema. */
export function defineNode<const Kind extends string, Config>(
  definition: NodeDefinition<Kind, Config>,
): NodeDefinition<Kind, Config> {
  return definition;
}
