/** A person who has never programmed draws the money-laundering scenario from nothing, with the mouse. */
import type { Locator, Page } from 'playwright-core';
import { expect, it, onTestFailed } from 'vitest';
import {
  AML_SETTINGS,
  detailOf,
  expectFound,
  expectRecorded,
  expectUndoneAndRedone,
  FOUND,
  settingsOf,
} from './aml-flow.ts';
import { openPage } from './browser.ts';
import { picture } from './flow-page.ts';
import { wholeProduct } from './whole-product.ts';

const the = wholeProduct();

const FLOW = 'aml-by-mouse';

async function middleOf(part: Locator) {
  await part.waitFor();
  await part.scrollIntoViewIfNeeded();
  const { x, y, width, height } = (await part.boundingBox())!;
  return { x: x + width / 2, y: y + height / 2 };
}

type Place = { readonly x: number; readonly y: number };

async function drag(page: Page, from: Place, to: Place) {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 6 });
  await page.mouse.move(to.x, to.y, { steps: 6 });
  await page.mouse.up();
}

/** What a hand does: it clicks, drags, and types only into what it has clicked. */
function handOn(page: Page) {
  const card = (id: string) => page.locator(`.react-flow__node[data-id="${id}"]`);
  const part = (field: string) => page.locator(`[data-field="${field}"]`);
  const choose = (text: string | RegExp) => page.getByRole('option', { name: text }).first().click();
  return {
    card,
    part,
    handle: (id: string, name: string, side: 'source' | 'target') =>
      card(id).locator(`.react-flow__handle.${side}[data-handleid="${name}"]`),
    /** A place of the canvas, in parts of its width and height. */
    async place(x: number, y: number): Promise<Place> {
      const box = (await page.locator('[data-canvas]').boundingBox())!;
      return { x: box.x + box.width * x, y: box.y + box.height * y };
    },
    /** Takes the first option that fits, out of the list that opens. */
    async pick(field: string, typed: string, option: string | RegExp = typed) {
      await part(field).getByRole('textbox').first().click();
      await page.keyboard.type(typed);
      await choose(option);
    },
    /** Out of a list that takes no other text. */
    async select(field: string, option: string | RegExp) {
      await part(field).locator('input').first().click();
      await choose(option);
    },
    async write(field: string, text: string) {
      await part(field).locator('input, textarea').first().click({ clickCount: 3 });
      await page.keyboard.type(text);
    },
  };
}

it('draws it on an empty canvas, deploys it, sees what it finds, and takes it all back', async () => {
  const page = await openPage(the.browser, {
    viewport: { width: 1600, height: 1000 },
    reducedMotion: 'reduce',
  });
  page.setDefaultTimeout(Number(process.env.NARU_PATIENCE ?? 30_000));
  const hand = handOn(page);
  onTestFailed(() => picture(page, 'failed'));
  await page.goto(the.naru.address);
  await page.getByRole('button', { name: '새 흐름' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('이름', { exact: true }).click();
  await page.keyboard.type('자금 세탁 찾기');
  await dialog.getByLabel(/ID/).click({ clickCount: 3 });
  await page.keyboard.type(FLOW);
  await dialog.getByRole('button', { name: '만들기' }).click();
  await page.getByText('여기에 흐름을 그리세요').waitFor();

  // The source, out of the palette.
  await drag(page, await middleOf(page.locator('[data-kind="event-source"]')), await hand.place(0.2, 0.2));
  await hand.card('eventSource1').waitFor();
  await hand.pick('eventType', '입출금', /입출금/);

  // The filter, at the end of a wire that is dropped where nothing is.
  const out = await middleOf(hand.handle('eventSource1', 'out', 'source'));
  await drag(page, out, await hand.place(0.6, 0.2));
  const kinds = page.getByRole('dialog', { name: '이어질 노드 찾기' });
  await kinds.getByRole('option', { name: /거르기/ }).click();
  await hand.card('filter1').waitFor();
  await hand.part('where').or(page.getByText('조건이 없으면 항상 참입니다.')).first().waitFor();
  await page.getByRole('button', { name: '조건', exact: true }).click();
  await hand.pick('where.rules.0.field', '금액');
  await hand.select('where.rules.0.operator', /미만/);
  await hand.write('where.rules.0.value', '3000000');

  // The window, out of the palette again, and a wire to it.
  await drag(page, await middleOf(page.locator('[data-kind="window"]')), await hand.place(0.2, 0.6));
  await hand.card('window1').waitFor();
  await drag(
    page,
    await middleOf(hand.handle('filter1', 'match', 'source')),
    await middleOf(hand.handle('window1', 'in', 'target')),
  );
  await hand.card('window1').click();
  await hand.pick('key', '계좌', /계좌 번호/);
  await hand.write('window.size', '7');
  await page.getByRole('button', { name: '계산 추가' }).click();
  await hand.select('aggregates.1.function', '서로 다른 값의 수');
  await hand.pick('aggregates.1.field', '구분', /direction|구분/);
  await hand.write('aggregates.1.name', 'directions');
  await hand.write('having.rules.0.value', '10');
  await page.getByRole('button', { name: '조건', exact: true }).click();
  await hand.pick('having.rules.1.field', 'directions');
  await hand.select('having.rules.1.operator', /이상/);
  await hand.write('having.rules.1.value', '2');
  await hand.select('emit', /알리고 다시 세기/);

  // The action, at the end of the next wire.
  await drag(page, await middleOf(hand.handle('window1', 'out', 'source')), await hand.place(0.6, 0.6));
  await kinds.getByRole('option', { name: /조치/ }).click();
  await hand.card('action1').waitFor();
  await hand.select('channel', /조사 등록/);
  await hand.write('params.title', 'AML {{ accountNo }}');
  await picture(page, 'build-aml-mouse-drawn-ko');

  await page.getByRole('button', { name: '배포', exact: true }).click();
  await page.getByText('배포했습니다. 이제 이 내용으로 실행됩니다.').waitFor();
  const { deployed } = await detailOf(the.naru.address, FLOW);
  expect(settingsOf(deployed!)).toEqual(AML_SETTINGS);

  await expectFound(page, the.naru.address, FLOW);
  await picture(page, 'build-aml-mouse-found-ko');

  // A click where nothing is gives the keys to the canvas.
  const empty = await hand.place(0.4, 0.95);
  await page.mouse.click(empty.x, empty.y);
  const steps = await expectUndoneAndRedone(page, the.naru.address, FLOW);
  console.log(`${steps} steps`);

  await page
    .getByRole('link', { name: /업무|기록/ })
    .first()
    .click();
  await page.getByText('조사 건', { exact: true }).first().click();
  await expectRecorded(page, `AML ${FOUND}`);
  await picture(page, 'build-aml-mouse-records-ko');
});
