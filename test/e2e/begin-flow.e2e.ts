/** A person begins a flow: by a few questions, from Node-RED, and asks for help on the canvas. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { openPage } from './browser.ts';
import { flowPage, picture } from './flow-page.ts';
import { seriousFaults } from './serious-faults.ts';
import { wholeProduct } from './whole-product.ts';

const the = wholeProduct();

const SMALL = { width: 1280, height: 720 };
const EXPORT = new URL('../../flows/import/node-red/exports/orders.json', import.meta.url);

async function choose(page: Page, field: string, text: string) {
  await page.locator(`[data-field="${field}"] input`).fill(text);
  await page.keyboard.press('Enter');
}

it('makes a flow by plain questions in Korean, and explains it', async () => {
  const page = await openPage(the.browser, {
    viewport: SMALL,
    reducedMotion: 'reduce',
    colorScheme: 'light',
  });
  await page.goto(the.naru.address);
  await page.getByRole('button', { name: '새 흐름' }).click();
  await page.getByRole('button', { name: /일어나지 않을 때/ }).waitFor();
  await picture(page, 'begin-ways-ko');
  expect(await seriousFaults(page)).toEqual([]);

  await page.getByRole('button', { name: /일어나지 않을 때/ }).click();
  await page.locator('[data-field="first.eventType"]').waitFor();
  // Asked too early, it says what is still open.
  await page.getByRole('button', { name: '만들고 열기' }).click();
  await page.getByText('아직 답하지 않은 질문이 3개 있습니다.').waitFor();
  await picture(page, 'begin-open-questions-ko');
  expect(await seriousFaults(page)).toEqual([]);
  await choose(page, 'first.eventType', 'insurance.quote.requested');
  await choose(page, 'second.eventType', 'insurance.application.received');
  await choose(page, 'key', 'customerId');
  await picture(page, 'begin-guide-ko');
  expect(await seriousFaults(page)).toEqual([]);
  await page.getByText('같은 고객 번호로 가입 접수가 없으면').waitFor();
  await page.getByRole('button', { name: '만들고 열기' }).click();

  const { card } = flowPage(page);
  await card('pair').click();
  await page.getByRole('button', { name: '도움말' }).click();
  await page.getByRole('img', { name: /application 없음/ }).waitFor();
  await picture(page, 'begin-help-ko');
  expect(await seriousFaults(page)).toEqual([]);
});

it('imports a Node-RED export with its report, in the dark', async () => {
  const page = await openPage(the.browser, {
    viewport: SMALL,
    reducedMotion: 'reduce',
    colorScheme: 'dark',
    locale: 'en-US',
  });
  await page.goto(the.naru.address);
  await page.getByRole('button', { name: 'New flow' }).click();
  await page.getByRole('button', { name: /scenario that ships/ }).click();
  await page
    .getByRole('button', { name: 'Copy “Anti money laundering” and begin' })
    .or(page.getByRole('button', { name: /^Copy ".*" and begin/ }).first())
    .first()
    .waitFor();
  await picture(page, 'begin-scenarios-en-dark');
  expect(await seriousFaults(page)).toEqual([]);
  await page.getByRole('button', { name: 'Back to the start' }).click();
  await page.getByRole('button', { name: /Node-RED export/ }).click();
  await page.getByLabel('Paste JSON').fill(readFileSync(EXPORT, 'utf8'));
  await page.getByRole('button', { name: 'Check' }).click();
  await page.getByText('price with tax').first().waitFor();
  await picture(page, 'begin-node-red-en-dark');
  expect(await seriousFaults(page)).toEqual([]);
  await page.getByRole('button', { name: 'Open as a flow' }).click();
  await flowPage(page).card('by-region').waitFor();
  await picture(page, 'begin-node-red-canvas-en-dark');
  await flowPage(page).card('parcels').click();
  await page.getByRole('button', { name: 'Help' }).first().click();
  await picture(page, 'begin-help-en-dark');
  expect(await seriousFaults(page)).toEqual([]);
});

it('gives the keyboard to the canvas of a flow that was made, and of one that is opened', async () => {
  const page = await openPage(the.browser, { viewport: SMALL, reducedMotion: 'reduce' });
  const hasKeyboard = (name: string) =>
    expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(name);
  await page.goto(the.naru.address);
  await page.getByRole('button', { name: '새 흐름' }).click();
  await page.getByRole('textbox', { name: '이름', exact: true }).fill('첫 흐름');
  await page.keyboard.press('Enter');
  await hasKeyboard('첫 흐름 흐름 캔버스');
  await picture(page, 'begin-keyboard-ko');
  await page.keyboard.press('a');
  await page.getByRole('combobox', { name: '추가할 노드 찾기' }).fill('이벤트 받기');
  await page.keyboard.press('Enter');
  await page.locator('.react-flow__node').waitFor();

  // Opened by a click, by its address, and by its name in the list of commands
  await page.getByRole('link', { name: '흐름', exact: true }).click();
  await page
    .getByRole('link', { name: /첫 흐름/ })
    .first()
    .click();
  await hasKeyboard('첫 흐름 흐름 캔버스');
  await picture(page, 'begin-keyboard-by-click-ko');
  await page.reload();
  await hasKeyboard('첫 흐름 흐름 캔버스');
  await picture(page, 'begin-keyboard-reload-ko');
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: '무엇을 할까요?' }).fill('자금 세탁');
  await page.getByRole('option', { name: /자금 세탁.* 열기/ }).waitFor();
  await page.keyboard.press('Enter');
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
    .toMatch(/자금 세탁.* 흐름 캔버스/);
});
