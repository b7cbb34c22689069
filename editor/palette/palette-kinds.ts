/** The kinds as the palette shows them: grouped, in the order of the register, and searched in both languages. */
import type { Category } from '../../nodes/kit/define-node.ts';
import { type AnyDefinition, definitionOf, NODE_KINDS } from '../../nodes/register.ts';
import { fitsText } from '../i18n/fits-text.ts';
import { wordsOf } from './kind-words.ts';

/** What a drag from the palette carries. */
export const KIND_DRAG_TYPE = 'application/x-naru-kind';

let inHand: string | undefined;

/** What a drag carries can only be read when it ends; a wire that would take the kind wants to know before. */
export function takeInHand(kind: string | undefined): void {
  inHand = kind;
}

export function kindInHand(): string | undefined {
  return inHand;
}

export interface KindGroup {
  readonly category: Category;
  readonly kinds: readonly AnyDefinition[];
}

/** Groups in the order in which their first kind is registered; groups in which nothing fits are left out. */
export function kindGroups(search = ''): KindGroup[] {
  const groups = new Map<Category, AnyDefinition[]>();
  for (const kind of NODE_KINDS) {
    const definition = definitionOf(kind);
    if (!definition || !fits(definition, search)) continue;
    groups.set(definition.category, [...(groups.get(definition.category) ?? []), definition]);
  }
  return [...groups].map(([category, kinds]) => ({ category, kinds }));
}

function fits({ kind, label, help }: AnyDefinition, wanted: string): boolean {
  return fitsText(wanted, [kind, label.ko, label.en, help.ko, help.en, ...wordsOf(kind)]);
}
