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
import type { BodyHold } from '../ingest/body-hold.ts';
import { NoRoom } from '../ingest/byte-gate.ts';
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
        'One CloudEvent, a batch, the binary mode (ce- headers, the body is the data), or lines of JSON of any number. One event may have 1 MiB, a batch 64 MiB. gzip is unpacked.\n\nWhere there is too much to do (429) or nothing can be stored (503), the problem says after how many seconds to try again (`retry-after`), and has the members of the other answers besides `next.index`: the first event that was not looked at, from which to go on. A stream of lines is read more slowly instead, as long as that is possible.',
      raw: {
        types: {
          [STRUCTURED]: eventSchema,
          [BATCH]: z.array(eventSchema),
          [JSON_TYPE]: z.union([eventSchema, z.array(eventSchema)]),
          [LINES]: z.string(),
        },
      },
      answers: { 202: { description: 'What became of them', schema: ingestResultSchema } },
      problems: [413, 415, 429, 503],
      handle: async ({ request }) => {
        const taken = intake.begin({ patience: isStream(request) ? 'stream' : 'body' });
        const hold = intake.hold();
        try {
          await take(request, taken, hold);
        } catch (error) {
          throw error instanceof NoRoom ? interrupted(error, taken) : error;
        } finally {
          hold.release();
        }
        return answer(taken);
      },
    }),
  ];
}

async function take(request: Request, taken: IntakeRequest, hold: BodyHold): Promise<void> {
  const type = typeOf(request);
  if (LINE_TYPES.includes(type)) return takeLines(request, taken, hold);
  if (type === STRUCTURED || type === BATCH) return takeBody(request, taken, hold);
  if (isBinaryMode(request.headers)) return takeBinary(request, type, taken, hold);
  if (type === JSON_TYPE) return takeBody(request, taken, hold);
  throw wrongType(request.headers['content-type'], TAKEN);
}

function typeOf(request: Request): string {
  return (request.headers['content-type'] ?? '').split(';')[0].trim().toLowerCase();
}

/** What says how long it is, and is small, is not worth cutting into blocks; a stream is taken as it comes. */
function isStream(request: Request): boolean {
  const { 'content-length': size, 'content-encoding': packed } = request.headers;
  const isSmall = size !== undefined && Number(size) <= EVENT_LIMIT && packed === undefined;
  return LINE_TYPES.includes(typeOf(request)) && !isSmall;
}

/** Of an unfinished line so much costs a stream nothing. */
const FREE = 64 * 1024;

async function takeLines(request: Request, taken: IntakeRequest, hold: BodyHold): Promise<void> {
  if (!isStream(request)) {
    const whole = await readWhole(request, EVENT_LIMIT, (bytes) => hold.more(bytes));
    const { block, tooLong } = wholeBlock(whole);
    if (block.length > 0) await taken.takeLines({ block, tooLong });
    return;
  }
  const lines = new LineBlocks();
  await readPieces(request, async (chunk) => {
    for (const block of lines.push(chunk)) await taken.takeLines(block);
    const { unfinished } = lines;
    if (unfinished > FREE) await hold.atMost(unfinished, 'stream');
    else hold.release();
  });
  for (const block of lines.finish()) await taken.takeLines(block);
}

async function takeBody(request: Request, taken: IntakeRequest, hold: BodyHold): Promise<void> {
  const lines = jsonLines(await readWhole(request, BATCH_LIMIT, (bytes) => hold.more(bytes)));
  if (!lines) throw notJson();
  await taken.takeBody(lines);
}

async function takeBinary(
  request: Request,
  type: string,
  taken: IntakeRequest,
  hold: BodyHold,
): Promise<void> {
  if (type !== '' && type !== JSON_TYPE && !type.endsWith('+json')) throw wrongType(type, TAKEN);
  const { headers } = request;
  const body = await readWhole(request, EVENT_LIMIT, (bytes) => hold.more(bytes)).catch(unlessTooLarge);
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

/** Not all was taken: how much was, and where to go on. */
function interrupted({ status, kind, text, retryAfter }: NoRoom, taken: IntakeRequest): ApiProblem {
  return new ApiProblem(status, kind, text, {
    headers: { 'retry-after': String(retryAfter) },
    members: { ...taken.result(), next: taken.next() },
  });
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
          ko: `이벤트 ${result.refused}건이 모두 거부되었습니다.`,
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
