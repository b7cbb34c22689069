import { type ChildProcess, spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { temporaryHome } from '../../runtime/testing/naru-under-test.ts';

const MAIN = fileURLToPath(new URL('../../dist/runtime/main.js', import.meta.url));

interface Program {
  readonly child: ChildProcess;
  /** Resolves with the first line on standard output, or undefined when the program ends without one. */
  readonly line: Promise<string | undefined>;
  readonly exit: Promise<{ code: number | null; errors: string }>;
}

async function start(env: Record<string, string>): Promise<Program> {
  const home = (await temporaryHome()).data;
  const child = spawn(process.execPath, [MAIN], {
    env: { PATH: process.env.PATH, NARU_HOME: home, PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let errors = '';
  let output = '';
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  const exit = new Promise<{ code: number | null; errors: string }>((resolve) =>
    child.on('close', (code) => resolve({ code, errors })),
  );
  const line = new Promise<string | undefined>((resolve) => {
    child.stdout.on('data', (chunk) => {
      output += chunk;
      if (output.includes('\n')) resolve(output.split('\n')[0]);
    });
    void exit.then(() => resolve(undefined));
  });
  return { child, line, exit };
}

describe('the program', () => {
  it('prints its address in one line, runs the flows that ship, and ends when it is told to', async () => {
    const { child, line, exit } = await start({});
    const url = (await line)?.replace('Naru: ', '');
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const flows = await (await fetch(`${url}/api/flows`)).json();
    expect(flows.total).toBeGreaterThanOrEqual(7);
    expect(flows.items.filter(({ status }: { status: string }) => status !== 'running')).toEqual([]);
    child.kill('SIGTERM');
    expect(await exit).toEqual({ code: 0, errors: '' });
  });

  it('ends cleanly while its engine is at work', async () => {
    const { child, line, exit } = await start({});
    const url = (await line)?.replace('Naru: ', '');
    const events = Array.from({ length: 5_000 }, (_, i) =>
      JSON.stringify({ id: `e${i}`, source: '/test', type: 'bank.transaction.posted', data: { amount: i } }),
    );
    const sent = fetch(`${url}/api/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson' },
      body: events.join('\n'),
    }).then(
      ({ status }) => status,
      () => 'broken off',
    );
    child.kill('SIGTERM');
    expect([202, 'broken off']).toContain(await sent);
    expect(await exit).toEqual({ code: 0, errors: '' });
  });

  it('says in a sentence where it cannot listen or write', async () => {
    const folder = (await temporaryHome()).data;
    await writeFile(join(folder, 'file'), '');
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void taken.close());
    const { port } = taken.address() as AddressInfo;
    const faults: [Record<string, string>, RegExp][] = [
      [{ PORT: String(port) }, /이 포트를 다른 프로그램이[\s\S]*in use by another program/],
      [{ HOST: '192.0.2.1', NARU_TOKEN: 'x' }, /접속을 기다릴 수 없습니다[\s\S]*not possible to listen/],
      [{ NARU_HOME: join(folder, 'file') }, /읽거나 쓸 수 없습니다[\s\S]*could not be read or written/],
    ];
    for (const [env, sentence] of faults) {
      const { code, errors } = await (await start(env)).exit;
      expect(code).toBe(1);
      expect(errors).toMatch(sentence);
      expect(errors).not.toMatch(/^\s+at /m);
    }
  });

  it('does not start beyond the loopback address without a token, and says why', async () => {
    const { line, exit } = await start({ HOST: '0.0.0.0' });
    expect(await line).toBeUndefined();
    const { code, errors } = await exit;
    expect(code).toBe(1);
    expect(errors).toMatch(/NARU_TOKEN 없이 시작하지 않습니다[\s\S]*does not start without NARU_TOKEN/);
    expect(errors).not.toMatch(/^\s+at /m);
  });
});
