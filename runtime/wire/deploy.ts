/** What a deploy would do to what waits in a flow: asked before it, and then done just so. */
import { z } from 'zod';
import { localizedSchema, textSchema } from './rest.ts';

/** How much waits in a node. What a kind does not have is left out. */
export const waitingSchema = z.object({
  /** Partial matches that are open. */
  runs: z.number().optional(),
  windows: z.number().optional(),
  /** Keys for which something is kept. */
  keys: z.number().optional(),
  timers: z.number().optional(),
  /** Events that are kept one by one; of an action those whose delivery is under way. */
  events: z.number().optional(),
});
export type Waiting = z.infer<typeof waitingSchema>;

export const nodeFateSchema = z.object({
  node: z.string(),
  kind: z.string(),
  label: localizedSchema.optional(),
  /**
   * `kept`: it goes on as if nothing had happened; `changed`: what waits stays, and goes on by the new settings;
   * `dropped`: what waits is gone, since the node is no more or begins anew; `new`: the node was not there before.
   */
  fate: z.enum(['kept', 'changed', 'dropped', 'new']),
  /** What waits there now. */
  waiting: waitingSchema,
  /** What is different from now on, a sentence each. */
  changes: z.array(textSchema),
  /** Why what waits is dropped, a sentence each. */
  reasons: z.array(textSchema),
});
export type NodeFate = z.infer<typeof nodeFateSchema>;

export const deployPreviewSchema = z.object({
  flow: z.string(),
  /** In the order of the new version's nodes, then those that are no more. Comments are left out. */
  nodes: z.array(nodeFateSchema),
  /** Something that waits would be dropped. A node may be `dropped` without: nothing waited there. */
  dropped: z.boolean(),
});
export type DeployPreview = z.infer<typeof deployPreviewSchema>;
