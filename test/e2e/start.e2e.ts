import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { addressOf, type RunningNaru, startNaru } from './running-naru.ts';

const START = fileURLToPath(new URL('../../runtime/bootstrap/start.mjs', import.meta.url));

async function start(env: Readonly<Record<string, string>> = {}): Promise<RunningNaru> {
  const naru = await startNaru({ env });
  onTestFinished(() => naru.stop());
  return naru;
}

it('serves the page and the seven scenarios from a home that was empty', async () => {
  const { address } = await start();

  const page = await fetch(address);
  expect(page.status).toBe(200);
  expect(await page.text()).toContain('<div id="root">');

  const { items: flows } = (await (await fetch(`${address}/api/flows`)).json()) as {
    items: { id: string; status: string }[];
  };
  expect(flows.map(({ id, status }) => [id, status])).toEqual(
    [
      'bank-aml',
      'card-marketing',
      'insurance-bundle-offer',
      'insurance-claim-cross-sell',
      'insurance-fraud',
      'insurance-sales-support',
      'securities-vip',
    ].map((id) => [id, 'running']),
  );
});

it('takes an event by curl as the README shows it', async () => {
  const { address } = await start();
  const answer = await fetch(`${address}/api/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/cloudevents+json' },
    body: JSON.stringify({
      id: 'tx-1',
      source: '/core-banking',
      type: 'bank.transaction.posted',
      data: {
        transactionId: 'T1',
        accountNo: '110-22',
        customerId: 'C0001',
        direction: 'deposit',
        amount: 2_900_000,
      },
    }),
  });
  expect(await answer.json()).toMatchObject({ accepted: 1, refused: 0 });
});

it('ends cleanly when it is told to', async () => {
  const naru = await startNaru();
  await naru.stop();
  expect(naru.printed()).toBe(`Naru: ${naru.address}\n`);
});

it.skipIf(process.platform === 'win32')('ends when the npm that started it is ended', async () => {
  const home = mkdtempSync(join(tmpdir(), 'naru-home-'));
  // As npm starts it: with a shell between, which dies of a signal without handing it on.
  const shell = spawn('sh', ['-c', `"${process.execPath}" "${START}"; true`], {
    env: { ...process.env, npm_lifecycle_event: 'start', PORT: '0', HOST: '127.0.0.1', NARU_HOME: home },
  });
  const printed = { text: '' };
  for (const stream of [shell.stdout, shell.stderr])
    stream.setEncoding('utf8').on('data', (piece) => {
      printed.text += piece;
    });
  const address = await addressOf(shell, printed);
  expect((await fetch(address)).status).toBe(200);

  shell.kill('SIGTERM');
  const isUp = () =>
    fetch(address).then(
      () => true,
      () => false,
    );
  await expect.poll(isUp).toBe(false);
  // Its port is closed before its files are: until then there is always one more.
  const isGone = () => {
    try {
      rmSync(home, { recursive: true, force: true });
      return !existsSync(home);
    } catch {
      return false;
    }
  };
  await expect.poll(isGone).toBe(true);
});

it('does not start where other machines could connect and nobody needs a token', async () => {
  await expect(startNaru({ env: { HOST: '0.0.0.0' } })).rejects.toThrow('NARU_TOKEN');
});

it('asks for the token where one is set', async () => {
  const { address } = await start({ NARU_TOKEN: 'only-for-this-test' });
  expect((await fetch(`${address}/api/flows`)).status).toBe(401);
  const allowed = await fetch(`${address}/api/flows`, {
    headers: { authorization: 'Bearer only-for-this-test' },
  });
  expect(allowed.status).toBe(200);
});
