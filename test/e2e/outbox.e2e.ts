/** What an operator does after a receiver was down: sees what was given up and why, and sends it all again. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser, openPage } from './browser.ts';
import { picture } from './flow-page.ts';
import { type RunningNaru, startNaru } from './running-naru.ts';

const SMALL = { viewport: { width: 1280, height: 720 } };
const MANY = 10_000;
/** What is old is let go. */
const EARLIER = new Date(Date.now() - 3_600_000).toISOString();

let browser: Browser;
let naru: RunningNaru;
let hook: Server;
let home: string;
let up = false;
let got = 0;

function flow(url: string) {
  const node = (id: string, type: string, x: number, data: unknown) => ({
    id,
    type,
    position: { x, y: 0 },
    data,
  });
  return {
    id: 'call',
    name: { ko: '고객 알림', en: 'Tell the customer' },
    nodes: [
      node('in', 'event-source', 0, { eventType: 'test.paid' }),
      node('act', 'action', 240, { channel: 'webhook', params: { url } }),
    ],
    edges: [{ id: 'e', source: 'in', target: 'act' }],
  };
}

function given(i: number, url: string, status: 'failed' | 'delivered') {
  return {
    id: `old-${i}`,
    flow: 'call',
    node: 'act',
    channel: 'webhook',
    status,
    attempts: 10,
    ...(status === 'failed' && {
      reason: 'The other system answered 503.',
      reasonText: { ko: '상대 시스템이 503 오류로 응답했습니다.', en: 'The other system answered 503.' },
    }),
    params: { url: `${url}/old`, headers: {} },
    time: EARLIER,
    key: `C${i}`,
    data: { customerId: `C${i}`, amount: 1_000 + i },
    causes: [`e${i}`],
    simulated: false,
    createdAt: EARLIER,
    updatedAt: EARLIER,
  };
}

beforeAll(async () => {
  hook = createServer((request, response) => {
    got++;
    request.resume();
    response.statusCode = up ? 200 : 503;
    response.end();
  });
  await new Promise<void>((resolve) => hook.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(hook.address() as AddressInfo).port}`;
  home = mkdtempSync(join(tmpdir(), 'naru-outbox-'));
  mkdirSync(join(home, 'flows', 'tables'), { recursive: true });
  mkdirSync(join(home, 'data'));
  writeFileSync(join(home, 'flows', 'call.json'), JSON.stringify(flow(url)));
  const lines = Array.from({ length: MANY }, (_, i) =>
    JSON.stringify({ put: given(i, url, i % 4 === 0 ? 'failed' : 'delivered') }),
  );
  writeFileSync(join(home, 'data', 'outbox.ndjson'), `${lines.join('\n')}\n`);
  naru = await startNaru({ home, env: { NARU_WEBHOOK_ALLOW: '127.0.0.1' } });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await naru?.stop();
  hook?.closeAllConnections();
  hook?.close();
  if (home) rmSync(home, { recursive: true, force: true });
});

it('shows ten thousand deliveries, what was given up and why, and a receiver that is let alone', async () => {
  const page = await openPage(browser, SMALL);
  const events = Array.from({ length: 20 }, (_, i) =>
    JSON.stringify({ id: `x${i}`, source: '/t', type: 'test.paid', subject: `S${i}`, data: { amount: i } }),
  );
  await fetch(`${naru.address}/api/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson' },
    body: events.join('\n'),
  });
  await page.goto(`${naru.address}/#/outbox`);
  await page.getByText('총 10,020건').waitFor();
  await page.getByText('보내기를 잠시 멈췄습니다').waitFor();
  await picture(page, 'outbox-ko');

  await page.getByRole('combobox', { name: '상태' }).click();
  await page.getByRole('option', { name: '실패' }).click();
  await page.getByText('총 2,500건').waitFor();
  await page.getByText('상대 시스템이 503 오류로 응답했습니다.').first().waitFor();
  await page.getByRole('row').nth(1).click();
  const raw = page.locator('pre');
  expect(await raw.innerText()).toContain('idempotency-key: old-');
  expect(await raw.innerText()).toContain('"customerId"');
  await picture(page, 'outbox-failed-ko');
});

it('sends all of them again, in the dark and in English', async () => {
  up = true;
  got = 0;
  const page = await openPage(browser, { ...SMALL, locale: 'en-GB' });
  await page.goto(`${naru.address}/#/outbox`);
  await page.getByText('English', { exact: true }).click();
  await page.getByRole('button', { name: /dark/i }).click();
  await page.getByRole('combobox', { name: 'Status' }).click();
  await page.getByRole('option', { name: 'Failed' }).click();
  await page.getByRole('button', { name: 'Send all again' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Send 2,500 deliveries again?').waitFor();
  await expect.poll(() => dialog.evaluate((box) => getComputedStyle(box).opacity)).toBe('1');
  await picture(page, 'outbox-resend-en-dark');
  await dialog.getByRole('button', { name: 'Send again' }).click();
  await page.getByText('2,500 deliveries will be sent again.').waitFor();
  await page.getByText('Nothing fits').waitFor();
  await expect
    .poll(
      async () => (await (await fetch(`${naru.address}/api/outbox?status=delivered&limit=1`)).json()).total,
      {
        timeout: 30_000,
      },
    )
    .toBe(MANY + 20);
  expect(got).toBeGreaterThanOrEqual(2_520);
  await picture(page, 'outbox-empty-en-dark');
});
