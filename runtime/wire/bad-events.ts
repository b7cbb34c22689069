/** Events that did not get in, or that a flow could not take, as REST shows them. */
import { z } from 'zod';
import { ingestResultSchema, pageSchema, textSchema } from './rest.ts';

/**
 * `refused`: no event, or one that cannot be taken; `late`: a flow with `late: drop` left it out; `too-late`: all windows
 * of a node that it would belong to were closed; `failed`: something went wrong at a node.
 */
export const badEventReasonSchema = z.enum(['refused', 'late', 'too-late', 'failed']);
export type BadEventReason = z.infer<typeof badEventReasonSchema>;

export const sentOutcomeSchema = z.enum(['accepted', 'duplicate', 'refused']);
export type SentOutcome = z.infer<typeof sentOutcomeSchema>;

export const badEventSchema = z.object({
  id: z.string(),
  at: z.string(),
  reason: badEventReasonSchema,
  message: textSchema,
  /** The event's own id, where it has one that can be read. */
  eventId: z.string().optional(),
  flow: z.string().optional(),
  node: z.string().optional(),
  /** As it came; cut where it is very long. */
  event: z.string(),
  /** Bytes of the whole. */
  size: z.number(),
  /** The text is what came, to the letter: it can be sent again as it is. */
  whole: z.boolean(),
  /** Only the beginning was kept, so it can be neither mended nor sent from here. */
  cut: z.boolean(),
  /** How often it was sent again and taken. */
  timesIn: z.number(),
  /** What became of it when it was sent again last. */
  sent: z.object({ at: z.string(), outcome: sentOutcomeSchema, message: textSchema.optional() }).optional(),
});
export type BadEventItem = z.infer<typeof badEventSchema>;

const totalSchema = z.object({
  kept: z.number(),
  /** Besides those that were kept: they came too fast, and were only counted. */
  counted: z.number(),
});
/** By reason. */
export const badEventTotalsSchema = z.object({
  refused: totalSchema,
  late: totalSchema,
  'too-late': totalSchema,
  failed: totalSchema,
});
export type BadEventTotals = z.infer<typeof badEventTotalsSchema>;

export const badEventPageSchema = pageSchema(badEventSchema).extend({ totals: badEventTotalsSchema });
export type BadEventPage = z.infer<typeof badEventPageSchema>;

/** How an event is changed before it is sent again. */
const changes = {
  /** Gives it an id of its own, since the same `source` and `id` twice is one event. */
  newId: z.boolean().optional(),
  /** Dates it by its arrival now. */
  now: z.boolean().optional(),
};
export const sendBadEventSchema = z.object({
  /** In the place of the text that was kept. */
  event: z
    .string()
    .max(1024 * 1024)
    .optional(),
  ...changes,
});
export const sendBadEventsSchema = z.object({
  /** Those alone; else all that fit the rest. */
  ids: z.array(z.string().max(20)).max(10_000).optional(),
  reason: badEventReasonSchema.optional(),
  flow: z.string().optional(),
  text: z.string().max(200).optional(),
  sent: z.boolean().optional(),
  ...changes,
});
export type SendBadEvents = z.infer<typeof sendBadEventsSchema>;

export const sentBadEventSchema = z.object({
  outcome: sentOutcomeSchema,
  result: ingestResultSchema,
  item: badEventSchema,
});
export type SentBadEvent = z.infer<typeof sentBadEventSchema>;

export const sentBadEventsSchema = z.object({
  accepted: z.number(),
  duplicates: z.number(),
  refused: z.number(),
  /** Cut, not as they came, or taken before. */
  skipped: z.number(),
});
export type SentBadEvents = z.infer<typeof sentBadEventsSchema>;
