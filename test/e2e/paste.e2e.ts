/** Nodes go from one window to another by the clipboard, and what else is in it does no harm. */
import type { BrowserContext, Page } from 'playwright-core';
import { expect, it, onTestFinished } from 'vitest';
import type { FlowFile } from '../../flows/format/flow-file.ts';
import { detailOf } from './aml-flow.ts';
import { picture } from './flow-page.ts';
import { wholeProduct } from './whole-product.ts';

const the = wholeProduct();

const at = (x: number, y = 0) => ({ x, y });
const NODES: FlowFile['nodes'] = [
  { id: 'tx', type: 'event-source', position: at(0), data: { eventType: 'bank.transaction.posted' } },
  { id: 'big', type: 'filter', position: at(320), data: { where: { combinator: 'and', rules: [] } } },
  { id: 'case', type: 'action', position: at(640), data: { channel: 'log', params: {} } },
];
const EDGES: FlowFile['edges'] = [
  { id: 'e1', source: 'tx', sourceHandle: 'out', target: 'big', targetHandle: 'in' },
  { id: 'e2', source: 'big', sourceHandle: 'match', target: 'case', targetHandle: 'in' },
];

async function create(flow: Partial<FlowFile> & { readonly id: string }): Promise<void> {
  const answer = await fetch(`${the.naru.address}/api/flows`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ flow: { name: flow.id, nodes: [], edges: [], ...flow } }),
  });
  expect(answer.status).toBe(201);
}

/** Windows of one person: they share a clipboard. */
async function windows(): Promise<{ open: (flow: string) => Promise<Page>; context: BrowserContext }> {
  const context = await the.browser.newContext({
    viewport: { width: 1280, height: 720 },
    locale: 'ko-KR',
    reducedMotion: 'reduce',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const errors: string[] = [];
  onTestFinished(async () => {
    await context.close();
    expect(errors).toEqual([]);
  });
  return {
    context,
    async open(flow) {
      const page = await context.newPage();
      page.on('pageerror', (error) => errors.push(error.stack ?? error.message));
      await page.goto(`${the.naru.address}/#/flows/${flow}`);
      await page.locator('[data-canvas]').waitFor();
      return page;
    },
  };
}

const shape = ({ nodes, edges }: FlowFile) => ({
  nodes: nodes.map(({ type }) => type).sort(),
  wires: edges
    .map(({ source, target }) => [source, target].map((id) => typeOf(nodes, id)).join(' -> '))
    .sort(),
});
const typeOf = (nodes: FlowFile['nodes'], id: string) => nodes.find((node) => node.id === id)?.type;
const drawn = async (flow: string) => (await detailOf(the.naru.address, flow)).draft;
/** A window that is behind another gets no keys. */
async function press(page: Page, ...keys: string[]) {
  await page.bringToFront();
  for (const key of keys) await page.keyboard.press(key);
}

it('copies nodes with their wires into another flow in another window, and cuts them', async () => {
  await create({ id: 'paste-from', nodes: NODES, edges: EDGES });
  await create({ id: 'paste-to' });
  const { open } = await windows();
  const from = await open('paste-from');
  const to = await open('paste-to');
  await from.locator('.react-flow__node').first().waitFor();

  await press(from, 'Control+a', 'Control+c');
  await press(to, 'Control+v');
  await expect
    .poll(async () => shape(await drawn('paste-to')))
    .toEqual(shape({ ...(await drawn('paste-from')) }));
  // Once more: they do not lie on each other, and each has an id of its own.
  await press(to, 'Control+v');
  await expect.poll(async () => (await drawn('paste-to')).nodes.length).toBe(6);
  const { nodes } = await drawn('paste-to');
  expect(new Set(nodes.map(({ id }) => id)).size).toBe(6);
  expect(new Set(nodes.map(({ position }) => JSON.stringify(position))).size).toBe(6);
  await press(to, 'Control+z');
  await expect.poll(async () => (await drawn('paste-to')).nodes.length).toBe(3);

  // Cut: gone here, there to be pasted; undo brings it back here.
  await from.bringToFront();
  await press(from, 'Escape');
  await from.locator('.react-flow__node[data-id="case"]').focus();
  await press(from, 'Enter', 'Control+x');
  await expect.poll(async () => (await drawn('paste-from')).nodes.map(({ id }) => id)).toEqual(['tx', 'big']);
  await press(to, 'Control+v');
  await expect
    .poll(async () => shape(await drawn('paste-to')).nodes.filter((type) => type === 'action').length)
    .toBe(2);
  await press(from, 'Control+z');
  await expect
    .poll(async () => shape(await drawn('paste-from')))
    .toEqual(shape({ id: 'x', name: 'x', nodes: NODES, edges: EDGES }));
});

const REFUSED = /붙여넣은 내용은 노드도 흐름도 아닙니다/;

it('says so where the clipboard holds something else, and nothing in it does harm', async () => {
  await create({ id: 'paste-odd', nodes: NODES, edges: EDGES });
  const { open, context } = await windows();
  const page = await open('paste-odd');
  await page.locator('.react-flow__node').first().waitFor();
  const before = await drawn('paste-odd');
  const copy = (text: string) => page.evaluate((each) => navigator.clipboard.writeText(each), text);

  await copy('안녕하세요');
  await press(page, 'Control+v');
  await page.getByText(REFUSED).first().waitFor();
  await picture(page, 'paste-refused-ko');
  expect(await drawn('paste-odd')).toEqual(before);

  const marked = (parts: object) => JSON.stringify({ format: 'naru/nodes', nodes: [], edges: [], ...parts });
  const node = { id: 'x', type: 'filter', position: at(0), data: {} };
  const refused = [
    marked({}),
    marked({ nodes: 'all' }),
    marked({ nodes: [{ ...node, position: { x: 'far', y: null } }] }),
    marked({ nodes: Array.from({ length: 5000 }, (_, i) => ({ ...node, id: `n${i}` })) }),
    marked({}).replace(
      '"nodes":[]',
      `"nodes":[{"id":"x","type":"filter","position":{"x":0,"y":0},"data":${'{"a":'.repeat(2000)}1${'}'.repeat(2000)}}]`,
    ),
    `{"format":"naru/nodes","nodes":[`,
  ];
  for (const text of refused) {
    await page.getByText(REFUSED).first().waitFor({ state: 'hidden' });
    await copy(text);
    await press(page, 'Control+v');
    await page.getByText(REFUSED).first().waitFor();
    await page.getByRole('button', { name: '닫기' }).last().click();
  }
  expect(await drawn('paste-odd')).toEqual(before);

  // What looks like nodes comes in as nodes, and as nothing else.
  await copy(
    `{"format":"naru/nodes","__proto__":{"polluted":1},"nodes":[{"id":"<img src=x onerror=alert(1)>","type":"constructor",
      "position":{"x":10,"y":300},"data":{"__proto__":{"polluted":1},"label":"<script>alert(1)</script>"}}],
      "edges":[{"id":"e","source":"__proto__","target":"tx"}]}`,
  );
  let asked = false;
  context.on('dialog', () => {
    asked = true;
  });
  await press(page, 'Control+v');
  await expect.poll(async () => (await drawn('paste-odd')).nodes.length).toBe(4);
  await page.getByText('<script>alert(1)</script>').first().waitFor();
  expect(
    await page.evaluate(() => ({}) as { polluted?: number }).then((made) => made.polluted),
  ).toBeUndefined();
  expect((await drawn('paste-odd')).edges).toHaveLength(2);
  expect(asked).toBe(false);
  await press(page, 'Control+z');
  await expect.poll(async () => (await drawn('paste-odd')).nodes.length).toBe(3);
});

it('copies, cuts and pastes by the menus, to where the menu was opened', async () => {
  await create({ id: 'menu-from', nodes: NODES, edges: EDGES });
  await create({ id: 'menu-to' });
  const { open } = await windows();
  const from = await open('menu-from');
  const card = (page: Page, id: string) => page.locator(`.react-flow__node[data-id="${id}"]`);
  const item = (page: Page, name: string) => page.getByRole('menuitem', { name });
  // The menu loads after the drawing.
  await from.waitForLoadState('networkidle');
  await card(from, 'big').click({ button: 'right' });
  await item(from, '잘라내기').waitFor();
  await picture(from, 'paste-menu-card-ko');
  await item(from, '복사').click();

  const to = await open('menu-to');
  await to.bringToFront();
  await to.waitForLoadState('networkidle');
  const area = await to.locator('[data-canvas]').boundingBox();
  if (!area) throw new Error('there is no canvas');
  await to.mouse.click(area.x + 200, area.y + 80, { button: 'right' });
  await item(to, '붙여넣기').waitFor();
  await picture(to, 'paste-menu-canvas-ko');
  await item(to, '붙여넣기').click();
  await expect.poll(async () => shape(await drawn('menu-to')).nodes).toEqual(['filter']);
  const [pasted] = (await drawn('menu-to')).nodes;
  const box = await card(to, pasted.id).boundingBox();
  expect([Math.round((box?.x ?? 0) - area.x), Math.round((box?.y ?? 0) - area.y)]).toEqual([200, 80]);

  // A node that is added by that menu comes there too.
  await to.mouse.click(area.x + 600, area.y + 200, { button: 'right' });
  await item(to, '여기에 노드 추가').click();
  await to.getByRole('combobox', { name: '추가할 노드 찾기' }).fill('조치');
  await press(to, 'Enter');
  await expect.poll(async () => (await drawn('menu-to')).nodes.length).toBe(2);
  const added = (await drawn('menu-to')).nodes.find(({ id }) => id !== pasted.id);
  expect([added?.position.x, added?.position.y].map((each) => Math.round((each ?? 0) / 40))).toEqual([15, 5]);

  // By name too, and what is cut is gone.
  await from.bringToFront();
  await card(from, 'case').click();
  await press(from, 'Control+k');
  await from.getByRole('combobox', { name: '무엇을 할까요?' }).fill('잘라내기');
  await picture(from, 'paste-palette-ko');
  await press(from, 'Enter');
  await expect.poll(async () => (await drawn('menu-from')).nodes.map(({ id }) => id)).toEqual(['tx', 'big']);

  // Where the browser keeps the clipboard from the page, it is said, and which keys do.
  await to.bringToFront();
  await to.evaluate(() => Object.defineProperty(navigator, 'clipboard', { get: () => undefined }));
  await to.mouse.click(area.x + 200, area.y + 20, { button: 'right' });
  await item(to, '붙여넣기').click();
  await to.getByText(/Ctrl\+V를 누르거나/).waitFor();
  await picture(to, 'paste-barred-ko');
  await press(to, 'Control+v');
  await expect.poll(async () => shape(await drawn('menu-to')).nodes).toEqual(['action', 'action', 'filter']);
});
