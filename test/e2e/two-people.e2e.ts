/** Two people on one flow, and one whose connection is lost: no edit goes, whatever happens. */
import type { BrowserContextOptions, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { FlowFile } from '../../flows/format/flow-file.ts';
import { openPage } from './browser.ts';
import { flowPage, picture } from './flow-page.ts';
import { seriousFaults } from './serious-faults.ts';
import { wholeProduct } from './whole-product.ts';

const the = wholeProduct();

const node = (id: string, type: string, x: number, data = {}) => ({ id, type, position: { x, y: 0 }, data });
const FLOW = {
  name: '함께 그리기',
  timezone: 'Asia/Seoul',
  nodes: [
    node('tx', 'event-source', 0, { label: '입출금', eventType: 'bank.transaction.posted' }),
    node('slow', 'throttle', 300, { label: '하루 한 번', key: ['accountNo'], max: 1, per: 'P1D' }),
    node('case', 'action', 600, { label: '조사 등록', channel: 'log', params: {} }),
  ],
  edges: [
    { id: 'e1', source: 'tx', sourceHandle: 'out', target: 'slow', targetHandle: 'in' },
    { id: 'e2', source: 'slow', sourceHandle: 'pass', target: 'case', targetHandle: 'in' },
  ],
};

async function makeFlow(id: string): Promise<void> {
  const answer = await fetch(`${the.naru.address}/api/flows`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ flow: { id, ...FLOW } }),
  });
  expect(answer.status).toBe(201);
}

/** A window of somebody with this name. */
async function openAs(name: string, id: string, options: BrowserContextOptions = {}): Promise<Page> {
  const page = await openPage(the.browser, { viewport: { width: 1440, height: 860 }, ...options });
  await page.addInitScript((said) => localStorage.setItem('naru.person', JSON.stringify(said)), name);
  await page.goto(`${the.naru.address}/#/flows/${id}`);
  await page.locator('[data-canvas]').waitFor();
  await page.evaluate(() => document.fonts.ready);
  // The whole page is there, and hears of what others do.
  await page
    .getByText(/^(실시간 연결됨|Live)$/)
    .first()
    .waitFor();
  await page.waitForLoadState('networkidle');
  return page;
}

async function draftOf(id: string): Promise<FlowFile> {
  const answer = await fetch(`${the.naru.address}/api/flows/${id}`);
  return ((await answer.json()) as { draft: FlowFile }).draft;
}
const dataOf = async (id: string, name: string) =>
  (await draftOf(id)).nodes.find((each) => each.id === name)?.data as Record<string, unknown> | undefined;

const card = (page: Page, id: string) => flowPage(page).card(id);

async function rename(page: Page, id: string, label: string): Promise<void> {
  await card(page, id).getByTitle(/./).first().click();
  await page
    .getByRole('textbox', { name: /^(노드 이름|이름|Name)/ })
    .first()
    .fill(label);
}

/** Sets how many a throttle lets pass. */
async function setMax(page: Page, value: string): Promise<void> {
  await card(page, 'slow').getByTitle(/./).first().click();
  await flowPage(page).field('max').fill(value);
}

it('keeps what both draw at once, and says who did what', async () => {
  await makeFlow('together');
  const kim = await openAs('김민수', 'together');
  const lee = await openAs('Lee Jiwon', 'together', { locale: 'en-GB', colorScheme: 'dark' });
  await kim.getByRole('img', { name: 'Lee Jiwon' }).waitFor();
  await lee.getByRole('img', { name: '김민수' }).waitFor();

  await card(kim, 'case').getByTitle(/./).first().click();
  await card(lee, 'case').locator('[data-others]').getByText('김민수').waitFor();
  await rename(kim, 'case', '조사 맡기기');
  await setMax(lee, '7');
  await expect.poll(async () => (await dataOf('together', 'slow'))?.max).toBe(7);
  await expect.poll(async () => (await dataOf('together', 'case'))?.label).toBe('조사 맡기기');
  await lee.getByText('김민수 changed 1 node.').waitFor();
  await kim.getByText('Lee Jiwon 님이 노드 1개를 바꿨습니다.').waitFor();
  await picture(kim, 'two-people-taken-ko');
  await picture(lee, 'two-people-taken-en-dark');
  expect(await seriousFaults(lee)).toEqual([]);
  await card(kim, 'slow').getByText('7').first().waitFor();

  // Undo takes back one's own.
  await kim.locator('[data-canvas]').press('Control+z');
  await expect.poll(async () => (await dataOf('together', 'case'))?.label).toBe('조사 등록');
  expect((await dataOf('together', 'slow'))?.max).toBe(7);
});

it('shows what both changed in two ways, keeps nobody from drawing, and takes the choice', async () => {
  await makeFlow('conflict');
  const kim = await openAs('김민수', 'conflict');
  const lee = await openAs('이지원', 'conflict');
  // Lee hears of nothing for a while, as on a train.
  await lee.context().setOffline(true);
  await setMax(lee, '5');
  await setMax(kim, '3');
  await expect.poll(async () => (await dataOf('conflict', 'slow'))?.max).toBe(3);
  await lee
    .getByRole('status')
    .getByRole('button', { name: /이 컴퓨터에 저장해 두었습니다/ })
    .waitFor();
  await picture(lee, 'two-people-offline-ko');
  await lee.context().setOffline(false);

  const panel = lee.getByRole('region', { name: '서로 다르게 바꾼 곳 1군데' });
  await panel.waitFor();
  await expect.poll(async () => (await dataOf('conflict', 'slow'))?.max).toBe(5);
  await picture(lee, 'two-people-conflict-ko');
  expect(await seriousFaults(lee)).toEqual([]);
  await rename(lee, 'case', '계속 그리기');
  await panel.getByText('다른 사람 것').click();
  await expect.poll(async () => (await dataOf('conflict', 'slow'))?.max).toBe(3);
  await panel.getByRole('button', { name: '완료' }).click();
  await panel.waitFor({ state: 'detached' });
  expect((await dataOf('conflict', 'case'))?.label).toBe('계속 그리기');
});

it('loses nothing that is drawn while the server is away, over a reload too', async () => {
  await makeFlow('offline');
  const page = await openAs('김민수', 'offline');
  await page.context().route('**/api/**', (route) => route.abort());
  await rename(page, 'case', '끊긴 동안 그림');
  await page.getByRole('button', { name: /이 컴퓨터에 저장해 두었습니다/ }).waitFor();
  // The page is there, the server's answers are not.
  await page.reload();
  await card(page, 'case').getByText('끊긴 동안 그림').waitFor();
  await page.getByText('서버에 연결할 수 없어 이 컴퓨터에 저장된 초안을 열었습니다.').waitFor();
  await picture(page, 'two-people-local-draft-ko');
  await rename(page, 'tx', '다시 연 뒤에도');

  // Meanwhile somebody else saves.
  const other = await draftOf('offline');
  const answer = await fetch(`${the.naru.address}/api/flows/offline`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      flow: { ...other, nodes: [...other.nodes, node('more', 'filter', 900, {})] },
      revision: 1,
    }),
  });
  expect(answer.status).toBe(200);
  await page.context().unroute('**/api/**');
  await expect.poll(async () => (await dataOf('offline', 'case'))?.label).toBe('끊긴 동안 그림');
  expect((await dataOf('offline', 'tx'))?.label).toBe('다시 연 뒤에도');
  await card(page, 'more').waitFor();
  await expect
    .poll(() => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('naru.draft '))))
    .toEqual([]);
});

it('recovers after a crash, and does without it where that is wished', async () => {
  await makeFlow('crash');
  let page = await openAs('김민수', 'crash', { locale: 'en-GB' });
  await page
    .context()
    .route('**/api/flows/crash', (route) =>
      route.request().method() === 'PUT' ? route.abort() : route.continue(),
    );
  await rename(page, 'case', 'before the crash');
  await page.getByRole('button', { name: /saved on this computer/ }).waitFor();
  // It goes without a word to anybody, and the browser is opened again.
  const context = page.context();
  await page.close();
  await context.unroute('**/api/flows/crash');
  page = await context.newPage();
  await page.goto(`${the.naru.address}/#/flows/crash`);
  await page.getByText('Unsaved changes were recovered').waitFor();
  await card(page, 'case').getByText('before the crash').waitFor();
  await expect.poll(async () => (await dataOf('crash', 'case'))?.label).toBe('before the crash');
  await picture(page, 'two-people-recovered-en');
  await page.getByRole('button', { name: 'Discard the recovered changes' }).click();
  await expect.poll(async () => (await dataOf('crash', 'case'))?.label).toBe('조사 등록');
});

it('lets two windows of one browser draw one flow, each keeping its own', async () => {
  await makeFlow('windows');
  const first = await openAs('김민수', 'windows');
  const second = await first.context().newPage();
  await second.goto(`${the.naru.address}/#/flows/windows`);
  await card(second, 'case').waitFor();
  await first.getByRole('img', { name: '나(다른 창)' }).waitFor();
  await first
    .context()
    .route('**/api/flows/windows', (route) =>
      route.request().method() === 'PUT' ? route.fulfill({ status: 503 }) : route.continue(),
    );
  await rename(first, 'case', '첫째 창');
  await setMax(second, '9');
  for (const page of [first, second])
    await page.getByRole('button', { name: /이 컴퓨터에 저장해 두었습니다/ }).waitFor();
  // A third window takes neither away from those that are open.
  const third = await first.context().newPage();
  await third.goto(`${the.naru.address}/#/flows/windows`);
  await card(third, 'case').getByText('조사 등록').waitFor();
  await first.context().unroute('**/api/flows/windows');
  await expect.poll(async () => (await dataOf('windows', 'case'))?.label).toBe('첫째 창');
  await expect.poll(async () => (await dataOf('windows', 'slow'))?.max).toBe(9);
  await card(third, 'case').getByText('첫째 창').waitFor();
});

it('keeps what is drawn of a flow that somebody deleted, and makes a flow of it', async () => {
  await makeFlow('gone');
  const page = await openAs('김민수', 'gone');
  await fetch(`${the.naru.address}/api/flows/gone`, { method: 'DELETE' });
  await page.getByText('다른 사람이 이 흐름을 삭제했습니다').first().waitFor();
  await rename(page, 'case', '지워진 뒤');
  await picture(page, 'two-people-gone-ko');
  expect(await seriousFaults(page)).toEqual([]);
  await page.getByRole('button', { name: '새 흐름으로 저장' }).click();
  await expect.poll(async () => (await dataOf('gone', 'case'))?.label).toBe('지워진 뒤');
  await card(page, 'case').getByText('지워진 뒤').waitFor();
  expect(await page.getByText('다른 사람이 이 흐름을 삭제했습니다').count()).toBe(0);
});

it('says on both sides that two wires, each drawn by one, lead round in a circle, and deploys nothing', async () => {
  const where = { combinator: 'and', rules: [{ field: 'amount', operator: '>', value: 1 }] };
  const flow = {
    id: 'circle',
    name: '빙빙',
    nodes: [
      FLOW.nodes[0],
      node('large', 'filter', 320, { label: '큰 금액', where }),
      { ...node('late', 'filter', 320, { label: '늦은 시각', where }), position: { x: 640, y: 220 } },
    ],
    edges: [{ id: 'e1', source: 'tx', sourceHandle: 'out', target: 'large', targetHandle: 'in' }],
  };
  const made = await fetch(`${the.naru.address}/api/flows`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ flow }),
  });
  expect(made.status).toBe(201);
  const kim = await openAs('김민수', 'circle');
  const lee = await openAs('Lee Jiwon', 'circle', { locale: 'en-GB', colorScheme: 'dark' });
  const wire = async (page: Page, from: string, to: string) => {
    const end = (id: string, handle: string) => card(page, id).locator(`[data-handleid="${handle}"]`);
    await end(from, 'match').dragTo(end(to, 'in'));
    await page.locator('.react-flow__edge').nth(1).waitFor({ state: 'attached' });
  };
  // Neither hears of the other while he draws.
  await lee.context().setOffline(true);
  await wire(lee, 'late', 'large');
  await wire(kim, 'large', 'late');
  await expect.poll(async () => (await draftOf('circle')).edges.length).toBe(2);
  await lee.context().setOffline(false);
  await expect.poll(async () => (await draftOf('circle')).edges.length).toBe(3);

  await kim.getByRole('tab', { name: /문제/ }).click();
  await kim
    .getByRole('tabpanel')
    .getByText(/빙빙 돌게 이어져 있습니다: .*(큰 금액 → 늦은 시각|늦은 시각 → 큰 금액)/)
    .waitFor();
  await lee.getByRole('tab', { name: /Problems/ }).click();
  await lee
    .getByRole('tabpanel')
    .getByText(/round in a circle: .+ → .+ → .+\. Remove one/)
    .waitFor();
  await picture(kim, 'two-people-circle-ko');
  await picture(lee, 'two-people-circle-en-dark');
  for (const [page, name] of [
    [kim, '배포'],
    [lee, 'Deploy'],
  ] as const)
    expect(await page.getByRole('button', { name, exact: true }).getAttribute('aria-disabled')).toBe('true');
  await kim.getByRole('button', { name: '배포', exact: true }).hover();
  await kim.getByText('오류 1개를 고쳐야 배포할 수 있습니다.').waitFor();

  // Nor does the server take it from anybody who asks otherwise.
  const { summary } = (await (await fetch(`${the.naru.address}/api/flows/circle`)).json()) as {
    summary: { revision: number };
  };
  const refused = await fetch(`${the.naru.address}/api/flows/circle/deploy`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ revision: summary.revision, by: 'page', onDrop: 'refuse' }),
  });
  expect(refused.status).toBe(422);
  expect(((await refused.json()) as { faults: { code: string }[] }).faults.map(({ code }) => code)).toContain(
    'cycle',
  );
});
