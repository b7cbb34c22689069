/** What every input of a node's form shares. */
import { createContext, useContext } from 'react';
import type { FormField, NodeContext } from '../../../nodes/kit/define-node.ts';
import type { Fault } from '../../../nodes/kit/fault.ts';
import type { Language } from '../../../nodes/kit/text.ts';
import type { NodeSamples } from '../../samples/samples.ts';
import type { Config } from './path-value.ts';

export interface FormScope {
  readonly config: Config;
  readonly context: NodeContext;
  readonly language: Language;
  /** The form's own fields, as far as they are shown now. */
  readonly shown: readonly FormField[];
  /** All faults of the node. */
  readonly faults: readonly Fault[];
  readonly readOnly: boolean;
  /** True events that arrive at the node, as far as there are any. */
  readonly samples: NodeSamples;
  /** A place that somebody asked to see; `turn` grows with each request. */
  readonly reveal?: { readonly field: string; readonly turn: number };
  /**
   * Writes one place of the settings; always onto the newest ones. `undefined` clears it. What is typed in a row is one
   * step of undo, unless it is one of its own (`apart`).
   */
  readonly update: (path: string, value: unknown, apart?: 'apart') => void;
}

export type Row = Readonly<Record<string, unknown>>;

/** What the component of a control is given. `path` is where its value stands inside the node's `data`. */
export interface ControlProps {
  readonly field: FormField;
  readonly path: string;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
  /** The list member that the input belongs to. */
  readonly row?: Row;
  /** The label is read out but not shown (a list of single inputs). */
  readonly hideLabel?: boolean;
}

const FormScopeContext = createContext<FormScope | null>(null);

export const FormScopeProvider = FormScopeContext.Provider;

export function useFormScope(): FormScope {
  const scope = useContext(FormScopeContext);
  if (!scope) throw new Error('A control was drawn outside of a form.');
  return scope;
}
