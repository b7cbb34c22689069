/** What a person who has just installed it does: pick a scenario, see it work, change it, see the difference. */
import { expect, it } from 'vitest';
import type { FlowDetail } from '../../runtime/wire/rest.ts';
import { openPage } from './browser.ts';
import { flowPage, picture } from './flow-page.ts';
import { wholeProduct } from './whole-product.ts';

const the = wholeProduct();

it('picks a scenario, starts its traffic, changes a threshold, deploys, and sees the effect', async () => {
  const page = await openPage(the.browser);
  const flow = flowPage(page);

  await page.goto(the.naru.address);
  await page.getByText('자금 세탁 방지', { exact: true }).click();
  await expect.poll(() => flow.card('often').innerText()).toContain('7일에 10회 이상');

  // Made-up traffic: counts move on every card, and matches come in.
  await page.getByRole('button', { name: '시뮬레이션' }).click();
  await page.getByRole('button', { name: '시뮬레이션 시작' }).click();
  await expect.poll(() => flow.count('transactions', 'out')).toBeGreaterThan(0);
  const before = await flow.count('transactions', 'out');
  await expect.poll(() => flow.count('transactions', 'out')).toBeGreaterThan(before);
  await expect.poll(() => flow.count('aml-case', 'done')).toBeGreaterThan(3);
  const counts = await Promise.all([
    flow.count('small', 'in'),
    flow.count('small', 'match'),
    flow.count('small', 'else'),
  ]);
  expect(Math.min(...counts)).toBeGreaterThan(0);
  await expect.poll(async () => (await flow.matches()).length).toBeGreaterThan(3);
  const found = (await flow.matches()).join('\n');
  expect(found).toContain('자금 세탁 조사 등록');
  expect(found).toMatch(/n\s+1\d/);
  expect(found).not.toMatch(/n\s+3(?!\d)/);
  await picture(page, 'bank-aml-running-ko');

  // The threshold, in the form: ten becomes three.
  await flow.card('often').click();
  const threshold = flow.field('having.rules.0.value');
  await expect.poll(() => threshold.inputValue()).toBe('10');
  await threshold.fill('3');
  await expect.poll(() => flow.card('often').getByTitle('n ≥ 3').count()).toBe(1);
  const deploy = page.getByRole('button', { name: '배포', exact: true });
  await expect.poll(() => deploy.getAttribute('aria-disabled')).toBe('false');
  await deploy.click();
  await page.getByText('배포했습니다. 이제 이 내용으로 실행됩니다.').waitFor();

  // The running simulation goes on with it.
  await expect.poll(async () => (await flow.matches()).join('\n')).toMatch(/n\s+3(?!\d)/);
  await picture(page, 'bank-aml-changed-ko');

  const { deployed } = (await (await fetch(`${the.naru.address}/api/flows/bank-aml`)).json()) as FlowDetail;
  expect(JSON.stringify(deployed)).toContain('{"field":"n","operator":">=","value":3}');

  await page.getByRole('button', { name: '시뮬레이션 중지' }).click();
  await page.getByRole('button', { name: '시뮬레이션', exact: true }).waitFor();
});

it('shows the same in English, in the light and in the dark', async () => {
  const page = await openPage(the.browser, { locale: 'en-GB' });
  const flow = flowPage(page);
  await page.goto(`${the.naru.address}/#/flows/securities-vip`);
  await page.getByText('English', { exact: true }).click();
  await page.getByRole('button', { name: 'Simulate' }).click();
  await page.getByRole('button', { name: 'Start the simulation' }).click();
  await expect.poll(() => flow.matches()).not.toEqual([]);
  // What people are called stays as it is; what the product says does not.
  await page.getByRole('tab', { name: 'Problems' }).click();
  await flow.card('round-trip').click();
  await flow.field('steps.0.name').waitFor();
  const lines = (await page.locator('body').innerText()).split('\n');
  // But for the names of the language itself.
  expect(lines.filter((line) => /[가-힣]/.test(line) && !/^한(국어)?$/.test(line))).toEqual([]);
  await page.getByRole('tab', { name: 'Matches' }).click();
  await picture(page, 'securities-vip-running-en');

  await page.getByRole('button', { name: /dark/i }).click();
  await expect.poll(() => page.locator('html').getAttribute('data-mantine-color-scheme')).toBe('dark');
  // What the button says of itself lies over others.
  await page.mouse.move(1000, 880);
  await page.getByRole('tooltip').waitFor({ state: 'hidden' });
  await picture(page, 'securities-vip-running-en-dark');

  await page.getByText('한국어', { exact: true }).click();
  await page.getByRole('button', { name: '시뮬레이션 중지' }).waitFor();
  await picture(page, 'securities-vip-running-ko-dark');
  await page.getByRole('button', { name: '시뮬레이션 중지' }).click();
});
