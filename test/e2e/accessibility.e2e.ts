/** What axe finds serious or critical on each page, in both colour schemes. */
import { expect, it } from 'vitest';
import { openPage } from './browser.ts';
import { seriousFaults } from './serious-faults.ts';
import { wholeProduct } from './whole-product.ts';

const the = wholeProduct();

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
  const page = await openPage(the.browser, { colorScheme, reducedMotion: 'reduce' });
  await page.goto(the.naru.address + path);
  await page.getByRole('navigation').waitFor();
  if (path.includes('flows')) {
    await page.locator('.react-flow__node[data-id="often"]').click();
    await page.locator('[data-field="having.rules.0.value"]').waitFor();
  }
  expect(await seriousFaults(page)).toEqual([]);
});
