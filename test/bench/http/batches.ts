/**
 * Bodies of events to send over and over: before each sending every event gets an id that was never there and the
 * time that it is, by writing over its bytes, so that sending costs next to nothing beside taking in.
 */
import { eventLines } from '../generate-events.ts';

/** Events of a body. */
export const BATCH = 1_000;
/** What the one payment of a body costs that the flow of `big-payments.json` looks for. */
export const BIG = 1_000_000_000;

const RUN = 'rrrrrrrr';
const TIME = 'tttt-tt-ttTtt:tt:tt.tttZ';

interface Body {
  readonly bytes: Buffer;
  /** Where each event's id and time begin. */
  readonly places: readonly { readonly id: number; readonly time: number }[];
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
    const { bytes, places } = this.bodies[this.sent % this.bodies.length];
    const run = Buffer.from(String(this.sent++).padStart(RUN.length, '0'));
    const time = Buffer.from(new Date().toISOString());
    for (const place of places) {
      bytes.set(run, place.id);
      bytes.set(time, place.time);
    }
    return { bytes, id: `${run.toString()}-${BATCH - 1}` };
  }

  get bytesOfEvent(): number {
    return this.bodies[0].bytes.length / BATCH;
  }
}

function bodyOf(lines: readonly string[]): Body {
  const texts = lines.map((line, i) =>
    line.replace(/"id":"[^"]*"/, `"id":"${RUN}-${i}"`).replace(/"time":"[^"]*"/, `"time":"${TIME}"`),
  );
  let at = 0;
  const places = texts.map((text) => {
    const place = { id: at + text.indexOf(RUN), time: at + text.indexOf(TIME) };
    at += text.length + 1;
    return place;
  });
  return { bytes: Buffer.from(`${texts.join('\n')}\n`), places };
}
