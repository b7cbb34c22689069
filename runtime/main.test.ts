import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { temporaryHome } from './testing/naru-under-test.ts';

interface Program {
  readonly child: ChildProcess;
  /** Resolves with the first line on standard output, or undefined when the program ends without one. */
  readonly line: Promise<string | undefined>;
  readonly exit: Promise<{ code: number | null; errors: string }>;
}

async function start(env: Record<string, string>): Promise<Program> {
  const home = (await temporaryHome()).data;
  const child = spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'main.ts')], {
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

  it('does not start beyond the loopback address without a token, and says why', async () => {
    const { line, exit } = await start({ HOST: '0.0.0.0' });
    expect(await line).toBeUndefined();
    const { code, errors } = await exit;
    expect(code).toBe(1);
    expect(errors).toMatch(/NARU_TOKEN 없이 시작하지 않습니다[\s\S]*does not start without NARU_TOKEN/);
    expect(errors).not.toMatch(/^\s+at /m);
  });
});
