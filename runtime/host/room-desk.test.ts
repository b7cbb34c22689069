import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { manualClock } from '../clock.ts';
import { createEngine } from '../engine/engine.ts';
import { FragileFiles } from '../journal/fragile-files.ts';
import { flow, lines } from '../testing/engine-host-contract.ts';
import { paid, until } from '../testing/naru-under-test.ts';
import { FoundBatches } from './found-batches.ts';
import { recoverRoom } from './recover-room.ts';
import { RoomDesk } from './room-desk.ts';
import type { RoomCall, RoomMessage } from './room-messages.ts';

async function opened() {
  const data = mkdtempSync(join(tmpdir(), 'naru-desk-'));
  const files = new FragileFiles();
  const clock = manualClock();
  const found = new FoundBatches();
  const sent: RoomMessage[] = [];
  const { room, journal } = await recoverRoom({
    data,
    files,
    clock,
    now: clock.now(),
    known: {},
    keep: { ms: 0, bytes: 0 },
    catchUp: 0,
    createEngine,
    signal: new AbortController().signal,
    onMatch: (match) => found.match(match),
    onBadEvent: (bad) => found.bad(bad),
    onReplayed: () => {},
    onTrouble: (trouble) => sent.push({ trouble }),
    warn: () => {},
  });
  onTestFinished(async () => {
    await journal.close();
    rmSync(data, { recursive: true });
  });
  const desk = new RoomDesk(room, journal, found, (message) => sent.push(message));
  let id = 0;
  const ask = (name: RoomCall['name'], ...args: unknown[]) => {
    desk.take({ id: ++id, name, args } as unknown as RoomCall);
    return id;
  };
  const answerTo = (asked: number) =>
    sent.flatMap((message) => ('answer' in message && message.answer.id === asked ? message.answer : []))[0];
  return { files, clock, journal, sent, ask, answerTo, now: clock.now() };
}

describe('the desk of a room', () => {
  it('answers, and tells what was found, when the record is on disk, and not before', async () => {
    const { journal, ask, answerTo, sent, now } = await opened();
    ask('deploy', flow('a'), now);
    const push = ask('push', lines([paid(500)]), now);
    const counts = ask('counts', 'a', now);
    expect(answerTo(push)).toBeUndefined();
    // A question waits for no disk.
    expect(answerTo(counts)?.result).toMatchObject({ events: 1 });
    expect(sent.some((message) => 'found' in message)).toBe(false);
    await journal.synced(journal.end);
    await until(() => answerTo(push) !== undefined);
    expect(answerTo(push)).toMatchObject({ result: { accepted: 1 }, matches: [{ match: { flow: 'a' } }] });
  });

  it('lets nothing go while the disk refuses, and everything in order when it takes it again', async () => {
    const { files, clock, journal, ask, answerTo, sent, now } = await opened();
    ask('deploy', flow('a'), now);
    await journal.synced(journal.end);
    files.fail = (operation) => (operation === 'write' ? 'ENOSPC' : undefined);
    const pushes = [500, 600, 700].map((amount) => ask('push', lines([paid(amount)]), now));
    await until(() => journal.trouble !== undefined);
    expect(sent.findLast((message) => 'trouble' in message)).toMatchObject({ trouble: expect.anything() });
    for (let i = 0; i < 5; i++) {
      clock.advance(500);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(pushes.map(answerTo)).toEqual([undefined, undefined, undefined]);
    files.fail = () => undefined;
    await until(() => {
      clock.advance(500);
      return pushes.every((push) => answerTo(push));
    });
    const amounts = sent.flatMap((message) =>
      'answer' in message ? message.answer.matches.map(({ match }) => match.data.amount) : [],
    );
    expect(amounts).toEqual([500, 600, 700]);
    expect(sent.findLast((message) => 'trouble' in message)).toEqual({ trouble: undefined });
  });
});
