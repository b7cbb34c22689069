/** Groups of nodes, the lasso and the keys: with the hand, with the keyboard, and with the Korean layout on. */
import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { FlowFile } from '../../flows/format/flow-file.ts';
import { openPage } from './browser.ts';
import { picture } from './flow-page.ts';
import { seriousFaults } from './serious-faults.ts';
import { wholeProduct } from './whole-product.ts';

const the = wholeProduct();

const node = (id: string, type: string, x: number, y: number, data = {}) => ({
  id,
  type,
  position: { x, y },
  data,
});
const NODES = [
  node('tx', 'event-source', 0, 60, { label: '입출금', eventType: 'bank.transaction.posted' }),
  node('small', 'filter', 320, 60, { label: '소액' }),
  node('free', 'throttle', 320, 340, { label: '한 번만' }),
];
const EDGES = [
  { id: 'e1', source: 'tx', sourceHandle: 'out', target: 'small', targetHandle: 'in' },
  { id: 'e2', source: 'small', sourceHandle: 'match', target: 'free', targetHandle: 'in' },
];
const PAIR = {
  id: 'group1',
  title: { ko: '가려내기', en: 'Sifting' },
  nodes: ['tx', 'small'],
  colour: 'teal',
};

async function openFlow(
  id: string,
  parts: Partial<FlowFile> = {},
  options: BrowserContextOptions = {},
): Promise<Page> {
  const flow = { id, name: '묶음', nodes: NODES, edges: EDGES, ...parts };
  const answer = await fetch(`${the.naru.address}/api/flows`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ flow }),
  });
  expect(answer.status).toBe(201);
  const page = await openPage(the.browser, { viewport: { width: 1520, height: 860 }, ...options });
  await page.goto(`${the.naru.address}/#/flows/${id}`);
  await page.locator('[data-canvas]').waitFor();
  await page.evaluate(() => document.fonts.ready);
  return page;
}

async function saved(id: string): Promise<FlowFile> {
  const { draft } = (await (await fetch(`${the.naru.address}/api/flows/${id}`)).json()) as {
    draft: FlowFile;
  };
  return draft;
}
const members = async (id: string) => (await saved(id)).groups?.map(({ nodes }) => nodes) ?? [];

const card = (page: Page, id: string) => page.locator(`.react-flow__node[data-id="${id}"]`);
const title = (page: Page, id: string) => page.locator(`[data-group-title="${id}"]`);

async function middleOf(part: Locator) {
  const { x, y, width, height } = (await part.boundingBox())!;
  return { x: x + width / 2, y: y + height / 2 };
}

async function drag(page: Page, from: { x: number; y: number }, by: { x: number; y: number }) {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + by.x / 2, from.y + by.y / 2, { steps: 5 });
  await page.mouse.move(from.x + by.x, from.y + by.y, { steps: 5 });
}

it('groups what is selected, names it, and takes it apart', async () => {
  const page = await openFlow('make');
  await card(page, 'tx').getByText('입출금').first().click();
  await card(page, 'small')
    .getByText('소액')
    .first()
    .click({ modifiers: ['Shift'] });
  await page.keyboard.press('Control+g');
  const name = page.getByRole('textbox', { name: '묶음 이름' }).first();
  await name.fill('가려내기');
  await page.getByRole('button', { name: '청록' }).click();
  await picture(page, 'groups-name-ko');
  await name.press('Enter');
  await title(page, 'group1').getByText('가려내기').waitFor();
  await expect
    .poll(async () => (await saved('make')).groups)
    .toEqual([
      { id: 'group1', title: { ko: '가려내기', en: 'Group 1' }, nodes: ['tx', 'small'], colour: 'teal' },
    ]);
  await page.getByRole('button', { name: '실행 취소', exact: true }).hover();
  await page.getByText('실행 취소: 묶음 이름 변경: ‘가려내기’').waitFor();
  await page.keyboard.press('Control+Shift+g');
  await expect.poll(() => members('make')).toEqual([]);
  for (let i = 0; i < 3; i++) await page.keyboard.press('Control+z');
  await expect.poll(async () => 'groups' in (await saved('make'))).toBe(false);
  await expect
    .poll(() => page.getByRole('button', { name: '실행 취소', exact: true }).isDisabled())
    .toBe(true);
  for (let i = 0; i < 2; i++) await page.keyboard.press('Control+Shift+z');
  await title(page, 'group1').getByText('가려내기').waitFor();
});

it('is moved by its title as one step, and selected by a click', async () => {
  const page = await openFlow('move', { groups: [PAIR] });
  const before = await saved('move');
  const zoom = await page.evaluate(() =>
    Number(
      /scale\(([\d.]+)\)/.exec(
        document.querySelector<HTMLElement>('.react-flow__viewport')!.style.transform,
      )![1],
    ),
  );
  await drag(page, await middleOf(title(page, 'group1')), { x: 90, y: 55 });
  await page.mouse.up();
  await expect
    .poll(async () => (await saved('move')).nodes[0].position)
    .not.toEqual(before.nodes[0].position);
  const after = await saved('move');
  const by = (i: number) => ({
    x: after.nodes[i].position.x - before.nodes[i].position.x,
    y: after.nodes[i].position.y - before.nodes[i].position.y,
  });
  expect(by(0)).toEqual(by(1));
  expect(Math.abs(by(0).x - 90 / zoom)).toBeLessThan(14);
  expect(by(2)).toEqual({ x: 0, y: 0 });
  await title(page, 'group1').click();
  await expect.poll(() => card(page, 'small').getAttribute('class')).toContain('selected');
  await picture(page, 'groups-selected-ko');
  expect(await seriousFaults(page)).toEqual([]);
  await page.keyboard.press('Control+d');
  await expect.poll(async () => (await members('move')).map((ids) => ids.length)).toEqual([2, 2]);
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await expect.poll(async () => (await saved('move')).nodes).toEqual(before.nodes);

  // By the keyboard alone.
  await title(page, 'group1').focus();
  await page.keyboard.press('ArrowRight');
  await expect
    .poll(async () => (await saved('move')).nodes[1].position.x)
    .toBe(before.nodes[1].position.x + 5);
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: '묶음 이름' }).first().waitFor();
  await page.keyboard.press('Escape');
  await title(page, 'group1').dblclick();
  await page.getByRole('textbox', { name: '묶음 이름' }).first().waitFor();
  await page.keyboard.press('Escape');
  // With its nodes.
  await title(page, 'group1').click();
  await page.keyboard.press('Delete');
  await expect.poll(async () => (await saved('move')).nodes.map(({ id }) => id)).toEqual(['free']);
  expect(await members('move')).toEqual([]);
});

it('takes in what is dropped inside, and lets go with the Alt key', async () => {
  const page = await openFlow('drop', { groups: [PAIR] });
  const free = await middleOf(card(page, 'free').getByText('한 번만').first());
  const tx = await middleOf(card(page, 'tx').getByText('입출금').first());
  await drag(page, free, { x: (tx.x - free.x) / 2, y: tx.y - free.y + 20 });
  await page.getByText('놓으면 이 묶음에 들어갑니다').waitFor();
  await picture(page, 'groups-drop-in-ko');
  await page.mouse.up();
  await expect.poll(() => members('drop')).toEqual([['tx', 'small', 'free']]);
  await page.getByRole('button', { name: '실행 취소', exact: true }).hover();
  await page.getByText('실행 취소: ‘가려내기’ 묶음에 넣기').waitFor();

  // Without the key the box goes along.
  await drag(page, await middleOf(card(page, 'free').getByText('한 번만').first()), { x: 40, y: 250 });
  await page.mouse.up();
  expect(await members('drop')).toEqual([['tx', 'small', 'free']]);
  await page.keyboard.down('Alt');
  await drag(page, await middleOf(card(page, 'free').getByText('한 번만').first()), { x: 40, y: 30 });
  await page.getByText('놓으면 묶음에서 빠집니다').waitFor();
  await picture(page, 'groups-take-out-ko');
  await page.mouse.up();
  await page.keyboard.up('Alt');
  await expect.poll(() => members('drop')).toEqual([['tx', 'small']]);
  // Three drags, three steps.
  for (let i = 0; i < 3; i++) await page.keyboard.press('Control+z');
  await expect.poll(async () => (await saved('drop')).nodes).toEqual(NODES);
  expect(await members('drop')).toEqual([PAIR.nodes]);
});

it('selects by dragging while the lasso is on', async () => {
  const page = await openFlow('lasso', { groups: [PAIR] }, { locale: 'en-GB', colorScheme: 'dark' });
  const lasso = page.getByRole('button', { name: 'Select by dragging' });
  await lasso.click();
  await expect.poll(() => lasso.getAttribute('aria-pressed')).toBe('true');
  const box = (await card(page, 'free').boundingBox())!;
  await drag(page, { x: box.x - 30, y: box.y + box.height + 20 }, { x: box.width + 60, y: -60 });
  await page.mouse.up();
  await expect.poll(() => card(page, 'free').getAttribute('class')).toContain('selected');
  await picture(page, 'groups-lasso-en-dark');
  expect(await seriousFaults(page)).toEqual([]);
  await page.keyboard.press('s');
  await expect.poll(() => lasso.getAttribute('aria-pressed')).toBe('false');
});

/** As a keyboard with the Korean layout on tells of a key. */
async function koreanKey(page: Page, letter: string, code: string, held: { ctrl?: boolean } = {}) {
  await page.evaluate(
    ([key, place, ctrl]) =>
      document.body.dispatchEvent(
        new KeyboardEvent('keydown', {
          key: String(key),
          code: String(place),
          ctrlKey: Boolean(ctrl),
          bubbles: true,
          cancelable: true,
        }),
      ),
    [letter, code, held.ctrl ?? false],
  );
}

it('understands its keys with the Korean layout on, and on every page', async () => {
  const page = await openFlow('layout');
  await koreanKey(page, 'ㅁ', 'KeyA', { ctrl: true });
  await page.getByRole('toolbar', { name: '선택한 노드 정렬' }).waitFor();
  await koreanKey(page, 'ㅎ', 'KeyG', { ctrl: true });
  await page.getByRole('textbox', { name: '묶음 이름' }).first().waitFor();
  await page.keyboard.press('Escape');
  await expect.poll(async () => (await members('layout')).length).toBe(1);
  await koreanKey(page, 'ㅎ', 'KeyG');
  await koreanKey(page, 'ㅐ', 'KeyO');
  await expect.poll(() => page.url()).toContain('#/outbox');

  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: '무엇을 할까요?' });
  await palette.getByRole('option').first().waitFor();
  await picture(page, 'groups-commands-elsewhere-ko');
  await page.keyboard.type('설정으로');
  await page.keyboard.press('Enter');
  await expect.poll(() => page.url()).toContain('#/settings');
  await page.keyboard.press('g');
  await page.keyboard.press('n');
  await page.getByRole('dialog', { name: '새 흐름' }).waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Shift+Slash');
  await page.getByRole('dialog', { name: '단축키' }).waitFor();
  await picture(page, 'groups-key-sheet-ko');
  await page.getByRole('switch', { name: '글자 하나로 된 단축키 사용' }).click();
  await page.keyboard.press('Escape');
  await page.keyboard.press('g');
  await page.keyboard.press('o');
  // By the time that another key has had its effect, these would have had theirs.
  await page.keyboard.press('Control+k');
  await palette.getByRole('option').first().waitFor();
  expect(page.url()).not.toContain('outbox');
});

it('offers what can be done with the right button', async () => {
  const page = await openFlow('menu', { groups: [PAIR] });
  await title(page, 'group1').click({ button: 'right' });
  const menu = page.getByRole('menu');
  await menu.getByRole('menuitem', { name: '묶음 풀기' }).waitFor();
  await picture(page, 'groups-menu-ko');
  expect(await seriousFaults(page)).toEqual([]);
  await menu.getByRole('menuitem', { name: '묶음 풀기' }).click();
  await expect.poll(() => members('menu')).toEqual([]);
  await card(page, 'free').getByText('한 번만').first().click({ button: 'right' });
  await menu.getByRole('menuitem', { name: '이름 바꾸기' }).click();
  await expect
    .poll(() =>
      page.evaluate(() => document.activeElement?.closest('[data-field]')?.getAttribute('data-field')),
    )
    .toBe('label');
  // Tidied up, the groups stay apart.
  await page.locator('.react-flow__pane').click({ button: 'right', position: { x: 30, y: 30 } });
  await menu.getByRole('menuitem', { name: '모두 선택' }).click();
  await page.getByRole('toolbar', { name: '선택한 노드 정렬' }).waitFor();
});

it('is drawn on with fingers on a tablet', async () => {
  const page = await openFlow(
    'tablet',
    { groups: [PAIR] },
    { hasTouch: true, viewport: { width: 1024, height: 768 } },
  );
  await picture(page, 'groups-tablet-ko');
  const fingers = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...touchPoints: { x: number; y: number }[]) =>
    fingers.send('Input.dispatchTouchEvent', { type, touchPoints });
  const at = await middleOf(card(page, 'tx').getByText('입출금').first());
  await touch('touchStart', at);
  await page.getByRole('menuitem', { name: '복제' }).waitFor();
  await touch('touchEnd');
  await picture(page, 'groups-tablet-menu-ko');
  await page.getByRole('menuitem', { name: '복제' }).tap();
  await expect.poll(async () => (await saved('tablet')).nodes.length).toBe(4);
  expect((await members('tablet'))[0]).toHaveLength(3);

  const scale = () =>
    page.evaluate(() =>
      Number(
        /scale\(([\d.]+)\)/.exec(
          document.querySelector<HTMLElement>('.react-flow__viewport')!.style.transform,
        )![1],
      ),
    );
  const before = await scale();
  const pane = (await page.locator('.react-flow__pane').boundingBox())!;
  const [x, y] = [pane.x + 60, pane.y + pane.height - 110];
  await touch('touchStart', { x, y }, { x: x + 120, y });
  for (const by of [10, 25, 40]) await touch('touchMove', { x, y }, { x: x + 120 - by, y });
  await touch('touchEnd');
  await expect.poll(scale).toBeLessThan(before);

  // What is pressed is large enough for a finger.
  const small = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('button, a, [role="button"], [role="tab"]')]
      .filter((each) => each.checkVisibility() && each.getBoundingClientRect().width > 1)
      .filter((each) => !each.closest('.react-flow__viewport'))
      .map(
        (each) =>
          [each.getAttribute('aria-label') ?? each.textContent, each.getBoundingClientRect()] as const,
      )
      .filter(([, { width, height }]) => width < 23.5 || height < 23.5)
      .map(([name, { width, height }]) => `${name} ${width} × ${height}`),
  );
  expect(small).toEqual([]);
});
