/** Who sends events and deploys to a runtime that may be gone at any moment: again, until it has the answer. */
import { setTimeout as pause } from 'node:timers/promises';
import { io } from 'socket.io-client';
import type { FlowFile } from '../../flows/format/flow-file.ts';
import type { FlowCounts, LiveMessage } from '../../runtime/wire/live.ts';
import type { FlowDetail, IngestResult } from '../../runtime/wire/rest.ts';
import type { CrashEvent } from './crash-load.ts';
import { EndedByItself, type KilledNaru } from './killed-naru.ts';

/** Ms for one request; a runtime that is killed breaks the connection long before. */
const PATIENCE = 30_000;

export class NaruClient {
  constructor(private readonly naru: KilledNaru) {}

  /** Resolves when all of them are acknowledged. @returns how many requests it took */
  async send(events: readonly CrashEvent[], form: 'lines' | 'batch' | 'stream'): Promise<number> {
    for (let requests = 1; ; requests++) {
      const response = await this.tried('/api/events', () => bodyOf(events, form));
      if (response) {
        const result = JSON.parse(response) as IngestResult;
        if (result.refused > 0 || result.accepted + result.duplicates !== events.length)
          throw new Error(`Of ${events.length} events ${response}`);
        return requests;
      }
    }
  }

  /** Resolves when this version is the one that is deployed. */
  async deploy(flow: FlowFile): Promise<void> {
    for (;;) {
      const found = await this.detail(flow.id);
      if (!found) continue;
      if (found.deployed?.description === flow.description) return;
      const saved = await this.tried(`/api/flows/${flow.id}`, () => ({
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ flow, revision: found.summary.revision }),
      }));
      if (!saved) continue;
      const { revision } = (JSON.parse(saved) as FlowDetail).summary;
      await this.tried(`/api/flows/${flow.id}/deploy`, () => ({
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ revision, confirmed: true }),
      }));
    }
  }

  /** Resolves when the flow is stopped, or runs: what it waited with is forgotten by a stop. */
  async setRunning(flow: string, running: boolean): Promise<void> {
    for (;;) {
      const found = await this.detail(flow);
      if (!found) continue;
      if (found.summary.status === (running ? 'running' : 'stopped')) return;
      const verb = running ? 'start' : 'stop';
      await this.tried(`/api/flows/${flow}/${verb}`, () => ({ method: 'POST' }));
    }
  }

  async detail(flow: string): Promise<FlowDetail | undefined> {
    const found = await this.tried(`/api/flows/${flow}`, () => ({}));
    return found === undefined ? undefined : (JSON.parse(found) as FlowDetail);
  }

  /** Everything of a list, page by page. */
  async all<Item>(path: string): Promise<Item[]> {
    const items: Item[] = [];
    for (;;) {
      const text = await this.tried(
        `${path}${path.includes('?') ? '&' : '?'}limit=500&offset=${items.length}`,
        () => ({}),
      );
      if (text === undefined) continue;
      const page = JSON.parse(text) as { items: Item[]; total: number };
      items.push(...page.items);
      if (page.items.length === 0 || items.length >= page.total) return items;
    }
  }

  async total(path: string): Promise<number> {
    const text = await this.tried(`${path}${path.includes('?') ? '&' : '?'}limit=1`, () => ({}));
    return text === undefined ? Number.NaN : (JSON.parse(text) as { total: number }).total;
  }

  /** What the page is shown of the flows. */
  async counts(flows: readonly string[]): Promise<Record<string, FlowCounts>> {
    const socket = io(await this.naru.address, { transports: ['websocket'], reconnection: false });
    try {
      return await new Promise<Record<string, FlowCounts>>((resolve, reject) => {
        const late = setTimeout(() => reject(new Error('No counts came.')), PATIENCE);
        const asked = Date.now();
        socket.on('connect_error', reject);
        socket.on('disconnect', () => reject(new Error('The runtime is gone.')));
        socket.on('connect', () => socket.emit('watch', { flows }, () => {}));
        socket.on('live', (message: LiveMessage) => {
          if (!flows.every((id) => (message.flows[id]?.at ?? 0) >= asked)) return;
          clearTimeout(late);
          resolve(message.flows);
        });
      });
    } finally {
      socket.close();
    }
  }

  /** The answer's text; undefined where it is to be tried again: it was gone, or has too much to do. */
  private async tried(path: string, request: () => RequestInit): Promise<string | undefined> {
    try {
      const address = await this.naru.address;
      const response = await fetch(`${address}${path}`, {
        ...request(),
        signal: AbortSignal.timeout(PATIENCE),
      });
      const text = await response.text();
      if (response.ok) return text;
      // A list that nothing was ever put on.
      if (response.status === 404) return '{"items":[],"total":0}';
      if (![409, 429, 503].includes(response.status))
        throw new Refused(`${path}: ${response.status} ${text}`);
      await pause(50);
    } catch (error) {
      if (error instanceof Refused || error instanceof EndedByItself) throw error;
      if (error instanceof Error && error.name === 'TimeoutError') throw new Error(`${path}: no answer`);
      await pause(10);
    }
    return undefined;
  }
}

class Refused extends Error {}

function bodyOf(events: readonly CrashEvent[], form: 'lines' | 'batch' | 'stream'): RequestInit {
  const lines = events.map((event) => `${JSON.stringify(event)}\n`);
  if (form === 'batch')
    return {
      method: 'POST',
      headers: { 'content-type': 'application/cloudevents-batch+json' },
      body: JSON.stringify(events),
    };
  const headers = { 'content-type': 'application/x-ndjson' };
  if (form === 'lines') return { method: 'POST', headers, body: lines.join('') };
  // In two pieces with a pause, so that one may be in when the other is not.
  const half = lines.length >> 1;
  const pieces = [lines.slice(0, half).join(''), lines.slice(half).join('')];
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const piece = pieces.shift();
      if (piece === undefined) return controller.close();
      if (pieces.length === 0) await pause(5);
      controller.enqueue(new TextEncoder().encode(piece));
    },
  });
  return { method: 'POST', headers, body, duplex: 'half' } as RequestInit;
}
