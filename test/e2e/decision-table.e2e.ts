/** A decision table as a spreadsheet: filled by keys and by pasting, undone, and large. */
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { openPage } from './browser.ts';
import { flowPage, picture } from './flow-page.ts';
import { seriousFaults } from './serious-faults.ts';
import { wholeProduct } from './whole-product.ts';

const the = wholeProduct();

async function openTable(colorScheme: 'light' | 'dark' = 'light'): Promise<Page> {
  const page = await openPage(the.browser, { colorScheme, reducedMotion: 'reduce' });
  await page.goto(`${the.naru.address}/#/flows/insurance-claim-cross-sell`);
  await flowPage(page).card('product').click();
  await page.getByRole('button', { name: '표로 편집' }).click();
  await page.getByRole('grid', { name: '판단표' }).waitFor();
  // Keys are for the table from then on.
  await page.locator('[data-autofocus]:focus').waitFor();
  return page;
}

/** As a spreadsheet puts it on the clipboard. */
async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((pasted) => {
    const data = new DataTransfer();
    data.setData('text/plain', pasted);
    data.setData('text/html', '<table><tr><td>not this</td></tr></table>');
    const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
    document.activeElement?.dispatchEvent(event);
  }, text);
}

const cell = (page: Page, name: string | RegExp) => page.getByRole('gridcell', { name });

it('is filled by keys, and what was pasted is undone in one step', async () => {
  const page = await openTable();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.type('60 이상');
  await page.keyboard.press('Enter');
  await cell(page, /^1번 줄, .*나이.*: 60$/).waitFor();
  await page.keyboard.press('Control+Home');
  await paste(page, '예\t20~30\r\n아마도\t-\r\n');
  await cell(page, /^1번 줄, .*나이.*: 20 ~ 30$/).waitFor();
  await page.getByText('4칸을 붙여넣었습니다. 읽을 수 없는 칸 1개를 표시했습니다.').waitFor();
  await page.keyboard.press('ArrowDown');
  await page.getByText('‘아마도’를 예/아니요로 읽을 수 없어').waitFor();
  await picture(page, 'decision-table-marked');
  await page.keyboard.press('Control+z');
  await cell(page, /^1번 줄, .*나이.*: 60$/).waitFor();
  await page.keyboard.press('Control+z');
  await cell(page, /^1번 줄, .*나이.*: 40$/).waitFor();
  // Esc gives up what is typed, and only then closes the table.
  await page.keyboard.type('x');
  await page.keyboard.press('Escape');
  expect(await page.getByRole('grid').count()).toBe(1);
  await page.keyboard.press('Escape');
  await page.getByRole('grid').waitFor({ state: 'detached' });
});

it('holds a thousand rows, of which those in view are drawn', async () => {
  const page = await openTable();
  await page.keyboard.press('ArrowRight');
  await paste(page, Array.from({ length: 1000 }, (_, i) => `${i} ~ ${i + 1}`).join('\n'));
  await page.getByText('1000칸을 붙여넣었습니다.').waitFor();
  await page.keyboard.press('Control+ArrowDown');
  await cell(page, /^1000번 줄, .*나이.*: 999 ~ 1,000$/).waitFor();
  expect(await page.getByRole('row').count()).toBeLessThan(80);
  await page.keyboard.type('1234567890');
  await page.keyboard.press('Enter');
  await cell(page, /^1000번 줄, .*나이.*: 1,234,567,890$/).waitFor();
  await paste(page, 'a\nb');
  await page.getByText(/표는 1,000줄까지/).waitFor();
});

it.each(['light', 'dark'] as const)('has no serious faults of access (%s)', async (scheme) => {
  const page = await openTable(scheme);
  await page.getByRole('gridcell').first().waitFor();
  expect(await seriousFaults(page)).toEqual([]);
});
