/** Drawing with the hand, with the keyboard alone, and with a finger: what a person expects of each. */
import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { FlowFile } from '../../flows/format/flow-file.ts';
import type { FlowDetail } from '../../runtime/wire/rest.ts';
import { openPage } from './browser.ts';
import { picture } from './flow-page.ts';
import { wholeProduct } from './whole-product.ts';

const the = wholeProduct();

const node = (id: string, type: string, x: number, y: number, data = {}) => ({
  id,
  type,
  position: { x, y },
  data,
});
const NODES = [
  node('tx', 'event-source', 0, 0, { label: '입출금', eventType: 'bank.transaction.posted' }),
  node('case', 'action', 700, 0, { label: '조사 등록', channel: 'log', params: {} }),
];
/** Beside the panel as well. */
const NEAR = NODES.map((each) => ({ ...each, position: { x: each.position.x / 2, y: 0 } }));
/** Wide enough for the panel to stand beside the canvas from the beginning. */
const WITH_FINGERS = { hasTouch: true, viewport: { width: 1520, height: 860 } };
const WIRE = { id: 'e1', source: 'tx', sourceHandle: 'out', target: 'case', targetHandle: 'in' };

/** A page that shows a new flow, at the size of a small laptop. */
async function openFlow(
  id: string,
  parts: Partial<FlowFile> = {},
  options: BrowserContextOptions = {},
): Promise<Page> {
  const flow = { id, name: '그리기', nodes: NODES, edges: [WIRE], ...parts };
  const answer = await fetch(`${the.naru.address}/api/flows`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ flow }),
  });
  expect(answer.status).toBe(201);
  const page = await openPage(the.browser, { viewport: { width: 1280, height: 720 }, ...options });
  await page.goto(`${the.naru.address}/#/flows/${id}`);
  await page.locator('[data-canvas]').waitFor();
  await page.evaluate(() => document.fonts.ready);
  return page;
}

/** The wires of what was saved, as `source.handle -> target.handle`. */
async function wires(id: string): Promise<string[]> {
  const { draft } = (await (await fetch(`${the.naru.address}/api/flows/${id}`)).json()) as FlowDetail & {
    draft: FlowFile;
  };
  return draft.edges.map((e) => `${e.source}.${e.sourceHandle} -> ${e.target}.${e.targetHandle}`);
}

const card = (page: Page, id: string) => page.locator(`.react-flow__node[data-id="${id}"]`);
const handle = (page: Page, id: string, name: string, side: 'source' | 'target') =>
  card(page, id).locator(`.react-flow__handle.${side}[data-handleid="${name}"]`);

async function middleOf(part: Locator) {
  const { x, y, width, height } = (await part.boundingBox())!;
  return { x: x + width / 2, y: y + height / 2 };
}

async function drag(page: Page, from: { x: number; y: number }, to: { x: number; y: number }) {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 6 });
  await page.mouse.move(to.x, to.y, { steps: 6 });
}

it('asks which kind comes at the end of a wire, and wires it in one step', async () => {
  const page = await openFlow('wire-out');
  const from = await middleOf(handle(page, 'case', 'done', 'source'));
  await drag(page, from, { x: from.x + 60, y: from.y + 170 });
  await page.mouse.up();
  const list = page.getByRole('dialog', { name: '이어질 노드 찾기' });
  await list.waitFor();
  expect(await list.getByText('이벤트 받기').count()).toBe(0);
  // What is asked about stays drawn.
  await page.locator('[data-pending-wire]').waitFor({ state: 'attached' });
  await picture(page, 'drawing-wire-out-ko');
  await page.keyboard.type('ㄱㄹㄱ');
  await page.keyboard.press('Enter');
  await card(page, 'filter1').waitFor();
  await expect.poll(() => wires('wire-out')).toContain('case.done -> filter1.in');

  await page.locator('[data-canvas]').press('Control+z');
  await expect.poll(() => wires('wire-out')).toEqual(['tx.out -> case.in']);
  await page.getByRole('button', { name: '다시 실행' }).hover();
  await page.getByText('다시 실행: ‘거르기’ 추가').waitFor();
});

it('puts a node into the wire that it is dropped on, and joins the wire when it goes', async () => {
  const page = await openFlow('splice', { nodes: [...NODES, node('free', 'filter', 300, 260)] });
  const from = await middleOf(card(page, 'free').getByText('거르기').first());
  const source = await middleOf(handle(page, 'tx', 'out', 'source'));
  const port = await middleOf(handle(page, 'free', 'in', 'target'));
  await drag(page, from, { x: from.x + 40, y: from.y + source.y - port.y + 3 });
  await page.locator('[data-state="takes"]').waitFor({ state: 'attached' });
  await picture(page, 'drawing-splice-ko');
  await page.mouse.up();
  const spliced = ['tx.out -> free.in', 'free.match -> case.in'];
  await expect.poll(() => wires('splice')).toEqual(spliced);
  await page.getByRole('button', { name: '실행 취소', exact: true }).hover();
  await page.getByText('실행 취소: ‘거르기’ 끼워 넣기').waitFor();
  await page.keyboard.press('Delete');
  await expect.poll(() => wires('splice')).toEqual(['tx.out -> case.in']);
  // Back to the beginning by the list of steps: the move and the splice are one.
  await page.keyboard.press('Shift+H');
  await picture(page, 'drawing-history-ko');
  await page.getByRole('button', { name: '흐름을 연 상태' }).click();
  await expect.poll(() => wires('splice')).toEqual(['tx.out -> case.in']);
  await card(page, 'free').waitFor();
  await page.keyboard.press('Escape');

  // From the palette of kinds as well.
  const kind = await middleOf(page.locator('[data-kind="throttle"]'));
  const target = await middleOf(handle(page, 'case', 'in', 'target'));
  await drag(page, kind, { x: (source.x + target.x) / 2, y: source.y - 50 });
  await page.locator('[data-state="takes"]').waitFor({ state: 'attached' });
  await page.mouse.up();
  await expect.poll(() => wires('splice')).toEqual(['tx.out -> throttle1.in', 'throttle1.pass -> case.in']);
});

it('draws a flow by the keyboard alone', async () => {
  const page = await openFlow('keys', { nodes: [], edges: [] });
  await page.keyboard.press('a');
  await page.getByRole('dialog', { name: '추가할 노드 찾기' }).waitFor();
  await page.keyboard.type('이벤트');
  await page.keyboard.press('Enter');
  await expect
    .poll(() => page.evaluate(() => (document.activeElement as HTMLElement).dataset.id))
    .toBe('eventSource1');
  for (const [words, id] of [
    ['filter', 'filter1'],
    ['조치', 'action1'],
  ]) {
    await page.keyboard.press('a');
    await page.getByRole('dialog', { name: '이어질 노드 찾기' }).waitFor();
    await page.keyboard.type(words);
    await page.keyboard.press('Enter');
    await expect.poll(() => page.evaluate(() => (document.activeElement as HTMLElement).dataset.id)).toBe(id);
  }
  await expect
    .poll(() => wires('keys'))
    .toEqual(['eventSource1.out -> filter1.in', 'filter1.match -> action1.in']);
  await page.keyboard.press('e');
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.closest('[data-field]') !== null))
    .toBe(true);
  await page.keyboard.press('F6');
  await expect
    .poll(() => page.evaluate(() => (document.activeElement as HTMLElement).dataset.id))
    .toBe('action1');
  await page.keyboard.press('[');
  await page.getByRole('toolbar', { name: '선택한 노드 정렬' }).waitFor();
  await picture(page, 'drawing-keyboard-ko');
  await page.keyboard.press('Shift+Slash');
  await page.getByRole('dialog', { name: '단축키' }).waitFor();
  await picture(page, 'drawing-key-sheet-ko');
});

it('finds words, commands, nodes and flows', async () => {
  const page = await openFlow('finding', {}, { locale: 'en-GB', colorScheme: 'dark' });
  await page.keyboard.press('Control+f');
  await page.keyboard.type('transaction');
  await page.keyboard.press('Enter');
  await page.getByText('1 of 1').waitFor();
  await expect.poll(() => card(page, 'tx').getAttribute('class')).toContain('selected');
  await picture(page, 'drawing-find-en-dark');
  await page.keyboard.press('Escape');

  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'What would you like to do?' });
  await palette.getByRole('option').first().waitFor();
  await picture(page, 'drawing-commands-en-dark');
  await page.keyboard.type('ㅁㄷ ㅅㅌ');
  await palette.getByRole('option', { name: 'Select all' }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('toolbar', { name: 'Arrange the selected nodes' }).waitFor();
  await palette.waitFor({ state: 'hidden' });
  await page.keyboard.press('Control+k');
  await expect.poll(() => palette.getByRole('option').first().innerText()).toContain('Select all');
  await page.keyboard.type('bank-aml');
  await palette.getByRole('option', { name: 'Open' }).waitFor();
  await page.keyboard.press('Enter');
  await expect.poll(() => page.url()).toContain('#/flows/bank-aml');
});

it('wires handles that are tapped one after the other', async () => {
  const page = await openFlow('taps', { nodes: NEAR, edges: [] }, WITH_FINGERS);
  await handle(page, 'tx', 'out', 'source').tap();
  await page.getByText('이을 연결점을 누르세요.').waitFor();
  await picture(page, 'drawing-tap-ko');
  await handle(page, 'case', 'in', 'target').tap();
  await expect.poll(() => wires('taps')).toEqual(['tx.out -> case.in']);
  // What cannot be wired says why.
  await handle(page, 'case', 'done', 'source').tap();
  await handle(page, 'case', 'in', 'target').tap();
  await page.getByText('노드를 자기 자신에게 이을 수 없습니다.').waitFor();
  // Into the empty: the kinds that fit.
  await handle(page, 'case', 'done', 'source').tap();
  await page.touchscreen.tap(700, 420);
  await page.getByRole('dialog', { name: '이어질 노드 찾기' }).waitFor();
});
