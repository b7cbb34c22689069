/** Brings back what was drawn on this computer and not saved, when its flow is opened again. */
import { sameValue } from '../../flows/format/diff.ts';
import { mergeFlows } from '../../flows/format/merge/merge-flows.ts';
import type { DocumentStore } from '../document/document-store.ts';
import type { LivingPages } from './living-pages.ts';
import type { LocalDraft, LocalDrafts } from './local-drafts.ts';

/** The drafts of a flow that nobody draws on any more; this page's own among them. */
export async function draftsLeft(
  flow: string,
  drafts: LocalDrafts,
  living: LivingPages,
): Promise<LocalDraft[]> {
  if (drafts.of(flow).length === 0) return [];
  const others = await living.others();
  // Looked at again: a page that lives may have saved its own meanwhile.
  return drafts.of(flow).filter(({ page }) => !others.has(page));
}

export interface Recovered {
  /** When the newest of it was drawn, epoch ms. */
  readonly at: number;
  /** Takes out of the drawing again what was recovered; what was drawn since stays. */
  discard(): void;
}

/**
 * Merges drafts into the open flow; undefined where they hold nothing that the server does not have.
 *
 * @param page this page, under which `keep` writes what is in the drawing then
 */
export function recover(
  store: DocumentStore,
  left: readonly LocalDraft[],
  { drafts, page, keep }: { drafts: LocalDrafts; page: string; keep: () => void },
): Recovered | undefined {
  const before = store.getState().flow;
  if (!before) return undefined;
  for (const { base, flow } of left)
    if (!sameValue(flow, store.getState().flow)) store.actions.recover(base, flow);
  const after = store.getState().flow;
  const found = after !== before;
  if (found) keep();
  // This page's own is the one that was just written.
  for (const draft of left) if (!found || draft.page !== page) drafts.remove(before.id, draft.page);
  const newest = left.at(-1);
  if (!newest || !after || !found) return undefined;
  return {
    at: newest.at,
    discard: () => store.actions.apply((now) => ({ flow: mergeFlows(after, now, before).flow })),
  };
}
