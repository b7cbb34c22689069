/** The system that the web hooks call: it keeps what it got, and is as unreliable as others are. */
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Random } from '../bench/random.ts';

export interface ReceivedMatch {
  readonly flow: string;
  readonly node: string;
  readonly time: string;
  readonly key: unknown;
  readonly data: unknown;
  readonly causes: readonly string[];
}

export interface Received {
  /** `Idempotency-Key`. */
  readonly id: string;
  readonly match: ReceivedMatch;
  /** It was told that all is well; it may have gone before it heard of it. */
  readonly taken: boolean;
}

export class HookReceiver {
  /** Everything that came, in order. */
  readonly received: Received[] = [];
  private readonly failedOnce = new Set<string>();

  private constructor(
    private readonly server: Server,
    private readonly moods: Random | undefined,
  ) {}

  /** @param moods how it fails; left out: never */
  static async open(moods?: Random): Promise<HookReceiver> {
    const server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      try {
        for await (const chunk of request) chunks.push(chunk as Buffer);
      } catch {
        // The caller was killed in the middle of it.
        return;
      }
      receiver.answer(
        String(request.headers['idempotency-key']),
        JSON.parse(Buffer.concat(chunks).toString('utf8')),
        response,
      );
    });
    const receiver = new HookReceiver(server, moods);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return receiver;
  }

  get address(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** How often each id came and was answered well. */
  taken(): Map<string, number> {
    const taken = new Map<string, number>();
    for (const each of this.received) if (each.taken) taken.set(each.id, (taken.get(each.id) ?? 0) + 1);
    return taken;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** A delivery fails at most once here; so none is given up. */
  private answer(id: string, body: ReceivedMatch & { id: string }, response: ServerResponse): void {
    const { flow, node, time, key, data, causes } = body;
    const match = { flow, node, time, key, data, causes };
    const mood = this.moods && !this.failedOnce.has(id) ? this.moods.below(100) : 100;
    if (mood < 8) this.failedOnce.add(id);
    this.received.push({ id, match, taken: mood >= 8 });
    if (mood < 4) {
      response.statusCode = 500;
      response.end();
    } else if (mood < 8) response.destroy();
    else if (mood < 16) setTimeout(() => response.end(), 50 + 20 * mood);
    else response.end();
  }
}
