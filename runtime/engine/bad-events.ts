/** Events that a flow could not take, as the engine finds them: told with their text, but of a flood only the first. */
import type { Text } from '../../nodes/kit/text.ts';
import type { BadEvent } from './engine-types.ts';
import { shortMessage } from './node-faults.ts';

/** Texts that one call of the engine tells; the rest is counted. */
const TOLD = 100;

type Found = Omit<BadEvent, 'event' | 'whole' | 'others'>;

/** An event as a person reads it. */
export interface EventText {
  readonly text: string;
  /** It is what came in, to the letter. */
  readonly whole: boolean;
}

export class BadEvents {
  private told = 0;
  /** What was only counted in this call, by flow, node and reason. */
  private readonly others = new Map<string, { found: Found; count: number }>();

  constructor(private readonly tell: ((bad: BadEvent) => void) | undefined) {}

  /** Somebody listens, so that a fault need not stop everything to be seen. */
  get isHeard(): boolean {
    return this.tell !== undefined;
  }

  /** @param textOf makes the text; asked only where it is told */
  add(found: Found, textOf: () => EventText): void {
    if (!this.tell) return;
    if (this.told++ < TOLD) {
      const { text, whole } = textOf();
      this.tell({ ...found, event: text, whole });
      return;
    }
    const key = `${found.flow}\0${found.node ?? ''}\0${found.reason}`;
    const known = this.others.get(key);
    if (known) known.count++;
    else this.others.set(key, { found, count: 1 });
  }

  /** The end of a call: those that were only counted are told by their number. */
  flush(): void {
    if (this.told === 0) return;
    this.told = 0;
    for (const { found, count } of this.others.values())
      this.tell?.({ ...found, event: '', whole: false, others: count });
    this.others.clear();
  }
}

/** What a person is told of an exception, which is a bug of ours. */
export function faultText(error: unknown): Text {
  const message = shortMessage(error);
  return {
    ko: `예기치 않은 오류가 나서 이 이벤트의 처리가 여기에서 멈췄습니다: ${message}`,
    en: `Something unexpected went wrong, so this event stopped here: ${message}`,
  };
}
