/** A person tries a node before anything is deployed: on simulated events, on recent ones, on his own. */
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { openPage } from './browser.ts';
import { flowPage, picture } from './flow-page.ts';
import { seriousFaults } from './serious-faults.ts';
import { wholeProduct } from './whole-product.ts';

const the = wholeProduct();

const SMALL = { width: 1280, height: 720 };

async function open(locale: string, colorScheme: 'light' | 'dark'): Promise<Page> {
  const page = await openPage(the.browser, { viewport: SMALL, reducedMotion: 'reduce', locale, colorScheme });
  await page.goto(`${the.naru.address}/#/flows/bank-aml`);
  return page;
}

/** A batch that the flow's filter lets through but for one. */
async function sendTransactions() {
  const at = (seconds: number) => new Date(Date.now() - seconds * 1_000).toISOString();
  const amounts = [2_900_000, 2_800_000, 9_000_000];
  const lines = amounts.map((amount, i) =>
    JSON.stringify({
      specversion: '1.0',
      id: `tried-${i}`,
      source: '/e2e',
      type: 'bank.transaction.posted',
      time: at(10 - i),
      data: { accountNo: '110-22', customerId: 'C0001', direction: 'deposit', amount },
    }),
  );
  const answer = await fetch(`${the.naru.address}/api/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson' },
    body: lines.join('\n'),
  });
  expect(await answer.json()).toMatchObject({ accepted: 3 });
}

it('shows what passes of simulated events, with its key and its causes', async () => {
  const page = await open('ko-KR', 'light');
  await flowPage(page).card('often').click();
  await page.getByRole('button', { name: '시험해 보기' }).click();
  const trial = page.getByRole('region', { name: '시험해 보기' });
  await trial.getByText(/가상 입출금 거래 [\d,]+건에서 집계 결과 [\d,]+건이 나왔습니다/).waitFor();
  await trial.getByText(/나감 \d+/).click();
  await trial.getByRole('list').getByRole('button').first().click();
  await trial.getByText(/원인이 된 이벤트 \d+건/).waitFor();
  await picture(page, 'trial-window-ko');
  expect(await seriousFaults(page)).toEqual([]);
});

it('shows what passes of the events that came in, tries again as settings change, and takes own events', async () => {
  await sendTransactions();
  const page = await open('en-GB', 'dark');
  await flowPage(page).card('small').click();
  await page.getByRole('button', { name: 'Try it' }).click();
  const trial = page.getByRole('region', { name: 'Try it' });
  await trial.getByText(/^2 of 3 recent/).waitFor();
  await trial.getByRole('list', { name: 'Arrived' }).getByRole('button').first().click();
  await picture(page, 'trial-filter-en');
  expect(await seriousFaults(page)).toEqual([]);

  await page.locator('input[value="3,000,000"]').fill('1000000');
  await trial.getByText(/^0 of 3 recent/).waitFor();

  await trial.getByText('Your own', { exact: true }).click();
  const text = trial.getByRole('textbox');
  expect(await text.inputValue()).toContain('"accountNo":"110-22"');
  await text.fill('{"amount":5,"direction":"deposit"}\nno event');
  await trial.getByText(/^1 of 1 given/).waitFor();
  await trial.getByText(/^Line 2 is not JSON/).waitFor();
  await picture(page, 'trial-own-en');
  expect(await seriousFaults(page)).toEqual([]);
});
