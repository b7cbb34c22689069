/**
 * Every page with every panel, list and dialog that it opens, looked at by axe in both languages and both colour
 * schemes: nothing serious or critical. One page goes through all of them, so that this stays quick.
 */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser, openPage } from './browser.ts';
import { picture } from './flow-page.ts';
import { type RunningNaru, startNaru } from './running-naru.ts';
import { seriousFaults } from './serious-faults.ts';

let naru: RunningNaru;
let guarded: RunningNaru;
let browser: Browser;

beforeAll(async () => {
  naru = await startNaru();
  guarded = await startNaru({ env: { NARU_TOKEN: 'only-for-this-test' } });
  browser = await launchBrowser();
  await create({ id: 'every-kind', nodes: KINDS.map(nodeOf), edges: [] });
});
afterAll(async () => {
  await browser?.close();
  await naru?.stop();
  await guarded?.stop();
});

const KINDS = [
  'event-source',
  'filter',
  'decide',
  'throttle',
  'derive',
  'lookup',
  'window',
  'correlate',
  'action',
  'comment',
];
/** As fresh as the palette gives them, so that faults and hints show too. */
const FRESH: Readonly<Record<string, object>> = {
  'event-source': { eventType: 'bank.transaction.posted' },
  filter: { where: { combinator: 'and', rules: [{ field: 'amount', operator: '<', value: 3 }] } },
  decide: { rules: [{ when: { combinator: 'and', rules: [] }, set: { level: 'high' } }] },
  throttle: { key: ['accountNo'], max: 1, per: 'P1D' },
  derive: { fields: [{ name: 'half', expression: 'amount / 2' }] },
  lookup: { table: 'customers', into: 'customer', on: [{ field: 'customerId', column: 'customerId' }] },
  window: {
    key: ['accountNo'],
    window: { kind: 'rolling', size: 'P7D' },
    aggregates: [{ name: 'n', function: 'count' }],
    having: { combinator: 'and', rules: [{ field: 'n', operator: '>=', value: 3 }] },
    emit: 'once',
  },
  correlate: {
    steps: [
      { name: 'first', key: ['accountNo'] },
      { name: 'second', key: ['accountNo'], absent: true },
    ],
    within: 'P1D',
  },
  action: { channel: 'email', params: { to: '' } },
  comment: { text: 'A note' },
};
const nodeOf = (type: string, i: number) => ({
  id: type,
  type,
  position: { x: (i % 4) * 300, y: Math.floor(i / 4) * 230 },
  data: FRESH[type],
});

async function create(flow: { readonly id: string; readonly nodes: unknown; readonly edges: unknown }) {
  const answer = await fetch(`${naru.address}/api/flows`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ flow: { name: flow.id, ...flow } }),
  });
  expect(answer.status).toBe(201);
}

/** Names depend on the language alone and contrast on the scheme alone, so these two say what all four would. */
const WAYS = [
  { language: 'ko', colorScheme: 'light' },
  { language: 'en', colorScheme: 'dark' },
] as const;

type Words = Readonly<Record<string, string | RegExp>>;
const WORDS: Readonly<Record<'ko' | 'en', Words>> = {
  ko: {
    create: '새 흐름',
    back: /처음으로|뒤로|다시 고르기/,
    help: '도움말',
    versions: /버전/,
    cards: '카드로 보기',
    next: '이어질 노드 찾기',
  },
  en: {
    create: 'New flow',
    help: 'Help',
    versions: 'Versions',
    cards: 'As cards',
    next: /node that comes next/,
  },
};

interface Look {
  readonly page: Page;
  /** Fails with what axe finds, under the name of what is looked at. */
  see(what: string): Promise<void>;
  readonly found: string[];
}

function lookOf(page: Page, way: string): Look {
  const found: string[] = [];
  return {
    page,
    found,
    async see(what) {
      if (process.env.NARU_LOOK) console.log(what);
      const faults = await seriousFaults(page);
      found.push(...faults.map((fault) => `${what}: ${fault}`));
      if (faults.length > 0) await picture(page, `axe-${way}-${what.replace(/\W+/g, '-')}`);
    },
  };
}

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

async function seeSignIn({ page, see }: Look) {
  await page.goto(guarded.address);
  await page.locator('input[type="password"]').waitFor();
  await see('sign-in');
}

it.each(WAYS)(
  'nothing serious in $language, $colorScheme',
  async ({ language, colorScheme }) => {
    const page = await openPage(browser, {
      colorScheme,
      locale: language === 'ko' ? 'ko-KR' : 'en-GB',
      reducedMotion: 'reduce',
      viewport: { width: 1280, height: 720 },
    });
    const look = lookOf(page, `${language}-${colorScheme}`);
    await seePages(look);
    await seeStart(look, WORDS[language]);
    await seeForms(look, WORDS[language]);
    await seeTools(look, WORDS[language]);
    await seeSignIn(look);
    expect(look.found).toEqual([]);
  },
  240_000,
);
