/** Socket.IO's client, which loads when the page first connects: what is drawn does not wait for it. */
import type { ClientToServer } from '../../runtime/wire/live.ts';
import type { LiveSocket } from './live-client.ts';

const TRY_AGAIN_AFTER = 3000;

/** Stands for the socket until it is there; what nobody is connected for is not sent. */
export function lateSocket(load: () => Promise<LiveSocket> = loadSocket): LiveSocket {
  let socket: LiveSocket | undefined;
  let loading = false;
  let wanted = false;
  const listeners: ((socket: LiveSocket) => void)[] = [];

  async function start() {
    if (loading) return;
    loading = true;
    while (!socket) {
      try {
        const loaded = await load();
        for (const listen of listeners) listen(loaded);
        socket = loaded;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, TRY_AGAIN_AFTER));
      }
    }
    if (wanted) socket.connect();
  }

  const on: LiveSocket['on'] = (...listener: [never, never]) => {
    if (socket) socket.on(...listener);
    else listeners.push((loaded) => loaded.on(...listener));
  };
  return {
    on,
    emit: <Name extends keyof ClientToServer>(name: Name, ...parts: Parameters<ClientToServer[Name]>) =>
      socket?.emit(name, ...parts),
    connect() {
      wanted = true;
      if (socket) socket.connect();
      else void start();
    },
    disconnect() {
      wanted = false;
      socket?.disconnect();
    },
    get connected() {
      return socket?.connected ?? false;
    },
  };
}

async function loadSocket(): Promise<LiveSocket> {
  const { io } = await import('socket.io-client');
  return io({ autoConnect: false, withCredentials: true }) as unknown as LiveSocket;
}
