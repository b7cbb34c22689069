/** What engines find, gathered into messages of bounded size. */
import type { HostedBadEvent, HostedMatch } from './engine-host.ts';
import type { RoomFound, RoomMessage } from './room-messages.ts';

/** Things that one message carries. */
const AT_A_TIME = 500;

export class FoundBatches {
  private matches: HostedMatch[] = [];
  private badOnes: HostedBadEvent[] = [];
  private full: RoomMessage[] = [];

  match(match: HostedMatch): void {
    this.matches.push(match);
    this.endIfMany();
  }

  bad(event: HostedBadEvent): void {
    this.badOnes.push(event);
    this.endIfMany();
  }

  /** Messages that are full. */
  takeFull(): readonly RoomMessage[] {
    if (this.full.length === 0) return this.full;
    const { full } = this;
    this.full = [];
    return full;
  }

  /** What was gathered after those. */
  take(): RoomFound {
    const found = { matches: this.matches, bad: this.badOnes };
    this.matches = [];
    this.badOnes = [];
    return found;
  }

  private endIfMany(): void {
    if (this.matches.length + this.badOnes.length >= AT_A_TIME) this.full.push({ found: this.take() });
  }
}
