/** The catalogue as people use it: events that nobody declared, a sample, a document to and fro, two at once. */
import { readFile } from 'node:fs/promises';
import { AxeBuilder } from '@axe-core/playwright';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { CatalogueEntry } from '../../runtime/wire/catalogue.ts';
import { openPage } from './browser.ts';
import { picture } from './flow-page.ts';
import { seriousFaults } from './serious-faults.ts';
import { wholeProduct } from './whole-product.ts';

const the = wholeProduct();

async function ask(method: string, path: string, body?: unknown): Promise<Response> {
  const init =
    body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  return fetch(the.naru.address + path, { method, ...init });
}

const entryOf = async (type: string) =>
  (await (await ask('GET', `/api/catalogue/${encodeURIComponent(type)}`)).json()) as CatalogueEntry;

/** Orders of a shop, of which nobody has said anything. */
function orders(count: number, type = 'shop.order.placed') {
  return Array.from({ length: count }, (_, i) => ({
    id: `${type}-${i}`,
    source: '/shop',
    type,
    data: {
      orderId: `O-${1000 + i}`,
      customerId: `C${i % 7}`,
      amount: 10_000 + i * 500,
      channel: ['web', 'app', 'store'][i % 3],
      store: { city: i % 2 ? '서울' : '부산' },
      placedAt: '2026-03-02T09:00:00+09:00',
    },
  }));
}

async function post(events: readonly unknown[]): Promise<void> {
  const answer = await fetch(`${the.naru.address}/api/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson' },
    body: events.map((event) => JSON.stringify(event)).join('\n'),
  });
  expect(((await answer.json()) as { accepted: number }).accepted).toBe(events.length);
}

async function openCatalogue(path = '', options: BrowserContextOptions = {}): Promise<Page> {
  const page = await openPage(the.browser, {
    viewport: { width: 1280, height: 720 },
    acceptDownloads: true,
    ...options,
  });
  await page.goto(`${the.naru.address}/#/catalogue${path}`);
  await page.getByRole('list', { name: /이벤트 종류 목록|Event types/ }).waitFor();
  await page.evaluate(() => document.fonts.ready);
  return page;
}

const node = (id: string, type: string, x: number, data = {}) => ({ id, type, position: { x, y: 0 }, data });

it('offers a type that nobody declared, from the flow that names it to the field picker of a filter', async () => {
  await post(orders(40));
  await expect.poll(async () => (await entryOf('shop.order.placed')).seen?.count).toBe(40);
  const flow = {
    id: 'shop-orders',
    name: { ko: '주문 알림', en: 'Orders' },
    nodes: [
      node('order', 'event-source', 0, { label: '주문', eventType: 'shop.order.placed' }),
      node('big', 'filter', 320, {
        where: { combinator: 'and', rules: [{ field: '', operator: '=', value: '' }] },
      }),
    ],
    edges: [{ id: 'e1', source: 'order', sourceHandle: 'out', target: 'big', targetHandle: 'in' }],
  };
  expect((await ask('POST', '/api/flows', { flow })).status).toBe(201);
  const page = await openPage(the.browser, { viewport: { width: 1280, height: 720 } });
  await page.goto(`${the.naru.address}/#/flows/shop-orders/nodes/order`);
  await page.getByRole('link', { name: '카탈로그에 등록하기' }).waitFor();
  await picture(page, 'catalogue-offer-ko');
  await page.getByRole('link', { name: '카탈로그에 등록하기' }).click();

  await page.getByRole('heading', { name: 'shop.order.placed' }).waitFor();
  await page.getByText('들어온 이벤트를 보고 추정한 항목입니다.').waitFor();
  expect(await page.getByRole('textbox', { name: 'customerId 이름(한국어)' }).inputValue()).toBe('고객 번호');
  expect(await page.getByRole('textbox', { name: 'channel 허용 값' }).inputValue()).toBe('app, store, web');
  await picture(page, 'catalogue-found-ko');
  expect(await seriousFaults(page)).toEqual([]);
  await page.getByRole('textbox', { name: '이름(한국어)', exact: true }).fill('상품 주문');
  await page.getByRole('textbox', { name: 'amount 이름(한국어)' }).fill('주문 금액');
  await page.getByRole('button', { name: '등록', exact: true }).click();
  await page.getByText('‘shop.order.placed’를 저장했습니다.').waitFor();
  expect(await entryOf('shop.order.placed')).toMatchObject({ origin: 'declared', newFields: [] });

  await page.getByRole('link', { name: '주문 알림 › 주문' }).click();
  await page.locator('.react-flow__node[data-id="order"].selected').waitFor();
  expect(await page.getByRole('link', { name: '카탈로그에 등록하기' }).count()).toBe(0);
  await page.locator('.react-flow__node[data-id="big"]').click();
  await page.locator('[data-field="where.rules.0.field"]').getByRole('textbox').click();
  for (const field of ['주문 금액', '고객 번호', 'City'])
    await page.getByRole('option', { name: field }).waitFor();
  await picture(page, 'catalogue-field-picker-ko');
});

it('offers a type that came in the picker of a source, with its fields behind it, until it is dismissed', async () => {
  await post(orders(20, 'shop.order.returned'));
  await expect.poll(async () => (await entryOf('shop.order.returned')).seen?.count).toBe(20);
  const flow = {
    id: 'returns',
    name: { ko: '반품', en: 'Returns' },
    nodes: [
      node('order', 'event-source', 0, { label: { ko: '반품', en: 'Return' } }),
      node('big', 'filter', 320, {
        where: { combinator: 'and', rules: [{ field: '', operator: '=', value: '' }] },
      }),
    ],
    edges: [{ id: 'e1', source: 'order', sourceHandle: 'out', target: 'big', targetHandle: 'in' }],
  };
  expect((await ask('POST', '/api/flows', { flow })).status).toBe(201);
  const page = await openPage(the.browser, {
    viewport: { width: 1280, height: 720 },
    locale: 'en-GB',
    colorScheme: 'dark',
  });
  await page.goto(`${the.naru.address}/#/flows/returns/nodes/order`);
  const type = page.locator('[data-field="eventType"]').getByRole('textbox');
  await type.fill('returned');
  const choice = page.getByRole('option', { name: 'shop.order.returned' });
  await choice.getByText('not declared yet').waitFor();
  await picture(page, 'catalogue-picker-found-en-dark');
  await choice.click();
  await page.getByText('but nobody has declared it').first().waitFor();
  await page.getByRole('link', { name: 'Declare it in the catalogue' }).waitFor();
  await picture(page, 'catalogue-chosen-found-en-dark');
  expect(await seriousFaults(page)).toEqual([]);
  await page.locator('.react-flow__node[data-id="big"]').click();
  await page.locator('[data-field="where.rules.0.field"]').getByRole('textbox').click();
  for (const field of ['orderId', 'customerId', 'store.city'])
    await page.getByRole('option', { name: field }).waitFor();

  const list = await openCatalogue('/shop.order.returned');
  await list.getByRole('button', { name: '숨기기' }).click();
  await list.getByRole('list', { name: '숨긴 종류 1개' }).getByText('shop.order.returned').waitFor();
  await picture(list, 'catalogue-dismissed-ko');
  expect(await seriousFaults(list)).toEqual([]);
  // It is no more to be chosen; the flow that takes it already knows its fields as before.
  await page.locator('.react-flow__node[data-id="order"]').click();
  await page.getByText('Customer id').first().waitFor();
  await type.fill('bank.transaction.posted');
  await page.keyboard.press('Enter');
  await type.fill('shop.order');
  await expect.poll(() => page.getByRole('option', { name: /not declared yet/ }).count()).toBe(0);
  await list.getByRole('button', { name: '다시 보이기' }).click();
  await list.getByText('숨긴 종류 1개').waitFor({ state: 'detached' });
});

it('makes a type from a pasted sample, and keeps what was not saved while one looks elsewhere', async () => {
  const page = await openCatalogue('', { locale: 'en-GB', colorScheme: 'dark' });
  await page.getByRole('button', { name: 'From a sample' }).click();
  const dialog = page.getByRole('dialog', { name: 'Make a type from a sample' });
  await dialog.getByRole('textbox', { name: 'Sample events' }).fill('{"points": 5,');
  await dialog.getByRole('button', { name: 'Read' }).click();
  await dialog.getByText('This is no JSON. Look at line 1, column 14.').waitFor();
  await picture(page, 'catalogue-sample-en-dark');
  await dialog
    .getByRole('textbox', { name: 'Sample events' })
    .fill('{"points": 5, "tier": "gold", "at": "2026-03-02T00:00:00Z"}');
  await dialog.getByRole('button', { name: 'Read' }).click();
  await page.getByRole('textbox', { name: 'Type name' }).waitFor();
  await page.getByRole('button', { name: 'Declare' }).click();
  await page.getByText('Give the event type a name').waitFor();
  await page.getByRole('textbox', { name: 'Type name' }).fill('loyalty.points.earned');
  await page.getByRole('textbox', { name: 'Allowed values of tier' }).fill('gold, silver');
  await page.getByRole('textbox', { name: 'Example of points' }).fill('five');
  await page.getByText('The example of “points” is not of the field').waitFor();
  await picture(page, 'catalogue-new-en-dark');
  expect(await seriousFaults(page)).toEqual([]);
  await page.getByRole('link', { name: 'Flows', exact: true }).click();
  await page.getByRole('link', { name: 'Event catalogue' }).click();
  await page.getByRole('textbox', { name: 'Example of points' }).fill('7');
  await page.getByRole('button', { name: 'Declare' }).click();
  await page.getByRole('heading', { name: 'loyalty.points.earned' }).waitFor();
  await expect.poll(async () => (await entryOf('loyalty.points.earned')).origin).toBe('declared');
  const { info } = await entryOf('loyalty.points.earned');
  expect(info.fields.map(({ path, type, values, example }) => [path, type, values, example])).toEqual([
    ['points', 'number', undefined, 7],
    ['tier', 'string', ['gold', 'silver'], 'gold'],
    ['at', 'time', undefined, '2026-03-02T00:00:00Z'],
  ]);
});

it('brings back from its own document what was deleted, after it has shown what that changes', async () => {
  const info = {
    type: 'round.trip',
    name: { ko: '왕복', en: 'Round trip' },
    fields: [{ path: 'store.city', type: 'string', label: { ko: '도시', en: 'City' } }],
  };
  await ask('PUT', '/api/catalogue/round.trip', { info, revision: 0 });
  const page = await openCatalogue('/round.trip');
  const exported = async (format: string) => {
    await page.getByRole('button', { name: '모두 내보내기' }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: format }).click();
    return readFile(await (await download).path(), 'utf8');
  };
  for (const format of ['AsyncAPI 3.0', 'JSON Schema']) {
    const text = await exported(format);
    await page.getByRole('button', { name: '삭제', exact: true }).click();
    const question = page.getByRole('dialog', { name: '‘round.trip’를 삭제할까요?' });
    await question.getByRole('button', { name: '삭제' }).click();
    await page.getByText('이 이벤트 종류가 없습니다').or(page.getByText('이벤트 종류를 고르세요')).waitFor();
    await page.getByRole('button', { name: '가져오기' }).click();
    const dialog = page.getByRole('dialog', { name: '이벤트 종류 가져오기' });
    await dialog
      .locator('input[type=file]')
      .setInputFiles({ name: 'x.json', mimeType: 'application/json', buffer: Buffer.from(text) });
    await dialog.getByText('추가', { exact: true }).waitFor();
    expect(await dialog.getByText('추가', { exact: true }).count()).toBe(1);
    expect(await dialog.getByText('변경', { exact: true }).count()).toBe(0);
    await picture(page, `catalogue-import-${format.slice(0, 4)}-ko`);
    expect(await seriousFaults(page)).toEqual([]);
    await dialog.getByRole('button', { name: '1개 가져오기' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('link', { name: /왕복/ }).click();
    await page.getByRole('heading', { name: '왕복' }).waitFor();
    expect((await entryOf('round.trip')).info).toEqual(info);
  }
});

it('says what it left out of a document of somebody else', async () => {
  const page = await openCatalogue('', { locale: 'en-GB' });
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Import event types' });
  const schema = {
    $id: 'claim.opened',
    properties: {
      a: { $ref: 'https://example.com/x' },
      n: { type: 'integer', minimum: 1 },
      o: { anyOf: [{ type: 'string' }, { type: 'number' }] },
    },
    required: ['n'],
  };
  await dialog.getByRole('textbox', { name: 'Document' }).fill(JSON.stringify(schema));
  await dialog.getByRole('button', { name: 'Read' }).click();
  await dialog.getByText('is never fetched').waitFor();
  await picture(page, 'catalogue-left-out-en');
  // As most documents of AsyncAPI are written.
  const yaml =
    'asyncapi: 3.0.0\ncomponents:\n  messages:\n    claim.closed:\n      payload: {type: object, properties: {n: {type: number}}}\n';
  await dialog.getByRole('textbox', { name: 'Document' }).fill(yaml.replace('}}', '}'));
  await dialog.getByRole('button', { name: 'Read' }).click();
  await dialog.getByText(/This is no YAML. Look at line \d/).waitFor();
  await dialog.getByRole('textbox', { name: 'Document' }).fill(yaml);
  await dialog.getByRole('button', { name: 'Read' }).click();
  await dialog.getByText('claim.closed').first().waitFor();
});

it('asks when somebody else was faster', async () => {
  const page = await openCatalogue('/bank.transaction.posted');
  const name = page.getByRole('textbox', { name: '이름(한국어)', exact: true });
  await name.fill('내 이름');
  const theirs = { ...(await entryOf('bank.transaction.posted')).info, name: 'Theirs' };
  await ask('PUT', '/api/catalogue/bank.transaction.posted', { info: theirs, revision: 0 });
  await page.getByRole('button', { name: '저장', exact: true }).click();
  await page.getByText('다른 사람이 이 종류를 먼저 바꿨습니다.').waitFor();
  await picture(page, 'catalogue-conflict-ko');
  await page.getByRole('button', { name: '내 내용으로 덮어쓰기' }).click();
  await page.getByText(/[을를] 저장했습니다\./).waitFor();
  expect((await entryOf('bank.transaction.posted')).info.name).toMatchObject({ ko: '내 이름' });
  await page.getByRole('button', { name: '기본값으로 되돌리기' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '기본값으로 되돌리기' }).click();
  await expect.poll(async () => (await entryOf('bank.transaction.posted')).origin).toBe('shipped');
});

it('is gone through by keyboard, with five hundred types', async () => {
  const types = Array.from({ length: 500 }, (_, i) => ({
    info: {
      type: `many.type.n${String(i).padStart(3, '0')}`,
      name: `Type ${i}`,
      fields: [{ path: 'a', type: 'string' }],
    },
    revision: 0,
  }));
  expect((await ask('POST', '/api/catalogue', { types })).status).toBe(200);
  const page = await openCatalogue('', {
    locale: 'en-GB',
    viewport: { width: 1920, height: 1080 },
    colorScheme: 'dark',
  });
  const search = page.getByRole('searchbox', { name: 'Find by name or field' });
  await search.fill('many.type.n49');
  const list = page.getByRole('list', { name: 'Event types' });
  expect(await list.getByRole('link').count()).toBe(10);
  await list.getByRole('link').first().focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Type 491' }).waitFor();
  // Before the list is long again: axe looks at every row.
  expect(await seriousFaults(page)).toEqual([]);
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag22aa']).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  await search.fill('');
  await list.getByText('many.type.n491').waitFor();
  await picture(page, 'catalogue-many-en-dark');
});
