/**
 * /api/events: events come in, in every form that CloudEvents has over HTTP, and as a stream of lines.
 *
 * The answer is 202 where anything went in (or there was nothing at all), also when some events were refused: they
 * are in its `problems`, with their places. It is 400 where everything was refused, with the same members in a
 * problem. Duplicates are not refused: they are in already.
 */
import type { Request } from 'express';
import { z } from 'zod';
import { binaryEvent, binaryText, isBinaryMode } from '../ingest/binary-mode.ts';
import { BATCH_LIMIT, EVENT_LIMIT, TOO_LARGE } from '../ingest/event-limits.ts';
import type { IntakeRequest } from '../ingest/intake.ts';
import { jsonLines } from '../ingest/json-lines.ts';
import { LineBlocks, wholeBlock } from '../ingest/line-blocks.ts';
import { BodyTooLarge, readPieces, readWhole } from '../ingest/request-body.ts';
import type { Runtime } from '../runtime.ts';
import { ingestResultSchema } from '../wire/rest.ts';
import { ApiProblem } from './problem.ts';
import { wrongType } from './register-routes.ts';
import { type Answer, type AnyRoute, defineRoute } from './route.ts';

const eventSchema = z.looseObject({
  specversion: z.literal('1.0').optional(),
  id: z.string(),
  source: z.string(),
  type: z.string(),
  time: z.string().optional(),
  subject: z.string().optional(),
  data: z.record(z.string(), z.unknown()).optional(),
});

const STRUCTURED = 'application/cloudevents+json';
const BATCH = 'application/cloudevents-batch+json';
const JSON_TYPE = 'application/json';
const LINES = 'application/x-ndjson';
/** Other names under which lines of JSON go. */
const LINE_TYPES = [LINES, 'application/ndjson', 'application/jsonl', 'application/json-lines'];
const TAKEN = [STRUCTURED, BATCH, JSON_TYPE, LINES].join(', ');

export function eventRoutes({ intake }: Runtime): AnyRoute[] {
  return [
    defineRoute({
      method: 'post',
      path: '/api/events',
      tag: 'events',
      summary: 'Takes events',
      description:
        'One CloudEvent, a batch, the binary mode (ce- headers, the body is the data), or lines of JSON of any number. One event may have 1 MiB, a batch 64 MiB. gzip is unpacked.',
      raw: {
        types: {
          [STRUCTURED]: eventSchema,
          [BATCH]: z.array(eventSchema),
          [JSON_TYPE]: z.union([eventSchema, z.array(eventSchema)]),
          [LINES]: z.string(),
        },
      },
      answers: { 202: { description: 'What became of them', schema: ingestResultSchema } },
      problems: [413, 415, 503],
      handle: async ({ request }) => {
        const taken = intake.begin();
        await take(request, taken);
        return answer(taken);
      },
    }),
  ];
}

async function take(request: Request, taken: IntakeRequest): Promise<void> {
  const type = (request.headers['content-type'] ?? '').split(';')[0].trim().toLowerCase();
  if (LINE_TYPES.includes(type)) return takeLines(request, taken);
  if (type === STRUCTURED || type === BATCH) return takeBody(request, taken);
  if (isBinaryMode(request.headers)) return takeBinary(request, type, taken);
  if (type === JSON_TYPE) return takeBody(request, taken);
  throw wrongType(request.headers['content-type'], TAKEN);
}

async function takeLines(request: Request, taken: IntakeRequest): Promise<void> {
  const { 'content-length': size, 'content-encoding': packed } = request.headers;
  // What says how long it is, and is small, is not worth cutting; a stream is taken as it comes.
  if (size !== undefined && Number(size) <= EVENT_LIMIT && packed === undefined) {
    const { block, tooLong } = wholeBlock(await readWhole(request, EVENT_LIMIT));
    if (block.length > 0) await taken.takeLines({ block, tooLong });
    return;
  }
  const lines = new LineBlocks();
  await readPieces(request, async (chunk) => {
    for (const block of lines.push(chunk)) await taken.takeLines(block);
  });
  for (const block of lines.finish()) await taken.takeLines(block);
}

async function takeBody(request: Request, taken: IntakeRequest): Promise<void> {
  const lines = jsonLines(await readWhole(request, BATCH_LIMIT));
  if (!lines) throw notJson();
  await taken.takeBody(lines);
}

async function takeBinary(request: Request, type: string, taken: IntakeRequest): Promise<void> {
  if (type !== '' && type !== JSON_TYPE && !type.endsWith('+json')) throw wrongType(type, TAKEN);
  const { headers } = request;
  const body = await readWhole(request, EVENT_LIMIT).catch(unlessTooLarge);
  if (!body) {
    taken.refuseEvent(TOO_LARGE, binaryText(headers, new Uint8Array(0)));
    return;
  }
  const made = binaryEvent(headers, body);
  if ('refused' in made) taken.refuseEvent(made.refused, binaryText(headers, body));
  else await taken.takeLines({ block: new TextEncoder().encode(made.event), tooLong: false });
}

/** One event that is too large is an event that is refused, as in every other form. */
function unlessTooLarge(error: unknown): undefined {
  if (!(error instanceof BodyTooLarge)) throw error;
}

function answer(taken: IntakeRequest): Answer {
  const result = taken.result();
  if (result.refused > 0 && result.accepted + result.duplicates === 0) throw allRefused(result);
  return { status: 202, body: result };
}

function allRefused(result: ReturnType<IntakeRequest['result']>): ApiProblem {
  const [first] = result.problems;
  const only = result.refused === 1 && first;
  return new ApiProblem(
    400,
    'events-refused',
    only
      ? first.message
      : {
          ko: `이벤트 ${result.refused}건이 모두 거절되었습니다.`,
          en: `All ${result.refused} events are refused.`,
        },
    { members: { ...result } },
  );
}

function notJson(): ApiProblem {
  return new ApiProblem(400, 'not-json', {
    ko: '본문이 JSON이 아닙니다. 이벤트 하나 또는 이벤트의 목록을 보내세요.',
    en: 'The body is not JSON. Send one event or a list of events.',
  });
}
