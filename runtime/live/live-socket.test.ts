import { io, type Socket } from 'socket.io-client';
import { describe, expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../clock.ts';
import { bigAmounts, type NaruUnderTest, paid, startNaru, until } from '../testing/naru-under-test.ts';
import {
  type Changed,
  type ClientToServer,
  changedSchema,
  type LiveMatch,
  type LiveMessage,
  liveMessageSchema,
  MATCHES_APART,
  type MatchesMessage,
  matchesMessageSchema,
  type ServerToClient,
} from '../wire/live.ts';

type Page = Socket<ServerToClient, ClientToServer>;

function open({ url }: NaruUnderTest, options: Parameters<typeof io>[1] = {}): Page {
  const page: Page = io(url, { transports: ['websocket'], reconnection: false, forceNew: true, ...options });
  onTestFinished(() => void page.close());
  return page;
}

const watch = (page: Page, flows: string[]) =>
  new Promise<LiveMatch[]>((resolve) => page.emit('watch', { flows }, ({ matches }) => resolve(matches)));

/** Moves the clock, and gives what the page was told. */
async function hear(
  naru: NaruUnderTest,
  page: Page,
  holds: (message: LiveMessage) => boolean,
): Promise<LiveMessage> {
  let found: LiveMessage | undefined;
  page.on('live', (message) => {
    if (!found && holds(liveMessageSchema.parse(message))) found = message;
  });
  await until(() => {
    naru.clock.advance(110);
    return found !== undefined;
  });
  return found!;
}

/** What the page is told of matches from now on. */
function matchesOf(page: Page): MatchesMessage[] {
  const told: MatchesMessage[] = [];
  page.on('matches', (message) => told.push(matchesMessageSchema.parse(message)));
  return told;
}

describe('a page that watches', () => {
  it('gets counts, matches with their causes, and a sample of the events of its flows alone', async () => {
    const naru = await startNaru({ flows: [bigAmounts('mine'), bigAmounts('other')] });
    const page = open(naru);
    expect(await watch(page, ['mine'])).toEqual([]);
    const told = matchesOf(page);
    await naru.send([paid(5), paid(500)]);
    const message = await hear(naru, page, ({ tail }) => tail.length > 0);
    expect(told.flatMap(({ matches }) => matches)).toMatchObject([
      {
        flow: 'mine',
        node: 'act',
        channel: 'task',
        simulated: false,
        data: { amount: 500 },
        causeEvents: [{ type: 'test.paid', data: { amount: 500 } }],
      },
    ]);
    expect(message.tail.map(({ data }) => data)).toEqual([{ amount: 5 }, { amount: 500 }]);
    expect(Object.keys(message.flows)).toEqual(['mine']);
    expect(message.system).toMatchObject({ accepted: 2, refused: 0 });
    const later = await hear(naru, page, ({ flows }) => flows.mine?.matches === 1);
    expect(later.flows.mine.nodes.big).toMatchObject({ in: 2, out: { match: 1, else: 1 } });
  });

  it('that opens later gets the newest matches, of what it then watches', async () => {
    const naru = await startNaru({ flows: [bigAmounts('a')] });
    await naru.send(Array.from({ length: 150 }, (_, i) => paid(200 + i)));
    const page = open(naru);
    let recent: LiveMatch[] = [];
    await until(async () => {
      naru.clock.advance(300);
      recent = await watch(page, ['a']);
      return recent.length === 100;
    });
    expect(recent[99].data).toEqual({ amount: 349 });
    expect(await watch(page, ['nothing'])).toEqual([]);
  });

  it('gets at most 50 matches a message, and how many more there were', async () => {
    const naru = await startNaru({ flows: [bigAmounts('a')] });
    const page = open(naru);
    await watch(page, ['a']);
    const told = matchesOf(page);
    await naru.send(Array.from({ length: 500 }, (_, i) => paid(200 + i)));
    await until(() => {
      naru.clock.advance(MATCHES_APART);
      return told.reduce((sum, { matches, skipped }) => sum + matches.length + skipped, 0) === 500;
    });
    expect(Math.max(...told.map(({ matches }) => matches.length))).toBeLessThanOrEqual(50);
    const shown = told.flatMap(({ matches }) => matches.map(({ data }) => data.amount));
    expect(shown).toEqual(Array.from({ length: 50 }, (_, i) => 650 + i));
  });

  it('gets a match at once, and those that follow it closely together', async () => {
    const naru = await startNaru({ flows: [bigAmounts('a')] });
    const page = open(naru);
    await watch(page, ['a']);
    const told = matchesOf(page);
    // The clock stands still: nothing that waits for it happens.
    await naru.send([paid(501), paid(502)]);
    await until(() => told.length === 1);
    await naru.send([paid(503)]);
    await naru.send([paid(504)]);
    naru.clock.advance(MATCHES_APART - 1);
    await watch(page, ['a']);
    expect(told).toHaveLength(1);
    naru.clock.advance(1);
    await until(() => told.length === 2);
    expect(told.map(({ matches }) => matches.map(({ data }) => data.amount))).toEqual([
      [501, 502],
      [503, 504],
    ]);
  });

  it('gets at most ten messages with counts a second, whatever happens, and matches no oftener than said', async () => {
    const naru = await startNaru({ flows: [bigAmounts('a')], clock: systemClock });
    const page = open(naru);
    await watch(page, ['a']);
    const times: number[] = [];
    page.on('live', ({ system }) => times.push(system.at));
    const told = matchesOf(page);
    const start = performance.now();
    while (performance.now() < start + 1_500) await naru.send(Array.from({ length: 50 }, () => paid(500)));
    expect(times.length).toBeGreaterThan(3);
    for (const start of times)
      expect(times.filter((time) => time >= start && time < start + 1_000).length).toBeLessThanOrEqual(10);
    const most = Math.ceil((performance.now() - start) / MATCHES_APART) + 1;
    expect(told.length).toBeGreaterThan(3);
    expect(told.length).toBeLessThanOrEqual(most);
  });

  it('hears of what changed', async () => {
    const naru = await startNaru({ flows: [bigAmounts('a')] });
    const page = open(naru);
    await watch(page, []);
    const changes: Changed[] = [];
    page.on('changed', (change) => changes.push(changedSchema.parse(change)));
    await naru.ask('PUT', '/api/flows/a', { flow: bigAmounts('a'), revision: 1 });
    await naru.send([paid(500), 'nonsense']);
    await until(() => {
      naru.clock.advance(110);
      return ['flows', 'tasks', 'outbox', 'refused'].every((what) =>
        changes.some((change) => change.what === what),
      );
    });
    expect(changes).toContainEqual({ what: 'flows', flow: 'a', revision: 2 });
  });

  it('and says nonsense is not listened to', async () => {
    const naru = await startNaru({ flows: [bigAmounts('a')] });
    const page = open(naru);
    await watch(page, ['a']);
    (page as unknown as { emit(name: string, ...parts: unknown[]): void }).emit('watch', { flows: 'all' });
    (page as unknown as { emit(name: string, ...parts: unknown[]): void }).emit('watch');
    await until(() => naru.warnings.length > 0);
    expect(await watch(page, ['a'])).toEqual([]);
    expect(naru.warnings).toHaveLength(1);
  });
});

describe('who may connect', () => {
  const outcome = (page: Page) =>
    new Promise<string>((resolve) => {
      page.on('connect', () => resolve('connected'));
      page.on('connect_error', (error) => resolve(error.message));
    });

  it('pages of our own host', async () => {
    const naru = await startNaru();
    expect(await outcome(open(naru, { extraHeaders: { origin: naru.url } }))).toBe('connected');
    expect(await outcome(open(naru, { extraHeaders: { origin: 'https://evil.example' } }))).not.toBe(
      'connected',
    );
    expect(await outcome(open(naru, { extraHeaders: { host: 'evil.example' } }))).not.toBe('connected');
  });

  it('those with the token, where there is one', async () => {
    const naru = await startNaru({ token: 'open sesame' });
    expect(await outcome(open(naru))).toBe('unauthorized');
    expect(await outcome(open(naru, { auth: { token: 'guess' } }))).toBe('unauthorized');
    expect(await outcome(open(naru, { auth: { token: 'open sesame' } }))).toBe('connected');
    expect(await outcome(open(naru, { extraHeaders: { authorization: 'Bearer open sesame' } }))).toBe(
      'connected',
    );
    const signedIn = await naru.ask('POST', '/api/session', { token: 'open sesame' });
    const cookie = (signedIn.headers.get('set-cookie') ?? '').split(';')[0];
    expect(await outcome(open(naru, { extraHeaders: { cookie } }))).toBe('connected');
  });
});

describe('a page that stops reading', () => {
  /** Its half of the socket is read no more, as when a laptop sleeps. */
  function fallAsleep(page: Page): void {
    const { transport } = page.io.engine as unknown as { transport: { ws: { _socket: { pause(): void } } } };
    transport.ws._socket.pause();
  }

  /** Bytes that the server holds for pages that do not read. */
  const held = ({ naru }: NaruUnderTest) =>
    [...naru.io.sockets.sockets.values()].reduce((sum, { conn }) => {
      const { transport, writeBuffer } = conn as unknown as {
        transport: { socket?: { bufferedAmount: number } };
        writeBuffer: readonly { data?: unknown }[];
      };
      const waiting = writeBuffer.reduce((size, { data }) => size + String(data ?? '').length, 0);
      return sum + waiting + (transport.socket?.bufferedAmount ?? 0);
    }, 0);

  it('costs no memory and slows nobody: what it misses is left out', async () => {
    const naru = await startNaru({ flows: [bigAmounts('mine')] });
    const [asleep, awake] = [open(naru), open(naru)];
    await watch(asleep, ['mine']);
    await watch(awake, ['mine']);
    const told = matchesOf(awake);
    fallAsleep(asleep);
    let most = 0;
    let sum = 0;
    for (let round = 0; round < 60; round++) {
      const note = 'x'.repeat(8_000);
      const events = Array.from({ length: 50 }, (_, i) =>
        paid(1_000 + i, { data: { amount: 1_000 + i, note } }),
      );
      expect((await naru.send(events)).status).toBe(202);
      naru.clock.advance(110);
      most = Math.max(most, held(naru));
      sum += JSON.stringify(events).length;
    }
    expect(sum).toBeGreaterThan(20_000_000);
    // One message that did not go out, at most two where another was let go with it.
    expect(most).toBeLessThan(8_000_000);
    await until(() => {
      naru.clock.advance(110);
      return told.length > 20;
    });
  });

  it('and asks on and on is cut off', async () => {
    const naru = await startNaru({ flows: [bigAmounts('mine')] });
    const page = open(naru);
    await watch(page, ['mine']);
    const note = 'x'.repeat(20_000);
    await naru.send(
      Array.from({ length: 100 }, (_, i) => paid(1_000 + i, { data: { amount: 1_000 + i, note } })),
    );
    await until(async () => {
      naru.clock.advance(110);
      return (await watch(page, ['mine'])).length === 100;
    });
    fallAsleep(page);
    let most = 0;
    await until(() => {
      page.emit('watch', { flows: ['mine'] }, () => {});
      most = Math.max(most, held(naru));
      return naru.naru.io.sockets.sockets.size === 0;
    });
    expect(most).toBeLessThan(200_000_000);
  });
});
