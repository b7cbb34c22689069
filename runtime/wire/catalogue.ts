/** The catalogue as the API tells it: event types that ship, that people declared, and that simply came. */
import { z } from 'zod';
import { eventTypeSchema, fieldInfoSchema, localizedSchema, textSchema } from './rest.ts';

export const originSchema = z.enum(['shipped', 'declared', 'discovered']);
export type Origin = z.infer<typeof originSchema>;

/** A node that takes events of the type. */
export const usedBySchema = z.object({
  flow: z.string(),
  name: localizedSchema,
  node: z.string(),
  label: localizedSchema.optional(),
  /** The node says the type's name, not only the beginning of it. */
  exact: z.boolean(),
});
export type UsedBy = z.infer<typeof usedBySchema>;

export const seenSchema = z.object({
  count: z.number(),
  /** More came than could be looked at: there were at least so many. */
  atLeast: z.boolean(),
  firstSeen: z.string(),
  lastSeen: z.string(),
  /** In the last 60 seconds, about. */
  perMinute: z.number(),
});

export const catalogueEntrySchema = z.object({
  info: eventTypeSchema,
  /** Of a type that nobody declared `info` is supposed from the events that came. */
  origin: originSchema,
  /** Of a discovered one: somebody does not want it to be offered. */
  dismissed: z.literal(true).optional(),
  /** A declaration that stands before a type that ships: deleting it brings that one back. */
  overrides: z.boolean(),
  /** Of the declaration; 0: nobody declared it. */
  revision: z.number(),
  /** Fields that came and are not declared. */
  newFields: z.array(fieldInfoSchema),
  /** Absent: no such event came. */
  seen: seenSchema.optional(),
  usedBy: z.array(usedBySchema),
});
export type CatalogueEntry = z.infer<typeof catalogueEntrySchema>;

export const catalogueSchema = z.object({
  items: z.array(catalogueEntrySchema),
  total: z.number(),
  /** What is wrong with the file of declared types, which is then not written. */
  fileProblem: textSchema.optional(),
});
export type Catalogue = z.infer<typeof catalogueSchema>;

export const catalogueDetailSchema = catalogueEntrySchema.extend({
  /** The last events that were looked at, the newest first. */
  samples: z.array(z.record(z.string(), z.unknown())),
});
export type CatalogueDetail = z.infer<typeof catalogueDetailSchema>;

/** `info` is checked by flows/catalogue, which says every fault with its place. */
export const saveTypeSchema = z.object({
  info: z.looseObject({ type: z.string() }),
  /** That the change was made on; 0: it is not declared yet. 409 when it is no longer the newest. */
  revision: z.number().int().nonnegative(),
});
export const dismissTypeSchema = z.object({ dismissed: z.boolean() });
export const saveTypesSchema = z.object({ types: z.array(saveTypeSchema).min(1).max(1_000) });
