/** The kinds as the palette shows them: grouped, in the order of the register, and searched in both languages. */
import type { Category } from '../../nodes/kit/define-node.ts';
import { type AnyDefinition, definitionOf, NODE_KINDS } from '../../nodes/register.ts';

/** What a drag from the palette carries. */
export const KIND_DRAG_TYPE = 'application/x-naru-kind';

export interface KindGroup {
  readonly category: Category;
  readonly kinds: readonly AnyDefinition[];
}

/** Groups in the order in which their first kind is registered; groups in which nothing fits are left out. */
export function kindGroups(search = ''): KindGroup[] {
  const wanted = search.trim().toLowerCase();
  const groups = new Map<Category, AnyDefinition[]>();
  for (const kind of NODE_KINDS) {
    const definition = definitionOf(kind);
    if (!definition || !fits(definition, wanted)) continue;
    groups.set(definition.category, [...(groups.get(definition.category) ?? []), definition]);
  }
  return [...groups].map(([category, kinds]) => ({ category, kinds }));
}

function fits({ kind, label, help }: AnyDefinition, wanted: string): boolean {
  return [kind, label.ko, label.en, help.ko, help.en].some((text) => text.toLowerCase().includes(wanted));
}
