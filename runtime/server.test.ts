import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { get, type IncomingHttpHeaders } from 'node:http';
import { connect, createServer as createNetServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { io } from 'socket.io-client';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createEngine } from './engine/engine.ts';
import type { Engine } from './engine/engine-types.ts';
import { readEnvironment } from './environment.ts';
import { openHome } from './home.ts';
import { hostInThread } from './host/host-in-thread.ts';
import { bigAmounts, paid, startNaru, temporaryHome, until } from './testing/naru-under-test.ts';

describe('while events flow', () => {
  it('a flow is swapped in: no event is lost or counted twice, and its windows stay', async () => {
    const counting = (name: string, least: number) => {
      const flow = bigAmounts('a', 'log', { text: '{{ n }}' });
      const window = {
        key: [],
        window: { kind: 'rolling', size: 'P1D' },
        aggregates: [{ name: 'n', function: 'count' }],
        emit: 'every',
      };
      return {
        ...flow,
        name,
        nodes: [
          ...flow.nodes.map((node) =>
            node.id === 'big'
              ? {
                  ...node,
                  data: {
                    where: {
                      combinator: 'and',
                      rules: [{ field: 'n', operator: '>', value: 1_000_000 + least }],
                    },
                  },
                }
              : node,
          ),
          { id: 'count', type: 'window', position: { x: 0, y: 0 }, data: window },
        ],
        edges: [
          { id: 'e1', source: 'in', target: 'count' },
          { id: 'e2', source: 'count', target: 'big' },
          { id: 'e3', source: 'big', sourceHandle: 'else', target: 'act' },
        ],
      };
    };
    const naru = await startNaru({ flows: [counting('first', 1)] });
    const batches = 40;
    let revision = 1;
    for (let i = 0; i < batches; i++) {
      const sent = naru.send(Array.from({ length: 50 }, () => paid(1)));
      if (i % 5 === 0) {
        const saved = await naru.ask('PUT', '/api/flows/a', { flow: counting(`version ${i}`, i), revision });
        revision = (await saved.json()).summary.revision;
        expect((await naru.ask('POST', '/api/flows/a/deploy', { revision })).status).toBe(200);
      }
      expect(await (await sent).json()).toMatchObject({ accepted: 50 });
    }
    naru.clock.advance(10_000);
    const counts = await naru.naru.runtime.host.counts('a');
    expect(counts).toMatchObject({ events: 50 * batches, matches: 50 * batches });
    await until(() => naru.naru.runtime.outbox.count('delivered') === 50 * batches);
    const { items } = await (await naru.ask('GET', '/api/outbox?limit=1')).json();
    expect(items[0].data.n).toBe(50 * batches);
  });

  it('a web hook that hangs keeps nobody waiting', async () => {
    const hanging = createNetServer(() => {});
    await new Promise<void>((resolve) => hanging.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void hanging.close());
    const { port } = hanging.address() as { port: number };
    const naru = await startNaru({
      flows: [bigAmounts('a', 'webhook', { url: `http://127.0.0.1:${port}/` })],
      webhookAllow: '127.0.0.1',
    });
    for (let i = 0; i < 5; i++) expect((await naru.send([paid(500)])).status).toBe(202);
    await until(() => {
      naru.clock.advance(200);
      return naru.naru.runtime.outbox.count('pending') === 5;
    });
  });
});

describe('a clean end', () => {
  it('waits for nobody who does not end: a stream of events, a page that does not read', async () => {
    const naru = await startNaru({ flows: [bigAmounts('a')] });
    const { port } = new URL(naru.url);
    const open = (request: string) =>
      new Promise<Socket>((resolve) => {
        const socket = connect(Number(port), '127.0.0.1', () => {
          socket.write(request);
          socket.once('data', () => resolve(socket.pause()));
        });
        onTestFinished(() => void socket.destroy());
        socket.on('error', () => {});
      });
    await open(
      'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n',
    );
    void open(
      'POST /api/events HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-ndjson\r\nContent-Length: 9\r\n\r\n{',
    );
    const page = io(naru.url, { transports: ['websocket'], reconnection: false, forceNew: true });
    onTestFinished(() => void page.close());
    await new Promise<void>((resolve) => page.on('connect', resolve));
    // Told to leave, it would not come back when the runtime does.
    const reason = new Promise((resolve) => page.on('disconnect', resolve));
    await naru.naru.close();
    expect(await reason).toBe('transport close');
  });

  it('writes down what follows from events that were taken', async () => {
    const naru = await startNaru({ flows: [bigAmounts('a')] });
    await naru.send(Array.from({ length: 1_000 }, () => paid(500)));
    naru.clock.advance(300);
    await naru.naru.close();
    const again = await startNaru({ home: naru.home });
    expect(again.naru.runtime.records.task.size).toBe(1_000);
  });

  it('leaves no timer, no socket and no file behind, even in the middle of things', async () => {
    const naru = await startNaru({
      flows: [bigAmounts('a', 'webhook', { url: 'http://10.255.255.1/' })],
      webhookAllow: '10.255.255.1',
    });
    const page = io(naru.url, { transports: ['websocket'], reconnection: false, forceNew: true });
    await new Promise<void>((resolve) => page.on('connect', () => resolve()));
    await naru.send([paid(500)]);
    const stream = fetch(`${naru.url}/api/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson' },
      body: new ReadableStream({
        start: (controller) => controller.enqueue(new TextEncoder().encode('{"id":')),
      }),
      duplex: 'half',
    } as RequestInit).catch(() => 'broken off');
    await until(() => naru.naru.runtime.outbox.count('pending') === 1);
    const gone = new Promise<void>((resolve) => page.on('disconnect', () => resolve()));
    await naru.naru.close();
    await gone;
    expect(await stream).toBe('broken off');
    expect(naru.clock.pending()).toBe(0);
    expect(naru.naru.http.listening).toBe(false);
    expect((await readdir(naru.home.data)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    page.close();
  });
});

describe('the page', () => {
  it('is served with headers that keep others out; its hashed files for ever', async () => {
    const home = await temporaryHome();
    await mkdir(join(home.editor, 'assets'), { recursive: true });
    await writeFile(
      join(home.editor, 'index.html'),
      '<!doctype html><script>let a = 1</script><script type="module" src="/assets/index-abcd1234.js"></script>',
    );
    await writeFile(join(home.editor, 'assets', 'index-abcd1234.js'), 'export {};');
    const naru = await startNaru({ home, token: 't' });
    for (const path of ['/', '/flows/some-flow', '/index.html']) {
      const page = await naru.ask('GET', path, undefined, { accept: 'text/html' });
      expect([page.status, page.headers.get('cache-control')]).toEqual([200, 'no-cache']);
      expect(page.headers.get('content-security-policy')).toMatch(
        /script-src 'self' 'sha256-[\w+/]+=*';.*frame-ancestors 'none'/,
      );
      expect(page.headers.get('x-content-type-options')).toBe('nosniff');
      expect(page.headers.get('x-powered-by')).toBeNull();
    }
    const asset = await naru.ask('GET', '/assets/index-abcd1234.js');
    expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect((await naru.ask('GET', '/assets/gone-abcd1234.js')).status).toBe(404);
    expect((await naru.ask('GET', '/%2e%2e/data/settings.json')).status).toBe(404);
  });
});

describe('what the build compressed', () => {
  it('is sent as small as the reader takes it, and under what it is', async () => {
    const home = await temporaryHome();
    const assets = join(home.editor, 'assets');
    await mkdir(assets, { recursive: true });
    const script = 'export const a = 1;'.repeat(200);
    const name = 'index-abcd1234.js';
    await writeFile(join(assets, name), script);
    await writeFile(join(assets, 'plain-abcd1234.js'), script);
    await writeFile(join(assets, `${name}.br`), brotliCompressSync(script));
    await writeFile(join(assets, `${name}.gz`), gzipSync(script));
    const naru = await startNaru({ home });
    const asked = async (path: string, takes: string) => {
      const { headers, body } = await raw(naru.url, path, { 'accept-encoding': takes });
      const encoding = headers['content-encoding'];
      const plain =
        encoding === 'br' ? brotliDecompressSync(body) : encoding === 'gzip' ? gunzipSync(body) : body;
      expect(plain.toString()).toBe(script);
      expect(headers['content-type']).toBe('text/javascript; charset=utf-8');
      expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
      return { encoding, vary: headers.vary, etag: headers.etag, size: body.length };
    };
    const path = `/assets/${name}`;
    const [br, gzip, plain] = [
      await asked(path, 'gzip, deflate, br, zstd'),
      await asked(path, 'gzip'),
      await asked(path, 'br;q=0'),
    ];
    expect([br.encoding, gzip.encoding, plain.encoding]).toEqual(['br', 'gzip', undefined]);
    for (const { vary } of [br, gzip, plain]) expect(vary?.toLowerCase()).toContain('accept-encoding');
    expect(new Set([br.etag, gzip.etag, plain.etag]).size).toBe(3);
    expect(Math.max(br.size, gzip.size)).toBeLessThan(plain.size / 5);
    expect((await raw(naru.url, path, { 'accept-encoding': 'br', 'if-none-match': br.etag! })).status).toBe(
      304,
    );
    expect((await asked('/assets/plain-abcd1234.js', 'br')).encoding).toBeUndefined();
  });
});

/** As it came over the wire: `fetch` would unpack it. */
function raw(url: string, path: string, headers: Readonly<Record<string, string>>) {
  return new Promise<{ status?: number; headers: IncomingHttpHeaders; body: Buffer }>((resolve, reject) => {
    get(`${url}${path}`, { headers }, (answer) => {
      const pieces: Buffer[] = [];
      answer.on('data', (piece: Buffer) => pieces.push(piece));
      answer.on('end', () =>
        resolve({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(pieces) }),
      );
    }).on('error', reject);
  });
}

describe('an engine that fails', () => {
  it('is said, and the answer says nothing of it', async () => {
    const naru = await startNaru({
      flows: [bigAmounts('a')],
      openHost: hostInThread(
        (options): Engine => ({
          ...pick(createEngine(options)),
          push: () => {
            throw new Error('engine bug');
          },
        }),
      ),
    });
    const answer = await naru.send([paid(1)]);
    expect([answer.status, await answer.json()]).toMatchObject([500, { type: 'urn:naru:problem:internal' }]);
    expect(naru.warnings.join()).toContain('engine bug');
  });
});

/** The methods of an engine, which stand on its class. */
function pick(engine: Engine): Engine {
  return {
    deploy: (flow) => engine.deploy(flow),
    preview: (flow) => engine.preview(flow),
    remove: (id) => engine.remove(id),
    settle: (match, outcome) => engine.settle(match, outcome),
    setTable: (name, rows) => engine.setTable(name, rows),
    push: (block, now) => engine.push(block, now),
    tick: (now, most) => engine.tick(now, most),
    finish: () => engine.finish(),
    counts: (id, now) => engine.counts(id, now),
    flows: () => engine.flows(),
    stateBytes: () => engine.stateBytes(),
    save: (out) => engine.save(out),
    load: (from) => engine.load(from),
  };
}

describe('the environment', () => {
  it('is refused where others could connect and no token is set', () => {
    for (const HOST of ['0.0.0.0', '::', '192.168.0.5', 'naru.bank']) {
      expect(() => readEnvironment({ HOST }), HOST).toThrow(/NARU_TOKEN/);
      expect(readEnvironment({ HOST, NARU_TOKEN: 't' })).toMatchObject({ host: HOST, token: 't' });
    }
    for (const HOST of ['', '127.0.0.1', 'localhost', '::1', '127.0.0.2'])
      expect(readEnvironment({ HOST }).token).toBeUndefined();
  });

  it('has defaults, and says what is wrong', () => {
    expect(readEnvironment({})).toEqual({ port: 4380, host: '127.0.0.1', origins: [] });
    expect(readEnvironment({ PORT: '0', NARU_ORIGINS: 'https://a.example/, http://b:1' })).toMatchObject({
      port: 0,
      origins: ['https://a.example', 'http://b:1'],
    });
    expect(() => readEnvironment({ PORT: 'x' })).toThrow(/PORT=x/);
    expect(() => readEnvironment({ NARU_ORIGINS: 'naru' })).toThrow(/NARU_ORIGINS/);
  });
});

describe('a new home', () => {
  it('gets the flows and tables that ship, and no code; an old one is left as it is', async () => {
    const base = (await temporaryHome()).data;
    const home = await openHome(join(base, 'new'));
    const names = await readdir(home.flows);
    expect(names).toContain('bank-aml.json');
    expect(names).toContain('tables');
    expect(
      (await readdir(home.flows, { recursive: true })).filter((name) => !/\.(json|csv)$/.test(name)),
    ).toEqual(['tables']);
    await writeFile(join(home.flows, 'mine.json'), '{}');
    await openHome(join(base, 'new'));
    expect(await readdir(home.flows)).toContain('mine.json');
  });
});
