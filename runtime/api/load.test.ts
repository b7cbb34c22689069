import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createEngine } from '../engine/engine.ts';
import { EngineLost, type OpenEngineHost, StorageTrouble } from '../host/engine-host.ts';
import { hostInThread } from '../host/host-in-thread.ts';
import { BODIES_HELD, UNDER_WAY } from '../ingest/event-limits.ts';
import { bigAmounts, type NaruUnderTest, paid, startNaru, until } from '../testing/naru-under-test.ts';

/** A host that keeps blocks back, or fails, as the test says. */
function heldHost() {
  const state = {
    before: async (): Promise<void> => {},
    trouble: undefined as string | undefined,
    pushed: 0,
    bytes: 0,
    mostBytes: 0,
  };
  const openHost: OpenEngineHost = (options) => {
    const host = hostInThread(createEngine)(options);
    const push = host.push.bind(host);
    Object.defineProperty(host, 'trouble', { get: () => state.trouble });
    host.push = async (block) => {
      state.pushed++;
      state.bytes += block.length;
      state.mostBytes = Math.max(state.mostBytes, state.bytes);
      try {
        await state.before();
        return await push(block);
      } finally {
        state.bytes -= block.length;
      }
    };
    return host;
  };
  return { openHost, state };
}

function stopped() {
  let go = () => {};
  const until = new Promise<void>((resolve) => {
    go = resolve;
  });
  return { until, go: () => go() };
}

const batch = (count: number, size = 1_000) =>
  JSON.stringify(
    Array.from({ length: count }, () => paid(1, { data: { amount: 1, note: 'x'.repeat(size) } })),
  );

const post = ({ url }: NaruUnderTest, body: string, type = 'application/json') =>
  fetch(`${url}/api/events`, { method: 'POST', headers: { 'content-type': type }, body });

const flows = [bigAmounts('big')];

describe('when the engine is behind', () => {
  it('requests are told to come again, memory stays bounded, and nothing that was taken is lost', async () => {
    const { openHost, state } = heldHost();
    const block = stopped();
    state.before = () => block.until;
    const naru = await startNaru({ flows, openHost });
    const { intake } = naru.naru.runtime;
    // 60 bodies of some 1 MiB: more than may be under way.
    const requests = Array.from({ length: 60 }, () => post(naru, batch(1_000)));
    await until(() => intake.usage.waiting > 40);
    expect(intake.usage.underWay).toBeLessThanOrEqual(UNDER_WAY);
    expect(intake.usage.bodies).toBeLessThanOrEqual(BODIES_HELD);
    const answers: Response[] = [];
    for (const each of requests) void each.then((answer) => answers.push(answer));
    await until(() => {
      naru.clock.advance(500);
      return answers.length >= 50;
    });
    for (const answer of [...answers]) {
      expect(answer.status).toBe(429);
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(await answer.json()).toMatchObject({ accepted: 0, refused: 0, next: { index: 0 } });
    }
    const sentAway = answers.length;
    block.go();
    const all = await Promise.all(requests);
    expect(all.every(({ status }) => status === 202 || status === 429)).toBe(true);
    const late = all.filter((answer) => !answers.slice(0, sentAway).includes(answer));
    const told = await Promise.all(late.map(async (answer) => (await answer.json()).accepted as number));
    expect(told.filter((accepted) => accepted === 1_000).length).toBeGreaterThan(3);
    expect(intake.totals.accepted).toBe(told.reduce((sum, accepted) => sum + accepted, 0));
    expect(state.mostBytes).toBeLessThanOrEqual(UNDER_WAY);
    expect(intake.usage).toEqual({ bodies: 0, underWay: 0, waiting: 0 });
  });

  it('a request of which a part was taken says how much, and can go on from there', async () => {
    const { openHost, state } = heldHost();
    const naru = await startNaru({ flows, openHost });
    const block = stopped();
    // The first piece goes in; then others fill all the room, and stand still.
    let fill: Promise<Response>[] = [];
    let isFull = false;
    state.before = async () => {
      if (fill.length > 0) return block.until;
      fill = Array.from({ length: 12 }, () => post(naru, batch(900)));
      await until(() => naru.naru.runtime.intake.usage.waiting >= 4);
      isFull = true;
    };
    const events = JSON.parse(batch(2_500)) as unknown[];
    const first = post(naru, JSON.stringify(events));
    let answered: Response | undefined;
    void first.then((answer) => {
      answered = answer;
    });
    await until(() => {
      // Not before: those that fill the room would give up waiting, one after the other.
      if (isFull) naru.clock.advance(500);
      return answered !== undefined;
    });
    expect(answered?.status).toBe(429);
    const told = (await answered?.json()) as { accepted: number; next: { index: number } };
    expect(told.accepted).toBeGreaterThan(500);
    expect(told.next.index).toBe(told.accepted);
    block.go();
    state.before = async () => {};
    await Promise.all(fill);
    const rest = await (await post(naru, JSON.stringify(events.slice(told.next.index)))).json();
    expect(rest).toMatchObject({ accepted: 2_500 - told.accepted, duplicates: 0 });
  });

  it('a stream is slowed instead, and loses nothing', async () => {
    const { openHost, state } = heldHost();
    const block = stopped();
    state.before = () => block.until;
    const naru = await startNaru({ flows, openHost });
    const line = `${JSON.stringify(paid(1, { data: { amount: 1, note: 'x'.repeat(2_000) } }))}\n`;
    const sent = { lines: 0 };
    const body = new Promise<{ status: number; text: string }>((resolve, reject) => {
      const request = httpRequest(`${naru.url}/api/events`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-ndjson' },
      });
      request.on('error', reject);
      request.on('response', async (response) => {
        let text = '';
        for await (const piece of response) text += String(piece);
        resolve({ status: response.statusCode ?? 0, text });
      });
      let id = 0;
      const more = () => {
        while (sent.lines < 20_000) {
          sent.lines++;
          if (!request.write(line.replace(/paid-\d+/, `stream-${id++}`))) {
            request.once('drain', more);
            return;
          }
        }
        request.end();
      };
      more();
    });
    await until(() => state.pushed > 0);
    const { intake } = naru.naru.runtime;
    let before = -1;
    // It stands still: what fits into sockets and what is under way, and no more.
    await until(async () => {
      before = sent.lines;
      await new Promise((resolve) => setTimeout(resolve, 100));
      return sent.lines === before;
    });
    expect(sent.lines).toBeLessThan(15_000);
    expect(intake.usage.underWay + intake.usage.bodies).toBeLessThan(2 * 1024 * 1024);
    block.go();
    const { status, text } = await body;
    expect(status).toBe(202);
    expect(JSON.parse(text)).toMatchObject({ accepted: 20_000, refused: 0 });
  });

  it('bodies that come slowly hold no more than has come', async () => {
    const naru = await startNaru({ flows });
    const sockets = Array.from({ length: 20 }, () => {
      const socket = connect(Number(new URL(naru.url).port), '127.0.0.1');
      socket.on('error', () => {});
      socket.write(
        'POST /api/events HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: 60000000\r\n\r\n[{"id":',
      );
      onTestFinished(() => void socket.destroy());
      return socket;
    });
    const { intake } = naru.naru.runtime;
    await until(() => intake.usage.bodies > 0);
    expect((await post(naru, batch(1))).status).toBe(202);
    expect(intake.usage.bodies).toBeLessThan(20 * 1024 * 1024);
    for (const socket of sockets) socket.destroy();
    await until(() => intake.usage.bodies === 0);
  });
});

describe('when nothing can be stored', () => {
  it('ingest answers 503 with a sentence, and takes again when it can', async () => {
    const { openHost, state } = heldHost();
    const naru = await startNaru({ flows, openHost });
    state.trouble = 'ENOSPC: no space left on device';
    const answer = await post(naru, batch(2));
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('10');
    expect(await answer.json()).toMatchObject({
      type: 'urn:naru:problem:cannot-store',
      message: { ko: expect.stringContaining('디스크'), en: expect.stringContaining('ENOSPC') },
      accepted: 0,
      next: { index: 0 },
    });
    expect(state.pushed).toBe(0);
    state.trouble = undefined;
    expect((await post(naru, batch(2))).status).toBe(202);
    expect(naru.warnings).toEqual([]);
  });

  it('what was under way as it happened, or as the engine stopped, is answered the same', async () => {
    const { openHost, state } = heldHost();
    const naru = await startNaru({ flows, openHost });
    state.before = async () => {
      throw new StorageTrouble('ENOSPC');
    };
    expect(await (await post(naru, batch(1))).json()).toMatchObject({ status: 503, accepted: 0 });
    state.before = async () => {
      throw new EngineLost('gone');
    };
    const lost = await post(naru, batch(1));
    expect(lost.headers.get('retry-after')).toBe('1');
    expect(await lost.json()).toMatchObject({ type: 'urn:naru:problem:engine-lost', next: { index: 0 } });
  });
});
