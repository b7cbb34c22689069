/** What a person does with events that did not get in: finds one among ten thousand, mends it, sends it in. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemClock } from '../../runtime/clock.ts';
import { BAD_EVENT_LIMITS, BadEvents } from '../../runtime/store/bad-events.ts';
import { Database } from '../../runtime/store/database.ts';
import { launchBrowser, openPage } from './browser.ts';
import { picture } from './flow-page.ts';
import { type RunningNaru, startNaru } from './running-naru.ts';

const ROWS = 10_000;
let home: string;
let naru: RunningNaru;
let browser: Browser;

/** As they lie there after a bad week. */
function seed(data: string): void {
  mkdirSync(data, { recursive: true });
  const { signal } = new AbortController();
  const database = new Database({ data, clock: systemClock, signal, warn: () => {} });
  const limits = { ...BAD_EVENT_LIMITS, burst: ROWS };
  const store = new BadEvents({ database, clock: systemClock, signal, limits, onChange: () => {} });
  const now = systemClock.now();
  const message = { ko: '"id"가 없습니다. 비어 있지 않은 문자열이어야 합니다.', en: '"id" is missing.' };
  for (let i = 0; i < ROWS - 2; i++) {
    const data = { customerId: `C${i}`, amount: i };
    const event = JSON.stringify({ source: '/web', type: 'insurance.quote.requested', data });
    store.add({ reason: 'refused', message, event, whole: true, at: now - (ROWS - i) * 1_000 });
  }
  const late = JSON.stringify({
    id: 'late-1',
    source: '/bank',
    type: 'bank.transaction.posted',
    data: { amount: 3 },
  });
  const bad = { flow: 'bank-aml', event: late, whole: true };
  store.found({ bad: { ...bad, node: 'often', reason: 'too-late' }, simulated: false, at: now });
  const oops = {
    ko: '"x"의 수식을 계산하지 못했습니다: no such key',
    en: 'The expression of "x" failed: no such key',
  };
  store.found({ bad: { ...bad, node: 'small', reason: 'failed', message: oops }, simulated: false, at: now });
  store.count('refused', 12_345);
  void store.stored();
  database.close();
}

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'naru-home-'));
  seed(join(home, 'data'));
  naru = await startNaru({ home });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await naru?.stop();
  if (home) rmSync(home, { recursive: true, force: true });
});

it('finds one among ten thousand, mends it and sends it in', async () => {
  const page = await openPage(browser);
  await page.goto(`${naru.address}/#/refused`);
  await page.getByText('총 10,000건').waitFor();
  await page.getByText('거부 12,345건').waitFor();
  await picture(page, 'bad-events-ko');
  const start = performance.now();
  await page.getByRole('textbox', { name: '내용 찾기' }).fill('C4321"');
  await page.getByText('총 1건').waitFor();
  expect(performance.now() - start).toBeLessThan(10_000);
  await page.getByRole('button', { name: '더 보기' }).click();
  await page.getByText('"customerId": "C4321"').waitFor();
  await page.getByRole('button', { name: '고쳐서 보내기' }).click();
  const text = page.getByRole('textbox', { name: '고친 내용' });
  const before = await text.inputValue();
  await text.fill(before.slice(0, -1));
  await page.getByText('아직 JSON이 아닙니다').waitFor();
  await page.getByRole('button', { name: '다시 보내기', exact: true }).click();
  await page.getByRole('status').getByText('다시 거부').waitFor();
  await text.fill(before.replace('{', '{ "id": "mended-1",'));
  await picture(page, 'bad-event-mending-ko');
  await page.getByRole('button', { name: '다시 보내기', exact: true }).click();
  await page.getByRole('status').getByText('받음', { exact: true }).waitFor();
  await picture(page, 'bad-event-sent-ko');
});

it('sends selected ones again, and deletes what fits', async () => {
  const page = await openPage(browser, { locale: 'en-GB', colorScheme: 'dark', reducedMotion: 'reduce' });
  await page.goto(`${naru.address}/#/refused`);
  await page.getByText(/^(10,000|9,999) in all/).waitFor();
  await page.getByLabel('Filter by reason').first().click();
  await page.getByRole('option', { name: 'Window closed' }).click();
  await page.getByRole('checkbox', { name: 'Select this event' }).check();
  await page.getByRole('button', { name: 'Send selected again' }).click();
  await page.getByRole('checkbox', { name: 'Send with a new ID' }).check();
  const dialog = page.getByRole('dialog');
  await picture(page, 'bad-events-send-en-dark');
  await dialog.getByRole('button', { name: 'Send again' }).click();
  await dialog.getByText('Accepted 1 · duplicates 0 · refused 0 · left out 0').waitFor();
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await page.getByRole('button', { name: 'More' }).first().click();
  await picture(page, 'bad-events-en-dark');
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
  await page.getByRole('button', { name: 'Delete all' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await page.getByText('No event fits').waitFor();
  await picture(page, 'bad-events-none-en-dark');
});
