/**
 * A draft beside what runs: nodes that were added, changed, removed and moved are marked on the canvas, one of them is
 * taken back, a version is put back into the draft, and undo brings back what was there.
 */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { FlowDetail } from '../../runtime/wire/rest.ts';
import { launchBrowser, openPage } from './browser.ts';
import { flowPage, picture } from './flow-page.ts';
import { type RunningNaru, startNaru } from './running-naru.ts';
import { seriousFaults } from './serious-faults.ts';

const ID = 'compared';

let naru: RunningNaru;
let browser: Browser;

const node = (id: string, type: string, x: number, y: number, data: object) => ({
  id,
  type,
  position: { x, y },
  data,
});
const amount = (value: number) => ({
  combinator: 'and',
  rules: [{ field: 'amount', operator: '>=', value }],
});

const FIRST = {
  id: ID,
  name: { ko: '큰 거래', en: 'Large payments' },
  timezone: 'Asia/Seoul',
  nodes: [
    node('paid', 'event-source', 0, 60, { label: { ko: '결제', en: 'Payment' }, eventType: 'test.paid' }),
    node('large', 'filter', 320, 60, { label: { ko: '큰 금액', en: 'Large' }, where: amount(100) }),
    node('often', 'throttle', 640, 60, {
      label: { ko: '하루 한 번', en: 'Once a day' },
      key: ['customerId'],
      max: 1,
      per: 'P1D',
    }),
    node('call', 'action', 960, 60, { label: { ko: '전화', en: 'Call' }, channel: 'log', params: {} }),
  ],
  edges: [
    { id: 'e1', source: 'paid', target: 'large' },
    { id: 'e2', source: 'large', sourceHandle: 'match', target: 'often' },
    { id: 'e3', source: 'often', sourceHandle: 'pass', target: 'call' },
  ],
};

/** What was drawn since: one node is set otherwise, one is gone and its gap closed, one is new, one stands elsewhere. */
const DRAFT = {
  ...FIRST,
  nodes: [
    FIRST.nodes[0],
    { ...FIRST.nodes[1], data: { ...FIRST.nodes[1].data, where: amount(500) } },
    { ...FIRST.nodes[3], position: { x: 960, y: 220 } },
    node('mail', 'action', 640, 320, { label: { ko: '문자', en: 'Text' }, channel: 'log', params: {} }),
  ],
  edges: [
    { id: 'e1', source: 'paid', target: 'large' },
    { id: 'e2', source: 'large', sourceHandle: 'match', target: 'call' },
    { id: 'e4', source: 'large', sourceHandle: 'else', target: 'mail' },
  ],
};

beforeAll(async () => {
  naru = await startNaru();
  browser = await launchBrowser();
  await ask('POST', '/api/flows', { flow: FIRST });
  await ask('POST', `/api/flows/${ID}/deploy`, { revision: 1, who: '김하늘' });
  await ask('PUT', `/api/flows/${ID}`, { flow: DRAFT, revision: (await detail()).summary.revision });
});
afterAll(async () => {
  await browser?.close();
  await naru?.stop();
});

async function ask(method: string, path: string, body?: unknown): Promise<Response> {
  const answer = await fetch(`${naru.address}${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  expect(answer.ok, `${method} ${path}: ${answer.status}`).toBe(true);
  return answer;
}

async function detail(): Promise<FlowDetail> {
  return (await (await ask('GET', `/api/flows/${ID}`)).json()) as FlowDetail;
}

async function draftOf(id: string) {
  const nodes = (await detail()).draft.nodes as { id: string; position: object }[];
  return nodes.find((each) => each.id === id);
}

const bar = (page: Page) => page.getByRole('region', { name: '버전 비교' });
const mark = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

async function open(options: Parameters<typeof openPage>[1] = {}): Promise<Page> {
  const page = await openPage(browser, { reducedMotion: 'reduce', ...options });
  await page.goto(`${naru.address}/#/flows/${ID}`);
  await flowPage(page).card('large').waitFor();
  return page;
}

it('says what a deploy would change, in numbers and in sentences', async () => {
  const page = await open();
  await page.getByText('초안이 다름').waitFor();
  const deploy = page.getByRole('button', { name: '배포', exact: true });
  expect(await deploy.getAttribute('aria-describedby')).toBeTruthy();
  expect(await deploy.innerText()).toContain('4');
  await page.getByRole('button', { name: '배포할 변경 보기' }).click();
  const changes = page.getByRole('dialog', { name: '배포하면 바뀌는 것' });
  await changes.getByText('‘하루 한 번’ 노드를 삭제했습니다.').waitFor();
  await changes.getByText('‘문자’ 노드를 추가했습니다.').waitFor();
  expect(await seriousFaults(page)).toEqual([]);
  await picture(page, 'compare-deploy-ko');
  await changes.getByRole('button', { name: '캔버스에서 보기' }).click();
  await bar(page).waitFor();
});

it('marks what differs, steps through it, and takes one change back', async () => {
  const page = await open();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill('배포된 버전과 비교');
  await page.keyboard.press('Enter');
  await bar(page)
    .getByText('초안과 배포된 버전의 차이: 추가 1 · 변경 1 · 삭제 1 · 이동 1')
    .waitFor({ state: 'attached' });
  for (const name of ['추가: 문자', '변경 1: 큰 금액', '삭제: 하루 한 번', '이동: 전화'])
    await mark(page, name).waitFor();
  expect(await page.locator('[data-ghost="call"]').innerText()).toBe('이전 자리');
  expect(await seriousFaults(page)).toEqual([]);
  await picture(page, 'compare-ko');

  // By keys, from left to right.
  await page.locator('.react-flow__pane').click({ position: { x: 20, y: 20 } });
  await page.keyboard.press('n');
  const details = page.getByRole('region', { name: '변경 내용' });
  await details.getByText('큰 금액').waitFor();
  expect(await details.innerText()).toMatch(/100[\s\S]*→[\s\S]*500/);
  await picture(page, 'compare-changed-ko');
  await page.keyboard.press('n');
  await details.getByText('하루 한 번').waitFor();
  expect(await seriousFaults(page)).toEqual([]);

  // Only what is removed comes back, with its wires; the wire that closed the gap is gone again.
  await details.getByRole('button', { name: '이 변경 되돌리기' }).click();
  await flowPage(page).card('often').waitFor();
  await bar(page)
    .getByText('초안과 배포된 버전의 차이: 추가 1 · 변경 1 · 이동 1')
    .waitFor({ state: 'attached' });
  await expect
    .poll(async () => (await detail()).draft.edges)
    .toEqual([FIRST.edges[0], FIRST.edges[1], FIRST.edges[2], DRAFT.edges[2]]);
  expect(await page.getByRole('button', { name: '실행 취소' }).isEnabled()).toBe(true);

  // What is drawn meanwhile is compared at once.
  await flowPage(page).card('call').click();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await mark(page, '삭제: 하루 한 번').waitFor();
  await page.keyboard.press('Escape');
  await bar(page).waitFor({ state: 'detached' });
  expect(await page.locator('[data-ghost]').count()).toBe(0);
  await expect.poll(() => draftOf('often')).toBeUndefined();
});

it('compares with any version, and puts one back into the draft as one step', async () => {
  const { summary } = await detail();
  await ask('POST', `/api/flows/${ID}/deploy`, { revision: summary.revision, who: '이나루' });
  const page = await open({ colorScheme: 'dark' });
  await page.getByRole('button', { name: '버전 기록' }).click();
  await page.getByRole('button', { name: '버전 1 자세히 보기' }).click();
  await page.getByRole('button', { name: '캔버스에서 비교' }).click();
  await bar(page)
    .getByText(/초안과 버전 1\(\d+월 \d+일, 김하늘\)의 차이: 추가 1 · 변경 1 · 삭제 1 · 이동 1/)
    .waitFor({
      state: 'attached',
    });
  await picture(page, 'compare-version-ko-dark');
  expect(await seriousFaults(page)).toEqual([]);

  // The other way round, what is gone would come.
  await bar(page).getByRole('button', { name: '비교 방향 바꾸기' }).click();
  await mark(page, '추가: 하루 한 번').waitFor();
  await bar(page)
    .getByRole('button', { name: /추가 1/ })
    .click();
  expect(await mark(page, '추가: 하루 한 번').count()).toBe(0);
  await bar(page)
    .getByRole('button', { name: /추가 1/ })
    .click();

  await bar(page).getByRole('button', { name: '초안을 이 버전으로 되돌리기' }).click();
  await flowPage(page).card('often').waitFor();
  await bar(page)
    .getByText(/의 내용이 같습니다/)
    .first()
    .waitFor();
  await expect.poll(() => draftOf('mail')).toBeUndefined();
  expect((await draftOf('call'))?.position).toEqual({ x: 960, y: 60 });
  expect((await detail()).deployed?.nodes).toHaveLength(4);
  const undo = page.getByRole('button', { name: '실행 취소', exact: true });
  await undo.hover();
  await page.getByText('버전 1 내용으로 되돌리기').waitFor();
  await undo.click();
  await flowPage(page).card('mail').waitFor();
  await expect.poll(() => draftOf('often')).toBeUndefined();
});
