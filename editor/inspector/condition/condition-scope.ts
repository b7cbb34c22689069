/** What the rules of one condition share. */
import { createContext, useContext } from 'react';
import type { Fault } from '../../../nodes/kit/fault.ts';
import type { FieldInfo } from '../../../nodes/kit/field.ts';
import type { Language } from '../../../nodes/kit/text.ts';
import type { Choice } from '../controls/choice.ts';

export interface ConditionScope {
  /** Where the condition stands in the node's settings. */
  readonly path: string;
  readonly fields: ReadonlyMap<string, FieldInfo>;
  readonly choices: readonly Choice[];
  /** The newest values of a field that really arrived. */
  readonly valuesOf: (path: string) => readonly unknown[];
  readonly faults: readonly Fault[];
  readonly language: Language;
  readonly readOnly: boolean;
  /** Whether a rule was just added by hand, so that the cursor belongs into it. Says so once. */
  readonly takeFresh: (id: string) => boolean;
}

const ConditionScopeContext = createContext<ConditionScope | null>(null);

export const ConditionScopeProvider = ConditionScopeContext.Provider;

export function useConditionScope(): ConditionScope {
  const scope = useContext(ConditionScopeContext);
  if (!scope) throw new Error('A rule was drawn outside of a condition.');
  return scope;
}

/** Where a rule or group stands, as faults name it. @example placeOf('where', [0, 1]) // 'where.rules.0.rules.1' */
export function placeOf(path: string, steps: readonly number[]): string {
  return [path, ...steps.flatMap((step) => ['rules', String(step)])].filter((part) => part !== '').join('.');
}

const RULE = /(?:^|\.)rules\.\d+(?:\.|$)/;

/** Whether a fault is about a rule or group inside this place, where it will be shown. */
export function isAtARule(fault: Fault, place: string): boolean {
  return RULE.test((fault.field ?? '').slice(place.length));
}
