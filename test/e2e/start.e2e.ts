import { expect, it, onTestFinished } from 'vitest';
import { type RunningNaru, startNaru } from './running-naru.ts';

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
