/** The bodies of the REST API. OpenAPI is made from these schemas, and the page parses answers with them. */
import { z } from 'zod';
import { simulationStateSchema } from './live.ts';

export const localizedSchema = z.union([z.string(), z.record(z.string(), z.string())]);
export const textSchema = z.object({ ko: z.string(), en: z.string() });

export const faultSchema = z.object({
  severity: z.enum(['error', 'hint']),
  code: z.string(),
  node: z.string().optional(),
  edge: z.string().optional(),
  field: z.string().optional(),
  message: textSchema,
});

/** RFC 9457. `faults` where a flow was refused; `current` where somebody else was faster. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  detail: z.string().optional(),
  /** The sentence of `detail` in both languages; `title` and `detail` are in the language that was asked for. */
  message: textSchema.optional(),
  instance: z.string().optional(),
  faults: z.array(faultSchema).optional(),
  revision: z.number().optional(),
  /** Where a deploy would drop something that waits: the preview (deploy.ts). */
  preview: z.record(z.string(), z.unknown()).optional(),
});
export type Problem = z.infer<typeof problemSchema>;

/** A flow file (SPEC §2); its inside is checked by flows/format, which says every fault with its place. */
export const flowBodySchema = z.looseObject({ id: z.string() });

export const flowStatusSchema = z.enum(['running', 'stopped', 'undeployed', 'faulty']);

export const flowSummarySchema = z.object({
  id: z.string(),
  name: localizedSchema,
  description: localizedSchema.optional(),
  /** Of the draft; every save makes a new one. */
  revision: z.number(),
  status: flowStatusSchema,
  /** The draft differs from what runs. */
  changed: z.boolean(),
  nodeCount: z.number(),
  faultCount: z.number(),
  hasSimulation: z.boolean(),
  updatedAt: z.string(),
});
export type FlowSummary = z.infer<typeof flowSummarySchema>;

export const flowDetailSchema = z.object({
  summary: flowSummarySchema,
  /** What is being drawn. */
  draft: flowBodySchema,
  /** What runs, or would run if it were started. */
  deployed: flowBodySchema.nullable(),
  /** Faults and hints of the draft. */
  faults: z.array(faultSchema),
  /** Faults of the file in flows/, where it is broken and the version before it goes on running. */
  fileFaults: z.array(faultSchema),
  simulation: simulationStateSchema,
});
export type FlowDetail = z.infer<typeof flowDetailSchema>;

export const saveFlowSchema = z.object({
  flow: flowBodySchema,
  /** The revision that the change was made on; 409 when it is no longer the newest. */
  revision: z.number(),
});
export const createFlowSchema = z.object({
  flow: flowBodySchema,
  /** `copy`: take a free id when this one is taken (an import); default: 409. */
  onConflict: z.enum(['refuse', 'copy']).optional(),
});
export const startSimulationSchema = z.object({
  rate: z.number().positive().max(100_000).optional(),
  speed: z.number().positive().max(1_000_000).optional(),
  seed: z.number().int().nonnegative().optional(),
});

export const fieldInfoSchema = z.object({
  path: z.string(),
  type: z.enum(['number', 'string', 'boolean', 'time', 'object', 'list', 'unknown']),
  label: localizedSchema.optional(),
  description: localizedSchema.optional(),
  example: z.unknown().optional(),
  values: z.array(z.union([z.string(), z.number(), z.boolean()])).optional(),
});
export const eventTypeSchema = z.object({
  type: z.string(),
  name: localizedSchema,
  description: localizedSchema.optional(),
  fields: z.array(fieldInfoSchema),
});
export const tableInfoSchema = z.object({
  name: z.string(),
  label: localizedSchema.optional(),
  columns: z.array(fieldInfoSchema),
  rowCount: z.number(),
});
export const surroundingsSchema = z.object({
  /** Behind those that ship or are declared, those that were only discovered. */
  eventTypes: z.array(
    eventTypeSchema.extend({
      discovered: z.literal(true).optional(),
      dismissed: z.literal(true).optional(),
    }),
  ),
  tables: z.array(tableInfoSchema),
  connections: z.array(z.object({ id: z.string(), name: localizedSchema, channel: z.string().optional() })),
});

/** The answer to POST /api/events. */
export const ingestResultSchema = z.object({
  accepted: z.number(),
  duplicates: z.number(),
  refused: z.number(),
  /** At most 100: `index` counts from 0 in a batch, `line` from 1 in NDJSON. */
  problems: z.array(
    z.object({
      index: z.number(),
      line: z.number().optional(),
      id: z.string().optional(),
      message: textSchema,
    }),
  ),
});
export type IngestResult = z.infer<typeof ingestResultSchema>;

export const deliveryStatusSchema = z.enum([
  'pending',
  'delivered',
  'failed',
  'expired',
  'held',
  'simulated',
]);
/**
 * One delivery of the outbox. `failed`: given up, with its reason; `expired`: its deadline passed before it was made;
 * `held`: its channel is not configured, so it waits here to be seen; `simulated`: it comes from simulated traffic, and
 * what leaves the house is never really sent.
 */
export const deliverySchema = z.object({
  id: z.string(),
  flow: z.string(),
  node: z.string(),
  channel: z.string(),
  status: deliveryStatusSchema,
  attempts: z.number(),
  /** Why it failed or is held. */
  reason: z.string().optional(),
  /** The same in both languages. */
  reasonText: textSchema.optional(),
  /** What was or would be sent, templates filled in. */
  params: z.record(z.string(), z.unknown()),
  time: z.string(),
  key: z.union([z.string(), z.array(z.string()), z.null()]),
  data: z.record(z.string(), z.unknown()),
  causes: z.array(z.string()),
  /** Ms after its time at which it was found, where the runtime had stood still. */
  lateBy: z.number().optional(),
  /** After this it is not made any more. */
  deadline: z.string().optional(),
  /** Its templates could not be filled in, so there is nothing that could be sent again. */
  unfilled: z.boolean().optional(),
  simulated: z.boolean(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type Delivery = z.infer<typeof deliverySchema>;

/** A task, a case, or an entry of the watch list: what an action wrote down for people. */
export const recordSchema = z.object({
  id: z.string(),
  kind: z.enum(['task', 'case', 'watchlist']),
  flow: z.string(),
  node: z.string(),
  title: z.string(),
  queue: z.string().optional(),
  key: z.union([z.string(), z.array(z.string()), z.null()]),
  time: z.string(),
  details: z.record(z.string(), z.unknown()),
  data: z.record(z.string(), z.unknown()),
  causes: z.array(z.string()),
  simulated: z.boolean(),
  createdAt: z.string(),
});
export type ActionRecord = z.infer<typeof recordSchema>;

export const pageSchema = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), total: z.number() });

/** What deliveries keep to. A target is the origin that a web hook calls (`https://crm.example.com`), or a channel. */
export const deliveryLimitsSchema = z.object({
  /** Deliveries a second to one target; null: no limit. */
  perSecond: z.number().positive().max(10_000).nullable().default(null),
  /** Other limits for some targets, by their name. */
  targets: z.record(z.string(), z.object({ perSecond: z.number().positive().max(10_000) })).default({}),
  /** Attempts after which a delivery is given up. It waits, and none is made, while its target takes nothing. */
  attempts: z.number().int().min(1).max(100).default(10),
  /** Hours after which one that fails is given up, however few attempts were made. */
  giveUpHours: z.number().positive().max(720).default(72),
  /** Failures in a row after which nothing is sent to a target for a while. */
  breakAfter: z.number().int().min(1).max(1_000).default(5),
  /** Seconds that a web hook or a gateway has for its answer. */
  timeoutSeconds: z.number().min(1).max(120).default(10),
});
export type DeliveryLimits = z.infer<typeof deliveryLimitsSchema>;

/** Settings of the channels that leave the house. Secrets are written, never read back (`hasPassword`). */
export const settingsSchema = z.object({
  email: z
    .object({
      host: z.string(),
      port: z.number().int().min(1).max(65_535),
      secure: z.boolean(),
      user: z.string(),
      password: z.string().optional(),
      hasPassword: z.boolean().optional(),
      from: z.string(),
    })
    .nullable(),
  sms: z
    .object({
      url: z.string(),
      method: z.enum(['POST', 'PUT', 'GET']),
      contentType: z.string(),
      /** Liquid template over `to`, `text`, `id`. */
      body: z.string(),
      header: z.string().optional(),
      secret: z.string().optional(),
      hasSecret: z.boolean().optional(),
    })
    .nullable(),
  /** Left out: as it was. */
  delivery: deliveryLimitsSchema.optional(),
});
export type Settings = z.infer<typeof settingsSchema>;

/** Sign-in of the page, where the runtime asks for a token. */
export const signInSchema = z.object({ token: z.string().max(4096) });
export const sessionSchema = z.object({
  /** The runtime asks for a token. */
  required: z.boolean(),
  signedIn: z.boolean(),
});
export type Session = z.infer<typeof sessionSchema>;

export const validationSchema = z.object({ faults: z.array(faultSchema) });

/** What is sent again: one state of deliveries, of one flow or channel where that is given. */
export const resendSchema = z.object({
  status: z.enum(['failed', 'expired', 'held']).optional(),
  flow: z.string().optional(),
  channel: z.string().optional(),
});
/** A target to which deliveries wait: `open` while nothing is sent to it, `probing` while one is tried. */
export const deliveryTargetSchema = z.object({
  target: z.string(),
  channel: z.string(),
  state: z.enum(['closed', 'open', 'probing']),
  /** Failures in a row. */
  failures: z.number(),
  /** Since when nothing is sent to it. */
  since: z.string().optional(),
  nextTry: z.string().optional(),
  /** Of the last failure. */
  reason: textSchema.optional(),
});
export type DeliveryTarget = z.infer<typeof deliveryTargetSchema>;
export const deliveryTargetsSchema = z.object({ items: z.array(deliveryTargetSchema) });

/** How many were changed by one request. */
export const countSchema = z.object({ count: z.number() });

/** A row of a reference table; `written` where an action wrote it. */
export const tableRowSchema = z.object({
  row: z.record(z.string(), z.unknown()),
  written: z.object({ id: z.string(), at: z.string(), simulated: z.boolean() }).optional(),
});
export type TableRow = z.infer<typeof tableRowSchema>;

export const healthSchema = z.object({ status: z.literal('ok'), version: z.string() });
