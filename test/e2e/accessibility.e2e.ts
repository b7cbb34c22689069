/** What axe finds serious or critical on each page, in both colour schemes. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser, openPage } from './browser.ts';
import { type RunningNaru, startNaru } from './running-naru.ts';
import { seriousFaults } from './serious-faults.ts';

let naru: RunningNaru;
let browser: Browser;

beforeAll(async () => {
  naru = await startNaru();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await naru?.stop();
});

const PAGES = [
  '',
  '#/flows/bank-aml',
  '#/outbox',
  '#/catalogue',
  '#/catalogue/bank.transaction.posted',
  '#/records',
  '#/refused',
  '#/settings',
];

it.each(PAGES.flatMap((path) => [`light /${path}`, `dark /${path}`]))('%s', async (name) => {
  const [colorScheme, path] = name.split(' ') as ['light' | 'dark', string];
  const page = await openPage(browser, { colorScheme, reducedMotion: 'reduce' });
  await page.goto(naru.address + path);
  await page.getByRole('navigation').waitFor();
  if (path.includes('flows')) {
    await page.locator('.react-flow__node[data-id="often"]').click();
    await page.locator('[data-field="having.rules.0.value"]').waitFor();
  }
  expect(await seriousFaults(page)).toEqual([]);
});
