/**
 * A quote that no inquiry follows for three days waits, while its flow is deployed again and again: what keeps the
 * wait, what moves it, and what would drop it, as a person sees it on the page.
 */
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { DeployPreview } from '../../runtime/wire/deploy.ts';
import type { FlowDetail } from '../../runtime/wire/rest.ts';
import type { FlowVersion } from '../../runtime/wire/versions.ts';
import { openPage } from './browser.ts';
import { flowPage, picture } from './flow-page.ts';
import { seriousFaults } from './serious-faults.ts';
import { wholeProduct } from './whole-product.ts';

const ID = 'silent-quotes';

const the = wholeProduct();

const SILENT_QUOTES = {
  id: ID,
  name: { ko: '문의 없는 견적', en: 'Silent quotes' },
  timezone: 'Asia/Seoul',
  nodes: [
    source('quote', { ko: '견적', en: 'Quote' }, 'test.quoted', 0),
    source('inquiry', { ko: '문의', en: 'Inquiry' }, 'test.asked', 160),
    {
      id: 'wait',
      type: 'correlate',
      position: { x: 340, y: 60 },
      data: {
        label: { ko: '3일 동안 문의 없음', en: 'No inquiry for 3 days' },
        steps: [
          { name: 'quote', key: ['customerId'] },
          { name: 'inquiry', key: ['customerId'], absent: true },
        ],
        within: 'P3D',
        order: 'sequence',
      },
    },
    {
      id: 'call',
      type: 'action',
      position: { x: 680, y: 60 },
      data: { label: { ko: '전화', en: 'Call' }, channel: 'log', params: {} },
    },
  ],
  edges: [
    { id: 'e1', source: 'quote', target: 'wait', targetHandle: 'quote' },
    { id: 'e2', source: 'inquiry', target: 'wait', targetHandle: 'inquiry' },
    { id: 'e3', source: 'wait', target: 'call' },
  ],
};

function source(id: string, label: { ko: string; en: string }, eventType: string, y: number) {
  return { id, type: 'event-source', position: { x: 0, y }, data: { label, eventType } };
}

async function ask(method: string, path: string, body?: unknown): Promise<Response> {
  const answer = await fetch(`${the.naru.address}${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  expect(answer.ok, `${method} ${path}: ${answer.status}`).toBe(true);
  return answer;
}

/** Runs that wait at the node, as the runtime says. */
async function runsWaiting(): Promise<number> {
  const answer = await ask('POST', `/api/flows/${ID}/preview`, { stop: true });
  const { nodes } = (await answer.json()) as DeployPreview;
  return nodes.find(({ node }) => node === 'wait')?.waiting.runs ?? 0;
}

async function deployed(): Promise<string> {
  return JSON.stringify(((await (await ask('GET', `/api/flows/${ID}`)).json()) as FlowDetail).deployed);
}

async function versions(): Promise<FlowVersion[]> {
  return ((await (await ask('GET', `/api/flows/${ID}/versions`)).json()) as { items: FlowVersion[] }).items;
}

async function quote(customerId: string): Promise<void> {
  await ask('POST', '/api/events', {
    specversion: '1.0',
    id: `q-${customerId}`,
    source: '/test',
    type: 'test.quoted',
    data: { customerId, custNo: customerId, premium: 820_000 },
  });
}

/** Changes settings of the waiting node in the draft, as another page does, and lets this page take it over. */
async function change(page: Page, data: Record<string, unknown>, position?: { x: number; y: number }) {
  const { draft, summary } = (await (await ask('GET', `/api/flows/${ID}`)).json()) as FlowDetail;
  const nodes = draft.nodes as { id: string; data: object; position: object }[];
  const flow = {
    ...draft,
    nodes: nodes.map((node) =>
      node.id === 'wait'
        ? { ...node, position: position ?? node.position, data: { ...node.data, ...data } }
        : node,
    ),
  };
  await ask('PUT', `/api/flows/${ID}`, { flow, revision: summary.revision });
  const button = page.getByRole('button', { name: '배포', exact: true });
  await expect.poll(() => button.getAttribute('aria-disabled')).toBe('false');
  return button;
}

it('keeps a wait of three days, moves its deadline, and warns before it drops it', async () => {
  await ask('POST', '/api/flows', { flow: SILENT_QUOTES });
  await ask('POST', `/api/flows/${ID}/deploy`, { revision: 1, who: '김나루' });
  await quote('c1');
  await expect.poll(runsWaiting, { timeout: 20_000 }).toBe(1);

  const page = await openPage(the.browser, { reducedMotion: 'reduce' });
  const flow = flowPage(page);
  await page.goto(`${the.naru.address}/#/flows/${ID}`);
  await flow.card('wait').waitFor();

  // Another name and another place: nothing is asked, and what waits is kept.
  const renamed = { label: { ko: '사흘 문의 없음', en: 'Three silent days' } };
  await (await change(page, renamed, { x: 360, y: 90 })).click();
  await page.getByText('유지: 진행 중 1건').waitFor();
  expect(await page.getByRole('dialog').count()).toBe(0);
  expect(await runsWaiting()).toBe(1);

  // A longer limit: the page says that the deadline moves, and the run goes on.
  await (await change(page, { within: 'P5D' })).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('사흘 문의 없음').waitFor();
  expect(await dialog.innerText()).toMatch(/진행 중 1건/);
  expect(await dialog.innerText()).toMatch(/기한|시한|만료|5일/);
  expect(await seriousFaults(page)).toEqual([]);
  await picture(page, 'deploy-changes-ko');
  await dialog.getByLabel('배포하는 사람(선택)').fill('이나루');
  await dialog.getByRole('button', { name: '배포', exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
  await expect.poll(deployed).toContain('"within":"P5D"');
  expect(await runsWaiting()).toBe(1);

  // Another key: the run would be dropped. Cancelled, it stays; only with the box ticked it goes.
  const steps = [
    { name: 'quote', key: ['custNo'] },
    { name: 'inquiry', key: ['custNo'], absent: true },
  ];
  const button = await change(page, { steps });
  await button.click();
  await dialog.getByText('사라지는 것', { exact: true }).waitFor();
  expect(await dialog.innerText()).toMatch(/사흘 문의 없음\s+진행 중 1건/);
  const drop = dialog.getByRole('button', { name: '사라져도 배포' });
  expect(await drop.getAttribute('aria-disabled')).toBe('true');
  await drop.click({ force: true });
  expect(await seriousFaults(page)).toEqual([]);
  await picture(page, 'deploy-drops-ko');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  expect(await deployed()).not.toContain('custNo');
  expect(await runsWaiting()).toBe(1);

  await button.click();
  await dialog.getByLabel('위의 내용이 사라지는 것을 확인했습니다').check();
  await drop.click();
  await dialog.waitFor({ state: 'hidden' });
  await expect.poll(deployed).toContain('custNo');
  expect(await runsWaiting()).toBe(0);
});

it('lists every version with who, when and what changed, and goes back to one', async () => {
  const page = await openPage(the.browser, { reducedMotion: 'reduce' });
  await page.goto(`${the.naru.address}/#/flows/${ID}`);
  await page.getByRole('button', { name: '버전 기록' }).click();
  const drawer = page.getByRole('dialog', { name: '버전 기록' });
  await drawer.getByText('현재 버전').waitFor();
  const entries = await drawer.getByRole('listitem').allInnerTexts();
  expect(entries).toHaveLength(4);
  expect(entries[0]).toMatch(/버전 4[\s\S]*이나루[\s\S]*customerId → custNo/);
  expect(entries[1]).toMatch(/버전 3[\s\S]*이나루[\s\S]*기한: 3일 → 5일/);
  expect(entries[3]).toMatch(/버전 1[\s\S]*김나루[\s\S]*처음 배포했습니다/);
  expect(await seriousFaults(page)).toEqual([]);
  await picture(page, 'versions-ko');

  await drawer.getByRole('button', { name: '버전 2 자세히 보기' }).click();
  await drawer.getByText('이 버전 이후 지금까지 바뀐 내용').waitFor();
  expect(await drawer.innerText()).toContain('기한: 3일 → 5일');
  expect(await drawer.innerText()).toContain('"within": "P3D"');
  expect(await seriousFaults(page)).toEqual([]);
  await picture(page, 'version-2-ko');

  // A run that waits now would be dropped by the other key: going back asks like any deploy.
  await quote('c2');
  await expect.poll(runsWaiting, { timeout: 20_000 }).toBe(1);
  await drawer.getByRole('button', { name: '이 버전으로 되돌리기' }).click();
  await page.getByLabel('위의 내용이 사라지는 것을 확인했습니다').check();
  await page.getByRole('button', { name: '사라져도 배포' }).click();
  await page.getByText('버전 2의 내용으로 되돌렸습니다.').waitFor();
  expect(await deployed()).toContain('"within":"P3D"');
  const [newest] = await versions();
  expect(newest).toMatchObject({ version: 5, how: 'restored', restored: 2 });
});

it('asks before a flow is stopped in which something waits', async () => {
  await quote('c3');
  await expect.poll(runsWaiting, { timeout: 20_000 }).toBe(1);
  const page = await openPage(the.browser, { reducedMotion: 'reduce', colorScheme: 'dark' });
  await page.goto(`${the.naru.address}/#/flows/${ID}`);
  await page.getByRole('button', { name: '중지', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: '흐름을 중지할까요?' });
  await dialog.getByText('진행 중 1건').waitFor();
  expect(await seriousFaults(page)).toEqual([]);
  await picture(page, 'stop-asks-ko-dark');
  await dialog.getByRole('button', { name: '취소' }).click();
  await dialog.waitFor({ state: 'hidden' });
  expect(await runsWaiting()).toBe(1);
  // Thought better of by the keyboard: the keyboard is back where it was.
  const stop = page.getByRole('button', { name: '중지', exact: true });
  await stop.press('Enter');
  await dialog.getByText('진행 중 1건').waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  await expect.poll(() => stop.evaluate((button) => button === document.activeElement)).toBe(true);
  await stop.click();
  await dialog.getByRole('button', { name: '중지', exact: true }).click();
  await page.getByRole('button', { name: '시작', exact: true }).waitFor();
  expect(await runsWaiting()).toBe(0);
});
