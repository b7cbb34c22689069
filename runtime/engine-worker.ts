/**
 * Runs in a worker of its own: the rooms of engines, called by messages. What a call of the live engine found, and its
 * answer, leave when the record of the call is on disk; other answers leave at once.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { systemClock } from './clock.ts';
import { createEngine } from './engine/engine.ts';
import { FoundBatches } from './host/found-batches.ts';
import { recoverRoom } from './host/recover-room.ts';
import { RoomDesk } from './host/room-desk.ts';
import type { RoomBeginning, RoomCall, RoomMessage } from './host/room-messages.ts';

const port = parentPort!;
const send = (message: RoomMessage) => port.postMessage(message);
const sendAll = (messages: readonly RoomMessage[]) => messages.forEach(send);

async function begin(): Promise<void> {
  const found = new FoundBatches();
  const { room, journal, recovered } = await recoverRoom({
    ...(workerData as RoomBeginning),
    createEngine,
    clock: systemClock,
    signal: new AbortController().signal,
    onMatch: (match) => found.match(match),
    onBadEvent: (bad) => found.bad(bad),
    onReplayed: () => sendAll(found.takeFull()),
    onTrouble: (trouble) => send({ trouble }),
    warn: (line) => send({ warn: line }),
  });
  sendAll(found.takeFull());
  send({ found: found.take() });
  send({ recovered });
  const desk = new RoomDesk(room, journal, found, send);
  port.on('message', (call: RoomCall) => desk.take(call));
}

begin().catch((error: unknown) => {
  // An error outside of every call ends the worker, and its host hears of it.
  setImmediate(() => {
    throw error;
  });
});
