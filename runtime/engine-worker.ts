/** Runs in a worker of its own: the room of engines, called by messages. */
import { parentPort, workerData } from 'node:worker_threads';
import { createEngine } from './engine/engine.ts';
import type { HostedBadEvent, HostedMatch } from './host/engine-host.ts';
import { EngineRoom } from './host/engine-room.ts';
import type { RoomBeginning, RoomCall, RoomFound, RoomMessage } from './host/room-messages.ts';

/** Matches that one message carries: of a flood of timers the first are on their way while the last are found. */
const AT_A_TIME = 500;

const port = parentPort!;
let matches: HostedMatch[] = [];
let bad: HostedBadEvent[] = [];

const room = new EngineRoom({
  ...(workerData as RoomBeginning),
  createEngine,
  onMatch: (match) => {
    matches.push(match);
    sendIfMany();
  },
  onBadEvent: (found) => {
    bad.push(found);
    sendIfMany();
  },
});

function taken(): RoomFound {
  const found = { matches, bad };
  matches = [];
  bad = [];
  return found;
}

const send = (message: RoomMessage) => port.postMessage(message);

function sendIfMany(): void {
  if (matches.length + bad.length >= AT_A_TIME) send({ found: taken() });
}

/** Each of them, also where one fails. */
function called({ name, each }: RoomCall): { result: unknown } | { error: unknown } {
  const call = room[name] as (this: EngineRoom, ...args: readonly unknown[]) => unknown;
  let outcome: { result: unknown } | { error: unknown } = { result: undefined };
  for (const args of each)
    try {
      const result = call.apply(room, [...args]);
      if ('result' in outcome) outcome = { result };
    } catch (error) {
      outcome = { error };
    }
  return outcome;
}

port.on('message', (call: RoomCall) => {
  const outcome = called(call);
  send({ answer: { ...outcome, ...taken() } });
});
