/** Takes calls of a journalled room one by one, and lets their answers go when what they did is on disk. */
import type { Journal } from '../journal/journal.ts';
import type { FoundBatches } from './found-batches.ts';
import type { JournalledRoom } from './journalled-room.ts';
import type { RoomCall, RoomCalls, RoomMessage } from './room-messages.ts';

type Outcome = { readonly result: unknown } | { readonly error: unknown };

/** A message that waits until the journal is on disk up to a position. */
interface Held {
  readonly upTo: number;
  readonly message: RoomMessage;
}

export class RoomDesk {
  private held: Held[] = [];
  private readonly calls: RoomCalls;

  /** @param found what the room's engines find; it is this desk's to send from now on */
  constructor(
    room: JournalledRoom,
    private readonly journal: Journal,
    private readonly found: FoundBatches,
    private readonly send: (message: RoomMessage) => void,
  ) {
    this.calls = callsOf(room, journal);
    journal.onSynced((position) => this.letGo(position));
  }

  take(call: RoomCall): void {
    const before = this.journal.end;
    const outcome = this.work(call);
    const upTo = this.journal.end > before ? this.journal.end : 0;
    for (const message of this.found.takeFull()) this.say(message, upTo);
    if ('result' in outcome && outcome.result instanceof Promise) {
      outcome.result.then(
        (result) => this.send({ answer: { id: call.id, result, ...NOTHING } }),
        (error: unknown) => this.send({ answer: { id: call.id, error, ...NOTHING } }),
      );
      return;
    }
    this.say({ answer: { id: call.id, ...outcome, ...this.found.take() } }, upTo);
  }

  private work({ name, args }: RoomCall): Outcome {
    try {
      const call = this.calls[name] as (...args: readonly unknown[]) => unknown;
      return { result: call(...args) };
    } catch (error) {
      return { error };
    }
  }

  private say(message: RoomMessage, upTo: number): void {
    if (upTo <= this.journal.syncedTo) this.send(message);
    else this.held.push({ upTo, message });
  }

  private letGo(position: number): void {
    let count = 0;
    while (count < this.held.length && this.held[count].upTo <= position)
      this.send(this.held[count++].message);
    if (count > 0) this.held.splice(0, count);
  }
}

const NOTHING = { matches: [], bad: [] };

/** The calls by name: those of the live engine are recorded, those of copies and questions are not. */
function callsOf(journalled: JournalledRoom, journal: Journal): RoomCalls {
  const { room } = journalled;
  return {
    deploy: (flow, now) => journalled.deploy(flow, now),
    preview: (flow) => room.preview(flow),
    deployCopy: (flow) => room.deployCopy(flow),
    remove: (flowId, now) => journalled.remove(flowId, now),
    setTable: (name, rows, simulated, now) => journalled.setTable(name, rows, simulated, now),
    settle: (each, now) => journalled.settle(each, now),
    push: (block, now) => journalled.push(block, now),
    hold: (at, now) => journalled.stoodStill(at, now),
    tick: (now) => journalled.tick(now),
    counts: (flowId, now) => room.counts(flowId, now),
    startCopy: (flow, now) => room.startCopy(flow, now),
    stopCopy: (flowId, now) => room.stopCopy(flowId, now),
    advanceCopy: (...args) => room.advanceCopy(...args),
    checkpoint: (now) => journalled.checkpoint(now),
    checkpointIfDue: async (now) =>
      journalled.isCheckpointDue(now) ? journalled.checkpoint(now) : undefined,
    commitCheckpoint: (position, now) => journalled.commitCheckpoint(position, now),
    close: () => journal.close(),
  };
}
