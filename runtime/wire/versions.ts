/** The history of a flow as the API tells it: every version that was deployed, and the questions before a deploy. */
import { z } from 'zod';
import { flowBodySchema, localizedSchema, textSchema } from './rest.ts';

/** `page`, `api`: by a request; `file`: the file in flows/ was changed; `restored`: an earlier version again. */
export const deployedHowSchema = z.enum(['page', 'api', 'file', 'restored']);

export const flowVersionSchema = z.object({
  flow: z.string(),
  /** From 1, in the order in which they were deployed. */
  version: z.number(),
  at: z.string(),
  /** As the one who deployed it called himself; nobody has to. */
  who: z.string().nullable(),
  how: deployedHowSchema,
  /** The version that was deployed again. */
  restored: z.number().optional(),
  /** What changed against the version before, a sentence each. */
  changes: z.array(textSchema),
});
export type FlowVersion = z.infer<typeof flowVersionSchema>;

export const flowVersionDetailSchema = flowVersionSchema.extend({ body: flowBodySchema });
export type FlowVersionDetail = z.infer<typeof flowVersionDetailSchema>;

/** A flow that was removed, by the last version of it that ran. */
export const removedFlowSchema = flowVersionSchema
  .omit({ changes: true, restored: true })
  .extend({ name: localizedSchema });
export type RemovedFlow = z.infer<typeof removedFlowSchema>;

/** What a deploy says besides what it deploys. */
export const deployOptions = {
  /** Who deploys, for the history; cut to 80 characters. */
  who: z.string().max(1_000).optional(),
  by: z.enum(['page', 'api']).optional(),
  /** Where something that waits would be dropped: `refuse` answers 409 with the preview. Default: `accept`. */
  onDrop: z.enum(['accept', 'refuse']).optional(),
};
export const deployFlowSchema = z.object({ revision: z.number(), ...deployOptions });
export const restoreFlowSchema = deployFlowSchema;

/** What is to be looked at beforehand: deploying the draft, an earlier version, or stopping the flow. */
export const previewFlowSchema = z.union([
  z.object({ revision: z.number() }),
  z.object({ version: z.number().int().positive() }),
  z.object({ stop: z.literal(true) }),
]);
export type PreviewFlow = z.infer<typeof previewFlowSchema>;
