/** Lists come in pages, newest first. */
import { z } from 'zod';

export const pageQuery = {
  offset: z.coerce.number().int().min(0).max(1_000_000).optional(),
  limit: z.coerce.number().int().min(1).max(500).optional(),
};
/** `true` or `false` in an address. */
export const flag = z.enum(['true', 'false']).transform((text) => text === 'true');

export const DEFAULT_LIMIT = 100;

export function pageOf<Item>(
  items: readonly Item[],
  { offset = 0, limit = DEFAULT_LIMIT }: { readonly offset?: number; readonly limit?: number },
): { items: Item[]; total: number } {
  return { items: items.slice(offset, offset + limit), total: items.length };
}
