/**
 * runtime/wire: everything that crosses between the runtime and a browser, typed once and parsed at both ends.
 * The only folder of the runtime that the editor may import.
 *
 * This file: the Socket.IO catalogue. A server sends at most ten `live` messages a second to a client, whatever
 * the traffic; what happened in between is added up in the next one. Matches do not wait for it: the first goes out at
 * once, and those that follow within MATCHES_APART together, so that there are never more messages than that allows.
 */
import { z } from 'zod';

/** Cumulative since the flow instance started; the page derives rates from two messages and their `at`. */
export const nodeCountsSchema = z.object({
  in: z.number(),
  /** By output handle; for an action `done` and `failed`. */
  out: z.record(z.string(), z.number()),
  noKey: z.number(),
  tooLate: z.number(),
  errors: z.number(),
  /** The last error's sentence, where there was one; a text alone is that of an exception that nobody foresaw. */
  lastError: z.union([z.string(), z.object({ ko: z.string(), en: z.string() })]).optional(),
  /** Runs, windows or keys that wait in the node now. */
  open: z.number(),
  expired: z.number().optional(),
  cancelled: z.number().optional(),
});
export type NodeCounts = z.infer<typeof nodeCountsSchema>;

export const flowCountsSchema = z.object({
  /** Epoch ms of the runtime's clock when the counts were taken. */
  at: z.number(),
  /** `live`: the wall clock; `simulated`: a copy of the flow on a simulated clock, beside the live one. */
  mode: z.enum(['live', 'simulated']),
  /** Watermark in epoch ms; null before the first event. */
  watermark: z.number().nullable(),
  events: z.number(),
  matches: z.number(),
  late: z.number(),
  lateDropped: z.number(),
  /** Events that wait for the watermark. */
  waiting: z.number(),
  nodes: z.record(z.string(), nodeCountsSchema),
  /** Events that went over each edge. */
  edges: z.record(z.string(), z.number()),
});
export type FlowCounts = z.infer<typeof flowCountsSchema>;

export const causeSchema = z.object({
  id: z.string(),
  source: z.string(),
  type: z.string(),
  time: z.string(),
  data: z.record(z.string(), z.unknown()),
});

export const matchSchema = z.object({
  /** The delivery id (SPEC §4 action). */
  id: z.string(),
  flow: z.string(),
  node: z.string(),
  channel: z.string(),
  time: z.string(),
  key: z.union([z.string(), z.array(z.string()), z.null()]),
  data: z.record(z.string(), z.unknown()),
  causes: z.array(z.string()),
  /** The events themselves, as far as they are still at hand. */
  causeEvents: z.array(causeSchema).optional(),
  simulated: z.boolean(),
  /** When it happened here, epoch ms. */
  at: z.number(),
  /** Ms by which that was late, since the runtime had stood still. */
  lateBy: z.number().optional(),
});
export type LiveMatch = z.infer<typeof matchSchema>;

export const tailEventSchema = z.object({
  id: z.string(),
  type: z.string(),
  source: z.string(),
  time: z.string(),
  data: z.record(z.string(), z.unknown()),
  simulated: z.boolean(),
});
export type TailEvent = z.infer<typeof tailEventSchema>;

export const simulationStateSchema = z.object({
  running: z.boolean(),
  /** Events a second of the wall clock. */
  rate: z.number(),
  /** Simulated seconds that pass in a second of the wall clock (0 while stopped). */
  speed: z.number(),
  seed: z.number(),
  /** Simulated now, ISO; absent before the first start. */
  now: z.string().optional(),
  sent: z.number(),
});
export type SimulationState = z.infer<typeof simulationStateSchema>;

/** The runtime as a whole, for the header of the page. */
export const systemCountsSchema = z.object({
  at: z.number(),
  accepted: z.number(),
  refused: z.number(),
  duplicates: z.number(),
  /** Accepted events a second over the last second. */
  rate: z.number(),
  outboxPending: z.number(),
  outboxFailed: z.number(),
  /**
   * Until when sources have time to bring what piled up while the runtime stood still, epoch ms; till then nothing
   * fires that did not happen. Absent: time goes on.
   */
  catchingUpUntil: z.number().optional(),
  /** The disk refuses what is to be written down: events are not taken until it does not. */
  storageTrouble: z.boolean().optional(),
});
export type SystemCounts = z.infer<typeof systemCountsSchema>;

export const liveMessageSchema = z.object({
  system: systemCountsSchema,
  /** Counts of the flows that this client watches. While a simulation of a flow runs these are the copy's. */
  flows: z.record(z.string(), flowCountsSchema),
  simulations: z.record(z.string(), simulationStateSchema),
  /** A sample of the events that the watched flows took, at most 20 a message. */
  tail: z.array(tailEventSchema),
});
export type LiveMessage = z.infer<typeof liveMessageSchema>;

/** Ms between two messages with matches, at least. */
export const MATCHES_APART = 30;

export const matchesMessageSchema = z.object({
  /** New matches of the watched flows, oldest first, at most 50 a message. */
  matches: z.array(matchSchema),
  /** Those that there were besides since the last message: too many to be shown. */
  skipped: z.number(),
});
export type MatchesMessage = z.infer<typeof matchesMessageSchema>;

/** Something that is kept changed: the page asks for it again over REST. */
export const changedSchema = z.object({
  what: z.enum([
    'flows',
    'outbox',
    'tasks',
    'cases',
    'watchlist',
    'tables',
    'settings',
    'refused',
    'catalogue',
  ]),
  /** The flow's id, where one flow changed. */
  flow: z.string().optional(),
  revision: z.number().optional(),
});
export type Changed = z.infer<typeof changedSchema>;

/** What a person calls himself; there are no accounts. */
export const LONGEST_PERSON_NAME = 80;

/** What a page says of the person at it. */
export const presenceSchema = z.object({
  /** The flow that he has open; null: none. */
  flow: z.string().max(64).nullable(),
  /** The page, and the browser that it is in: two windows of one person are one person. */
  page: z.string().regex(/^[a-z0-9]{1,20}$/),
  browser: z.string().regex(/^[a-z0-9]{1,20}$/),
  /** Empty where he did not say. */
  name: z.string().max(1000),
  /** Selected nodes. */
  nodes: z.array(z.string().max(64)).max(1000),
  /** The last revision that this page saved. */
  saved: z.number().optional(),
});
export type Presence = z.infer<typeof presenceSchema>;

/** Who has a flow open: at most 50, the first that came. Told at most five times a second. */
export const peopleSchema = z.object({
  flow: z.string(),
  people: z.array(presenceSchema.omit({ flow: true })),
});
export type People = z.infer<typeof peopleSchema>;
export type Person = People['people'][number];

export interface ServerToClient {
  live: (message: LiveMessage) => void;
  matches: (message: MatchesMessage) => void;
  changed: (change: Changed) => void;
  people: (people: People) => void;
}

export const watchSchema = z.object({ flows: z.array(z.string()).max(50) });
export interface ClientToServer {
  /** Replaces what this client watches. The answer carries the last 100 matches of each flow. */
  watch: (request: z.infer<typeof watchSchema>, answer: (recent: { matches: LiveMatch[] }) => void) => void;
  /** Replaces what this client said of its person. */
  present: (presence: Presence) => void;
}
