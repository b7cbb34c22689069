/**
 * A trial: what would have happened at a node, had the flow as it is drawn now taken these events. Nothing of it
 * leaves the house, and the flow that runs is not touched.
 */
import { z } from 'zod';
import { flowBodySchema, textSchema } from './rest.ts';

/**
 * `recent`: the last events that were taken, as they stand in the journal; `simulated`: those of the flow's scenario;
 * `given`: a text (one event, a list, or NDJSON).
 */
export const trialSourceSchema = z.enum(['recent', 'simulated', 'given']);
export type TrialSource = z.infer<typeof trialSourceSchema>;

export const tryNodeSchema = z.object({
  /** The draft; a half-drawn one will do as far as the way to the node is whole. */
  flow: flowBodySchema,
  node: z.string(),
  /** Left out: the recent events, or the simulated ones where there are none that the flow takes. */
  from: trialSourceSchema.optional(),
  /** With `from: given`. */
  text: z
    .string()
    .max(1024 * 1024)
    .optional(),
});
export type TryNode = z.infer<typeof tryNodeSchema>;

export const trialEventSchema = z.object({
  id: z.string(),
  type: z.string(),
  source: z.string(),
  time: z.string(),
  subject: z.string().optional(),
  data: z.record(z.string(), z.unknown()),
});
export type TrialEvent = z.infer<typeof trialEventSchema>;

export const trialSchema = z.object({
  from: trialSourceSchema,
  /** Events that were put into the flow, and the times of the first and the last one. */
  events: z.number(),
  first: z.string().optional(),
  last: z.string().optional(),
  /**
   * By node on the way, and for the node itself: what came in, and what left by each output handle (an action: `done`, its
   * matches).
   */
  counts: z.record(z.string(), z.object({ in: z.number(), out: z.record(z.string(), z.number()) })),
  /** What arrived at the node, newest last, at most 50 a handle. */
  arrived: z.array(
    z.object({
      handle: z.string(),
      event: trialEventSchema,
      /** It, or something made of it, left by the node's first output handle (match, pass, found, out, done). */
      passed: z.boolean(),
      /** Every handle by which it, or something made of it, left. */
      leftBy: z.array(z.string()).optional(),
      key: z.union([z.string(), z.array(z.string()), z.null()]).optional(),
      causes: z.array(z.string()).optional(),
    }),
  ),
  /** What left the node, newest last, at most 50 a handle. For an action: its matches, on `done`. */
  left: z.array(
    z.object({
      handle: z.string(),
      event: trialEventSchema,
      key: z.union([z.string(), z.array(z.string()), z.null()]),
      causes: z.array(z.string()),
    }),
  ),
  /** The newest causes, at most 10 of each, of what is shown and was made by nodes. */
  sources: z.array(trialEventSchema).optional(),
  /** Events without the node's key, and those at which something went wrong, with the last sentence. */
  noKey: z.number(),
  errors: z.number(),
  lastError: textSchema.optional(),
  /** The node's own settings, or what leads to it, kept it from running: then nothing left. */
  isBroken: z.boolean().optional(),
  /** What could not be read of a given text, or kept from running of the draft: a sentence each, at most 20. */
  problems: z.array(textSchema),
});
export type Trial = z.infer<typeof trialSchema>;
