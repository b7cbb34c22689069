import { launchBrowser } from './e2e/browser.ts';
import { mkdirSync } from 'node:fs';
mkdirSync('/tmp/shots', { recursive: true });
const base = 'http://127.0.0.1:47311';
const browser = await launchBrowser();
try {
  for (const [locale, scheme, w, h] of [['ko-KR','light',1280,720],['en-GB','dark',1280,720],['ko-KR','dark',1920,1080]] as const) {
    const context = await browser.newContext({ viewport: { width: w, height: h }, locale, colorScheme: scheme, timezoneId: 'Asia/Seoul' });
    const page = await context.newPage();
    page.on('console', (m) => { if (m.type() === 'error') console.log(m.text()); });
    page.on('pageerror', (e) => console.log('ERR', e));
    await page.goto(`${base}/#/flows/bank-aml`).catch(() => {});
    await page.waitForTimeout(2500);
    const tag = `${locale.slice(0,2)}-${scheme}-${w}`;
    await page.locator('[data-id="small"]').first().click();
    await page.waitForTimeout(1200);
    await page.getByRole('button', { name: /시험해 보기|Try it/ }).click();
    await page.waitForTimeout(1800);
    await page.locator('section[aria-labelledby] h3').last().scrollIntoViewIfNeeded();
    await page.screenshot({ path: `/tmp/shots/${tag}-filter.png` });
    const row = page.locator('section[aria-labelledby] ul li button').first();
    await row.click();
    await page.waitForTimeout(300);
    await page.screenshot({ path: `/tmp/shots/${tag}-filter-open.png` });
    await page.locator('[data-id="often"]').first().click();
    await page.waitForTimeout(2500);
    await page.getByText(/나감|Left/).last().click();
    await page.locator('section[aria-labelledby] ul li button').first().click();
    await page.waitForTimeout(400);
    await page.screenshot({ path: `/tmp/shots/${tag}-window.png` });
    await page.getByText(/직접 입력|Your own/).first().click();
    await page.waitForTimeout(500);
    await page.locator('section[aria-labelledby] textarea').first().fill('{"amount":100}\nnope\n{"amount":5,"accountNo":"1","customerId":"C0001"}');
    await page.waitForTimeout(2500);
    await page.locator('section[aria-labelledby] textarea').first().scrollIntoViewIfNeeded();
    await page.screenshot({ path: `/tmp/shots/${tag}-given.png` });
    await context.close();
  }
} finally {
  await browser.close();
}
