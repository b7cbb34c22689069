import { expect, it, vi } from 'vitest';
import { lateSocket } from './late-socket.ts';
import type { LiveSocket } from './live-client.ts';

function loaded() {
  const calls: string[] = [];
  const socket = {
    connected: false,
    on: (name: string) => calls.push(`on ${name}`),
    emit: (name: string) => calls.push(`emit ${name}`),
    connect() {
      socket.connected = true;
      calls.push('connect');
    },
    disconnect() {
      socket.connected = false;
      calls.push('disconnect');
    },
  };
  return { calls, socket: socket as unknown as LiveSocket };
}

it('listens before it connects, and loads only when somebody connects', async () => {
  const { calls, socket } = loaded();
  const load = vi.fn(async () => socket);
  const late = lateSocket(load);
  late.on('connect', () => {});
  expect(load).not.toHaveBeenCalled();
  late.connect();
  expect(late.connected).toBe(false);
  await vi.waitFor(() => expect(late.connected).toBe(true));
  late.on('live', () => {});
  late.emit('watch', { flows: [] }, () => {});
  late.disconnect();
  late.connect();
  expect(load).toHaveBeenCalledTimes(1);
  expect(calls).toEqual(['on connect', 'connect', 'on live', 'emit watch', 'disconnect', 'connect']);
});

it('does not connect where that was called off while it loaded', async () => {
  const { calls, socket } = loaded();
  const late = lateSocket(async () => socket);
  late.connect();
  late.disconnect();
  await new Promise((resolve) => setTimeout(resolve));
  expect(calls).toEqual([]);
});

it('goes on trying while it can’t be loaded', async () => {
  vi.useFakeTimers();
  const { socket } = loaded();
  const load = vi.fn<() => Promise<LiveSocket>>().mockRejectedValueOnce(new Error('gone'));
  load.mockResolvedValue(socket);
  const late = lateSocket(load);
  late.connect();
  await vi.advanceTimersByTimeAsync(4000);
  expect(late.connected).toBe(true);
  vi.useRealTimers();
});
