import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { LiveMatch, LiveMessage } from '../../runtime/wire/live.ts';
import { CountsStore } from './counts.ts';
import { createLiveClient, type LiveSocket } from './live-client.ts';
import { createTail } from './tail.ts';

function match(id: string): LiveMatch {
  return {
    id,
    flow: 'f',
    node: 'n',
    channel: 'log',
    time: '2026-03-02T00:00:00.000Z',
    key: 'k',
    data: {},
    causes: [],
    simulated: true,
    at: 0,
  };
}

function message(parts: Partial<LiveMessage> = {}): LiveMessage {
  return {
    system: { at: 0, accepted: 1, refused: 0, duplicates: 0, rate: 3, outboxPending: 0, outboxFailed: 0 },
    flows: {},
    simulations: {},
    tail: [],
    ...parts,
  };
}

/** Stands in for Socket.IO: what was emitted is kept, and `tell` plays the server. */
function fakeSocket() {
  const listeners = new Map<string, (value?: unknown) => void>();
  const emitted: { flows: string[]; answer: (recent: unknown) => void }[] = [];
  const socket = {
    connected: false,
    on: (name: string, listener: (value?: unknown) => void) => void listeners.set(name, listener),
    emit: (_name: string, request: { flows: string[] }, answer: (recent: unknown) => void) =>
      void emitted.push({ flows: request.flows, answer }),
    connect: () => {
      socket.connected = true;
      listeners.get('connect')?.();
    },
    disconnect: () => listeners.get('disconnect')?.(),
  };
  return {
    socket: socket as unknown as LiveSocket,
    emitted,
    tell: (name: string, value?: unknown) => listeners.get(name)?.(value),
  };
}

let fake: ReturnType<typeof fakeSocket>;
let stores: {
  counts: CountsStore;
  matches: ReturnType<typeof createTail<LiveMatch>>;
  events: ReturnType<typeof createTail<LiveMessage['tail'][number]>>;
};
let client: ReturnType<typeof createLiveClient>;

beforeEach(() => {
  fake = fakeSocket();
  stores = {
    counts: new CountsStore(),
    matches: createTail(10, (each) => each.id),
    events: createTail(10, (each) => each.id),
  };
  client = createLiveClient(fake.socket, stores);
});

describe('the live client', () => {
  it('asks for what is watched, also after the connection was lost', () => {
    client.watch(['f']);
    expect(fake.emitted).toEqual([]);
    client.connect();
    client.disconnect();
    client.connect();
    expect(fake.emitted.map((each) => each.flows)).toEqual([['f'], ['f']]);
    expect(client.connection.getState().state).toBe('connected');
  });

  it('puts counts and matches where they belong', () => {
    client.connect();
    fake.tell('live', message());
    fake.tell('matches', { matches: [match('m1')], skipped: 2 });
    expect(stores.counts.system.get('system')?.rate).toBe(3);
    expect(stores.matches.getState()).toMatchObject({ items: [{ id: 'm1' }], skipped: 2 });
  });

  it('logs a message that is none and goes on', () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    fake.tell('live', { system: 'no' });
    fake.tell('matches', { matches: 'no' });
    fake.tell('changed', { what: 'weather' });
    expect(warn).toHaveBeenCalledTimes(3);
    warn.mockRestore();
  });

  it('leaves out an answer to what is not watched any more', () => {
    client.connect();
    client.watch(['f']);
    client.watch(['g']);
    const [, first, second] = fake.emitted;
    first.answer({ matches: [match('old')] });
    second.answer({ matches: [match('new')] });
    expect(stores.matches.getState().items.map((each) => each.id)).toEqual(['new']);
  });

  it('forgets the counts when the connection is lost', () => {
    client.connect();
    fake.tell('live', message());
    fake.tell('disconnect');
    expect(stores.counts.system.get('system')).toBeUndefined();
    expect(client.connection.getState().state).toBe('lost');
  });

  it('says that everything may have changed when the connection is back', () => {
    const changed = vi.fn();
    client.onChanged(changed);
    client.connect();
    expect(changed).not.toHaveBeenCalled();
    client.disconnect();
    client.connect();
    expect(changed).toHaveBeenCalledWith({ what: 'flows' });
  });

  it('tells about changes until it is told to stop', () => {
    const changed = vi.fn();
    const end = client.onChanged(changed);
    fake.tell('changed', { what: 'flows', flow: 'f', revision: 4 });
    end();
    fake.tell('changed', { what: 'outbox' });
    expect(changed.mock.calls).toEqual([[{ what: 'flows', flow: 'f', revision: 4 }]]);
  });
});
