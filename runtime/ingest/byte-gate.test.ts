import { describe, expect, it } from 'vitest';
import { manualClock } from '../clock.ts';
import { ByteGate, type ByteGateOptions, NoRoom } from './byte-gate.ts';

const settle = () => new Promise((resolve) => setImmediate(resolve));

function opened(options: Partial<ByteGateOptions> = {}) {
  const clock = manualClock();
  const end = new AbortController();
  return { clock, end, gate: new ByteGate({ limit: 100, clock, signal: end.signal, ...options }) };
}

/** What became of a request so far. */
function watch(request: Promise<void>): { became: string } {
  const watched = { became: 'waits' };
  request.then(
    () => {
      watched.became = 'in';
    },
    (error: unknown) => {
      watched.became = error instanceof NoRoom ? String(error.status) : String(error);
    },
  );
  return watched;
}

describe('a gate for bytes', () => {
  it('lets in as much as there is room for, in the order in which they came', async () => {
    const { gate } = opened();
    const [a, b, c, d] = [60, 40, 30, 10].map((size) => watch(gate.take(size, 'body')));
    await settle();
    expect([a, b, c, d].map(({ became }) => became)).toEqual(['in', 'in', 'waits', 'waits']);
    gate.give(40);
    await settle();
    expect([c, d].map(({ became }) => became)).toEqual(['in', 'in']);
    expect(gate.usage).toEqual({ bytes: 100, waiting: 0 });
  });

  it('lets in alone what is larger than all the room', async () => {
    const { gate } = opened();
    await gate.take(500, 'body');
    const next = watch(gate.take(1, 'body'));
    await settle();
    expect(next.became).toBe('waits');
    gate.give(500);
    await settle();
    expect(next.became).toBe('in');
  });

  it('sends a body away after some seconds, a stream after a minute', async () => {
    const { gate, clock } = opened();
    await gate.take(100, 'body');
    const [body, stream] = [watch(gate.take(1, 'body')), watch(gate.take(1, 'stream'))];
    await settle();
    clock.advance(4_900);
    await settle();
    expect([body.became, stream.became]).toEqual(['waits', 'waits']);
    clock.advance(400);
    await settle();
    expect([body.became, stream.became]).toEqual(['429', 'waits']);
    clock.advance(60_000);
    await settle();
    expect(stream.became).toBe('429');
    expect(gate.usage).toEqual({ bytes: 100, waiting: 0 });
    expect(clock.pending()).toBe(0);
  });

  it('asks for other room one at a time, and gives up while it waits for it', async () => {
    let asked = 0;
    let open = () => {};
    const room = () => {
      asked++;
      return new Promise<void>((resolve) => {
        open = resolve;
      });
    };
    const { gate, clock } = opened({ room });
    const [a, b] = [watch(gate.take(1, 'body')), watch(gate.take(1, 'stream'))];
    await settle();
    expect(asked).toBe(1);
    clock.advance(5_300);
    await settle();
    expect([a.became, b.became]).toEqual(['429', 'waits']);
    open();
    await settle();
    open();
    await settle();
    expect(b.became).toBe('in');
  });

  it('refuses at once while it is closed, and lets streams wait', async () => {
    let trouble: NoRoom | undefined;
    const { gate, clock } = opened({ closed: () => trouble });
    trouble = new NoRoom(503, 'cannot-store', { ko: '', en: '' }, 10);
    const [body, stream] = [watch(gate.take(1, 'body')), watch(gate.take(1, 'stream'))];
    await settle();
    expect([body.became, stream.became]).toEqual(['503', 'waits']);
    trouble = undefined;
    clock.advance(300);
    await settle();
    expect(stream.became).toBe('in');
  });

  it('has a line that is bounded', async () => {
    const { gate } = opened();
    await gate.take(100, 'body');
    const all = Array.from({ length: 1_500 }, () => watch(gate.take(1, 'body')));
    await settle();
    expect(all.filter(({ became }) => became === '429')).toHaveLength(500);
    expect(gate.usage.waiting).toBe(1_000);
  });
});
