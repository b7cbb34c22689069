/**
 * Every page with every panel, list and dialog that it opens, looked at by axe in both languages and both colour
 * schemes: nothing serious or critical. One page a language goes through all of them, and changes its scheme at each,
 * so that this stays quick.
 */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser, openPage } from './browser.ts';
import { EVERY_KIND, KINDS } from './every-kind.ts';
import { flowPage } from './flow-page.ts';
import { type Look, lookOf } from './look.ts';
import { type RunningNaru, startNaru } from './running-naru.ts';

let naru: RunningNaru;
let guarded: RunningNaru;
let browser: Browser;

beforeAll(async () => {
  naru = await startNaru();
  guarded = await startNaru({ env: { NARU_TOKEN: 'only-for-this-test' } });
  browser = await launchBrowser();
  await ask('POST', '', { flow: EVERY_KIND });
});
afterAll(async () => {
  await browser?.close();
  await naru?.stop();
  await guarded?.stop();
});

async function ask(method: string, path: string, body: unknown) {
  const answer = await fetch(`${naru.address}/api/flows${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(answer.ok, `${method} ${path}: ${answer.status}`).toBe(true);
}

type Words = Readonly<Record<string, string | RegExp>>;
const WORDS: Readonly<Record<'ko' | 'en', Words>> = {
  ko: {
    create: '새 흐름',
    back: /처음으로|뒤로|다시 고르기/,
    help: '도움말',
    versions: /버전/,
    cards: '카드로 보기',
    next: '이어질 노드 찾기',
    read: '읽기',
    differs: '초안이 다름',
    comparison: '버전 비교',
    change: '변경 내용',
    conflicts: /서로 다르게 바꾼 곳/,
    tryIt: '시험해 보기',
    own: '직접 입력',
    line: /^2번째 줄/,
  },
  en: {
    create: 'New flow',
    help: 'Help',
    versions: 'Versions',
    cards: 'As cards',
    next: /node that comes next/,
    read: 'Read',
    differs: 'Draft differs',
    comparison: 'Comparison of versions',
    change: 'What changed',
    conflicts: /both of you changed/,
    tryIt: 'Try it',
    own: 'Your own',
    line: /^Line 2/,
  },
};

const PAGES = ['', '#/outbox', '#/records', '#/refused', '#/settings', '#/nowhere'];

async function seePages({ page, see }: Look) {
  for (const path of PAGES) {
    await page.goto(`${naru.address}/${path}`);
    await page.getByRole('main').locator('h1, h2').first().waitFor();
    await see(`page /${path}`);
  }
}

async function seeStart({ page, see }: Look, words: Words) {
  await page.goto(naru.address);
  await page.getByRole('button', { name: words.create }).click();
  const ways = page.getByRole('dialog').locator('[class*="tiles"] button');
  await ways.first().waitFor();
  await see('start');
  const count = await ways.count();
  for (let i = 0; i < count; i++) {
    await ways.nth(i).click();
    const back = page.getByRole('dialog').locator('button:has(.tabler-icon-arrow-left)');
    await back.waitFor();
    await page.getByRole('dialog').locator('input, textarea, li, ul button').first().waitFor();
    await see(`start way ${i + 1}`);
    await back.click();
    await back.waitFor({ state: 'hidden' });
  }
  await page.keyboard.press('Escape');
}

const node = (page: Page, id: string) => page.locator(`.react-flow__node[data-id="${id}"]`);

async function seeForms({ page, see }: Look, words: Words) {
  await page.goto(`${naru.address}/#/flows/every-kind`);
  await node(page, 'filter').waitFor();
  await see('flow');
  for (const kind of KINDS) {
    await node(page, kind).focus();
    await page.keyboard.press('Enter');
    await page.locator(`[title]:text-is("${kind}")`).first().waitFor();
    if (kind === KINDS[0]) await page.getByRole('button', { name: words.help, exact: true }).click();
    await page.locator('[data-field]').first().waitFor();
    await see(`form of ${kind}`);
  }
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+a');
  await see('several selected');
  await page.keyboard.press('Escape');
}

async function seeTools({ page, see }: Look, words: Words) {
  await page.goto(`${naru.address}/#/flows/bank-aml`);
  await node(page, 'often').waitFor();
  const tabs = page.getByRole('tablist').last().getByRole('tab');
  for (let i = 0; i < (await tabs.count()); i++) {
    await tabs.nth(i).click();
    await page.getByRole('tabpanel').waitFor();
    await see(`panel ${i + 1}`);
  }
  await page.locator('[data-canvas]').press('Escape');
  await node(page, 'often').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowRight');
  const opens: readonly (readonly [string, string, () => Promise<void>])[] = [
    ['history', 'Shift+H', () => page.locator('section ol button').first().waitFor()],
    ['find', 'Control+f', () => page.locator('input[type="search"]:focus').waitFor()],
    ['commands', 'Control+k', () => page.getByRole('dialog').getByRole('option').first().waitFor()],
    ['keys', 'Shift+Slash', () => page.getByRole('dialog').locator('kbd').first().waitFor()],
    ['which kind', 'a', () => page.getByRole('dialog', { name: words.next }).waitFor()],
  ];
  for (const [what, key, there] of opens) {
    await node(page, 'often').focus();
    await page.keyboard.press(key);
    await there();
    await see(what);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
  }
  await page.locator('button:has(.tabler-icon-history)').click();
  await page.getByRole('dialog').locator('li, button').first().waitFor();
  await see('versions');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await page.locator('button:has(.tabler-icon-dots)').click();
  await page.getByRole('menu').waitFor();
  await see('menu');
  await page.keyboard.press('Escape');
}

const dialog = (page: Page) => page.getByRole('dialog');

async function seeCatalogue({ page, see }: Look, words: Words) {
  await page.goto(`${naru.address}/#/catalogue`);
  await page.getByRole('main').getByRole('listitem').first().waitFor();
  await see('catalogue');
  await page.goto(`${naru.address}/#/catalogue/bank.transaction.posted`);
  await page.getByRole('heading', { level: 2 }).first().waitFor();
  await see('event type');
  const opens = [
    ['sample', 'clipboard-text', '{"points": 5,'],
    ['import', 'file-import', JSON.stringify(BROUGHT)],
  ];
  for (const [what, icon, text] of opens) {
    await page.getByRole('main').locator(`button:has(.tabler-icon-${icon})`).click();
    await dialog(page).getByRole('textbox').waitFor();
    await see(`${what} dialog`);
    await dialog(page).getByRole('textbox').fill(text);
    await dialog(page).getByRole('button', { name: words.read, exact: true }).click();
    await dialog(page).locator('[role="alert"]').first().waitFor();
    await see(`${what} dialog, read`);
    await page.keyboard.press('Escape');
    await dialog(page).waitFor({ state: 'hidden' });
  }
}

/** Something of it can't be taken. */
const BROUGHT = {
  $id: 'claim.opened',
  properties: { a: { $ref: 'https://example.com/x' }, n: { type: 'integer' } },
};

/** Deployed as it is drawn here, with another `max` in the draft. */
async function makeFlow(id: string) {
  const node = (name: string, type: string, x: number, data: object) => ({
    id: name,
    type,
    position: { x, y: 0 },
    data,
  });
  const flow = (max: number) => ({
    id,
    name: id,
    nodes: [
      node('tx', 'event-source', 0, { eventType: 'bank.transaction.posted' }),
      node('slow', 'throttle', 300, { key: ['accountNo'], max, per: 'P1D' }),
      node('case', 'action', 600, { channel: 'log', params: {} }),
    ],
    edges: [
      { id: 'e1', source: 'tx', target: 'slow' },
      { id: 'e2', source: 'slow', sourceHandle: 'pass', target: 'case' },
    ],
  });
  await ask('POST', '', { flow: flow(1) });
  await ask('POST', `/${id}/deploy`, { revision: 1 });
  const save = (max: number, revision: number) => ask('PUT', `/${id}`, { flow: flow(max), revision });
  return { id, save };
}

async function seeDifferences({ page, language, see }: Look, words: Words) {
  const { id, save } = await makeFlow(`differs-${language}`);
  const { revision } = await summaryOf(id);
  await save(2, revision);
  await page.goto(`${naru.address}/#/flows/${id}`);
  await page.getByRole('button', { name: words.differs }).click();
  await page.getByRole('region', { name: words.comparison }).waitFor();
  await see('comparison');
  await node(page, 'slow').focus();
  await page.keyboard.press('n');
  await page.getByRole('region', { name: words.change, exact: true }).waitFor();
  await see('one change');
  await page.keyboard.press('Escape');
  // What is saved elsewhere while this page hears of nothing.
  await node(page, 'slow').focus();
  await page.keyboard.press('Enter');
  const max = flowPage(page).field('max');
  await max.waitFor();
  await page.context().setOffline(true);
  await max.fill('5');
  await save(3, (await summaryOf(id)).revision);
  await page.context().setOffline(false);
  await page.getByRole('region', { name: words.conflicts }).waitFor();
  await see('conflict');
}

async function summaryOf(id: string) {
  const answer = await fetch(`${naru.address}/api/flows/${id}`);
  return ((await answer.json()) as { summary: { revision: number } }).summary;
}

async function seeTrial({ page, see }: Look, words: Words) {
  await page.goto(`${naru.address}/#/flows/bank-aml`);
  await node(page, 'small').click();
  await page.getByRole('button', { name: words.tryIt }).click();
  const trial = page.getByRole('region', { name: words.tryIt });
  const rows = trial.getByRole('list').getByRole('button');
  await rows.first().click();
  await see('trial');
  await trial.getByText(words.own, { exact: true }).click();
  await trial.getByRole('textbox').fill('{"amount":5}\nno event');
  await trial.getByText(words.line).waitFor();
  await trial.locator('[data-asking]').waitFor({ state: 'detached' });
  await see('trial of own events');
}

async function seeSignIn({ page, see }: Look) {
  await page.goto(guarded.address);
  await page.locator('input[type="password"]').waitFor();
  await see('sign-in');
}

it.each(['ko', 'en'] as const)(
  'nothing serious in %s, light and dark',
  async (language) => {
    const page = await openPage(browser, {
      locale: language === 'ko' ? 'ko-KR' : 'en-GB',
      reducedMotion: 'reduce',
      viewport: { width: 1280, height: 720 },
    });
    const look = lookOf(page, language);
    await seePages(look);
    await seeCatalogue(look, WORDS[language]);
    await seeStart(look, WORDS[language]);
    await seeForms(look, WORDS[language]);
    await seeTools(look, WORDS[language]);
    await seeDifferences(look, WORDS[language]);
    await seeTrial(look, WORDS[language]);
    await seeSignIn(look);
    expect(look.found).toEqual([]);
  },
  240_000,
);
