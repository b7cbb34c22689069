/**
 * Bodies of events to send over and over: before each sending every event gets an id that was never there and the
 * second that it is, by writing over its bytes, so that sending costs next to nothing beside taking in.
 */
import { eventLines } from '../generate-events.ts';

/** Events of a body. */
export const BATCH = 1_000;
/** What the one payment of a body costs that the flow of `big-payments.json` looks for. */
export const BIG = 1_000_000_000;

const RUN = 'rrrrrrrr';
const TIME = 'tttt-tt-ttTtt:tt:tt.000Z';
const SECOND = 'tttt-tt-ttTtt:tt:tt'.length;

interface Body {
  readonly bytes: Buffer;
  /** Where each event's id and time begin. */
  readonly ids: Int32Array;
  readonly times: Int32Array;
  /** Of the time that is written there. */
  second: string;
}

export class Batches {
  private readonly bodies: readonly Body[];
  private sent = 0;

  /** @param keys how many customers, accounts and cards there are: so many that few of them match in a short run */
  constructor({ count, keys, seed }: { count: number; keys: number; seed: number }) {
    const lines = eventLines({ events: count * BATCH, keys, seed });
    this.bodies = Array.from({ length: count }, () => {
      const taken = Array.from({ length: BATCH }, () => lines.next().value as string);
      taken[BATCH - 1] =
        `{"id":"","source":"/bench","type":"card.payment.approved","time":"","data":{"cardNo":"K000000","merchantId":"M000","amount":${BIG}}}`;
      return bodyOf(taken);
    });
  }

  /** The next body, as if it happened now; `id` is that of its one big payment. It may be sent once it is not on its way any more. */
  next(): { readonly bytes: Buffer; readonly id: string } {
    const body = this.bodies[this.sent % this.bodies.length];
    const run = String(this.sent++).padStart(RUN.length, '0');
    writeAt(body.bytes, body.ids, run);
    const second = new Date().toISOString().slice(0, SECOND);
    if (second !== body.second) {
      writeAt(body.bytes, body.times, second);
      body.second = second;
    }
    return { bytes: body.bytes, id: `${run}-${BATCH - 1}` };
  }

  get bytesOfEvent(): number {
    return this.bodies[0].bytes.length / BATCH;
  }
}

function bodyOf(lines: readonly string[]): Body {
  const texts = lines.map((line, i) =>
    line.replace(/"id":"[^"]*"/, `"id":"${RUN}-${i}"`).replace(/"time":"[^"]*"/, `"time":"${TIME}"`),
  );
  const ids = new Int32Array(texts.length);
  const times = new Int32Array(texts.length);
  let at = 0;
  texts.forEach((text, i) => {
    ids[i] = at + text.indexOf(RUN);
    times[i] = at + text.indexOf(TIME);
    at += text.length + 1;
  });
  return { bytes: Buffer.from(`${texts.join('\n')}\n`), ids, times, second: '' };
}

/** ASCII text over the bytes at each of the places. */
function writeAt(bytes: Buffer, places: Int32Array, text: string): void {
  const codes = Array.from(text, (character) => character.charCodeAt(0));
  for (const place of places) for (let i = 0; i < codes.length; i++) bytes[place + i] = codes[i];
}
