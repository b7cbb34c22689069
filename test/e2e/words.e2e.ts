/** Expressions and texts written by somebody who never wrote one: by what is offered, and by what comes out. */
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { FlowFile } from '../../flows/format/flow-file.ts';
import { openPage } from './browser.ts';
import { picture } from './flow-page.ts';
import { seriousFaults } from './serious-faults.ts';
import { wholeProduct } from './whole-product.ts';

const the = wholeProduct();

const node = (id: string, type: string, x: number, data = {}) => ({ id, type, position: { x, y: 0 }, data });
const SMS = '[나루은행] {{ customerId }}님, {{ amount | number }}원 {{ memo }} 입금되었습니다.';
const FLOW: Omit<FlowFile, 'id'> = {
  name: '수수료 안내',
  nodes: [
    node('tx', 'event-source', 0, { label: '입출금', eventType: 'bank.transaction.posted' }),
    node('fee', 'derive', 260, { fields: [{ name: 'fee', expression: '' }] }),
    node('tell', 'action', 520, { channel: 'sms', params: { to: '{{ phone }}', text: SMS } }),
  ],
  edges: [
    { id: 'e1', source: 'tx', sourceHandle: 'out', target: 'fee', targetHandle: 'in' },
    { id: 'e2', source: 'fee', sourceHandle: 'out', target: 'tell', targetHandle: 'in' },
  ],
};

async function openFlow(id: string, page: Page): Promise<void> {
  await fetch(`${the.naru.address}/api/flows`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ flow: { ...FLOW, id } }),
  });
  await page.goto(`${the.naru.address}/#/flows/${id}`);
  await page.locator('[data-canvas]').waitFor();
}

const card = (page: Page, id: string) => page.locator(`.react-flow__node[data-id="${id}"]`);
const text = (page: Page, path: string) => page.locator(`[data-field="${path}"] textarea:not([aria-hidden])`);

it('an expression is written from what is offered, by the keyboard', async () => {
  const taken = await fetch(`${the.naru.address}/api/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/cloudevents+json' },
    body: JSON.stringify({
      id: 't-1',
      source: '/core-banking',
      type: 'bank.transaction.posted',
      subject: '110-22',
      data: { accountNo: '110-22', customerId: 'C0001', direction: 'deposit', amount: 360_000 },
    }),
  });
  expect(taken.ok).toBe(true);
  const page = await openPage(the.browser, { viewport: { width: 1280, height: 720 } });
  await openFlow('words-expression', page);
  await card(page, 'fee').click();
  const area = text(page, 'fields.0.expression');
  await area.click();
  await page.getByRole('button', { name: '예시 넣기', exact: true }).last().waitFor();
  await page.keyboard.type('금');
  await page.getByRole('option', { name: /금액/ }).first().waitFor();
  await picture(page, 'words-offered.ko');
  await page.keyboard.press('Enter');
  await expect.poll(() => area.inputValue()).toBe('amount');
  await page.keyboard.type(' ');
  await page.getByRole('option', { name: /곱하기/ }).click();
  await page.keyboard.type('0.1');
  await expect.poll(() => area.inputValue()).toBe('amount * 0.1');
  const result = page.getByRole('region', { name: '결과' });
  await result.getByText('= 36,000').waitFor();
  expect(await result.innerText()).toMatch(/입출금 거래 110-22, \d\d:\d\d/);
  await picture(page, 'words-result.ko');
  expect(await seriousFaults(page)).toEqual([]);
});

it('a text message shows what would be sent, and takes a field by a click', async () => {
  const page = await openPage(the.browser, { viewport: { width: 1280, height: 720 } });
  await openFlow('words-message', page);
  await card(page, 'tell').click();
  const area = text(page, 'params.text');
  await area.click();
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.type(' 잔액 ');
  await page.getByRole('button', { name: '거래 금액 넣기' }).click();
  await expect.poll(() => area.inputValue()).toContain('잔액 {{amount | number}}');
  await page.getByLabel('거래 금액 표시 방법').first().waitFor();
  const box = page.getByRole('region', { name: '내용 미리 보기' });
  await box.getByText('바이트').waitFor();
  await picture(page, 'words-message.ko');
  expect(await seriousFaults(page)).toEqual([]);
});
