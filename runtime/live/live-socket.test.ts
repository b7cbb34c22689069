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

describe('a page that watches', () => {
  it('gets counts, matches with their causes, and a sample of the events of its flows alone', async () => {
    const naru = await startNaru({ flows: [bigAmounts('mine'), bigAmounts('other')] });
    const page = open(naru);
    expect(await watch(page, ['mine'])).toEqual([]);
    await naru.send([paid(5), paid(500)]);
    const message = await hear(naru, page, ({ matches }) => matches.length > 0);
    expect(message.matches).toMatchObject([
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
    await naru.send(Array.from({ length: 500 }, (_, i) => paid(200 + i)));
    let seen = 0;
    page.on('live', ({ matches, matchesSkipped }) => {
      expect(matches.length).toBeLessThanOrEqual(50);
      seen += matches.length + matchesSkipped;
    });
    await until(() => {
      naru.clock.advance(110);
      return seen === 500;
    });
  });

  it('gets at most ten messages a second, whatever happens', async () => {
    const naru = await startNaru({ flows: [bigAmounts('a')], clock: systemClock });
    const page = open(naru);
    await watch(page, ['a']);
    const times: number[] = [];
    page.on('live', ({ system }) => times.push(system.at));
    const end = performance.now() + 1_500;
    while (performance.now() < end) await naru.send(Array.from({ length: 50 }, () => paid(500)));
    expect(times.length).toBeGreaterThan(3);
    for (const start of times)
      expect(times.filter((time) => time >= start && time < start + 1_000).length).toBeLessThanOrEqual(10);
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
    await until(() => naru.warnings.length === 2);
    expect(await watch(page, ['a'])).toEqual([]);
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
