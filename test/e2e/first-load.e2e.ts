/**
 * How much comes over the wire before a page can be used, and how soon that is.
 *
 * Counted are the scripts and styles that were asked for until what the page is about was drawn, each with
 * its size under gzip -9, whatever the server really sends (brotli, a little less). Fonts have a bound of their own:
 * their files, and the list that says which file has which letters, of which the page needs a few. Icons are drawn by
 * scripts and count with these; the sign in the tab and what the API answers are in neither.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { openPage } from './browser.ts';
import { wholeProduct } from './whole-product.ts';

const ASSETS = fileURLToPath(new URL('../../dist/editor/assets/', import.meta.url));
const MANTINE = fileURLToPath(new URL('../../node_modules/@mantine/core/styles.css', import.meta.url));
const MOST = { code: 450_000, fonts: 450_000 };
/**
 * ms. On a machine that others keep busy the clock says nothing; then it counts how long the page's own thread worked,
 * which has to leave room for the rest.
 */
const SOON = { clock: 1500, work: 1000 };

const the = wholeProduct();

/** What each page is about; it is there when somebody can begin. */
const PAGES = {
  '': 'main a[href="#/flows/bank-aml"]',
  '#/flows/bank-aml': '.react-flow__node[data-id="often"]',
  '#/records': 'main h1',
  '#/outbox': 'main h1',
  '#/refused': 'main h1',
  '#/settings': 'main form, main input',
};

interface Shown {
  /** ms that the page's thread worked, until long after it was usable. */
  readonly work: number;
  /** ms since the address was entered. */
  readonly drawn: number;
  /** The same, with the first free moment after it: clicks are answered. */
  readonly usable: number;
  readonly asked: readonly { readonly path: string; readonly at: number; readonly sent: number }[];
}

/** Notes when a part is drawn for the first time and the page has a free moment after it. */
async function watchFor(page: Page, selector: string): Promise<void> {
  await page.addInitScript((part) => {
    const looking = new MutationObserver(() => {
      if (!document.querySelector(part)) return;
      looking.disconnect();
      performance.mark('drawn');
      requestAnimationFrame(() => setTimeout(() => performance.mark('usable')));
    });
    looking.observe(document, { childList: true, subtree: true });
  }, selector);
}

async function shown(page: Page): Promise<Omit<Shown, 'work'>> {
  await page.waitForFunction(() => performance.getEntriesByName('usable').length > 0);
  // What is under way at that moment counts, so it has to have come.
  await page.waitForLoadState('networkidle');
  return page.evaluate(() => ({
    drawn: performance.getEntriesByName('drawn')[0].startTime,
    usable: performance.getEntriesByName('usable')[0].startTime,
    asked: (performance.getEntriesByType('resource') as PerformanceResourceTiming[]).map((entry) => ({
      path: new URL(entry.name).pathname,
      at: entry.startTime,
      sent: entry.transferSize,
    })),
  }));
}

function zipped(path: string): number {
  const file = fileURLToPath(new URL(`../../dist/editor${path}`, import.meta.url));
  return gzipSync(readFileSync(file), { level: 9 }).length;
}

/** Once, in a browser that has nothing of it yet. */
async function load(path: string, selector: string): Promise<Shown> {
  const page = await openPage(the.browser);
  await watchFor(page, selector);
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  await page.goto(`${the.naru.address}/${path}`);
  const seen = await shown(page);
  const { metrics } = await session.send('Performance.getMetrics');
  const work = metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.POSITIVE_INFINITY;
  return { ...seen, work: work * 1000 };
}

/** A busy machine is no fault of the page's: of a few times the best counts. */
const TRIES = 3;

it.each(Object.entries(PAGES))('/%s is small and soon there', async (path, selector) => {
  let seen = await load(path, selector);
  for (let tries = 1; tries < TRIES && seen.usable > SOON.clock; tries++) {
    const again = await load(path, selector);
    if (again.usable < seen.usable) seen = again;
  }
  const { drawn, usable, asked, work } = seen;
  const before = asked.filter((each) => each.at < drawn);
  const isFont = (name: string) => /\.woff2$|noto-sans/.test(name);
  const code = before.filter((each) => /\.(js|css)$/.test(each.path) && !isFont(each.path));
  const fonts = asked.filter((each) => isFont(each.path));
  const sum = (sizes: readonly number[]) => sizes.reduce((total, size) => total + size, 0);
  const sizes = {
    code: sum(code.map((each) => zipped(each.path))),
    fonts: sum(fonts.map((each) => (each.path.endsWith('.css') ? zipped(each.path) : each.sent))),
    sent: sum(before.map((each) => each.sent)),
    later: sum(asked.filter((each) => each.at >= drawn && !isFont(each.path)).map((each) => each.sent)),
  };
  const kB = Object.entries(sizes).map(([what, size]) => `${what} ${Math.round(size / 1000)} kB`);
  console.log(
    `/${path}: ${kB.join(', ')}, usable after ${Math.round(usable)} ms, ${Math.round(work)} ms of work`,
  );
  if (process.env.NARU_FIRST_LOAD) for (const each of code) console.log(zipped(each.path), each.path);

  // Less would mean that nothing was measured.
  expect(sizes.code).toBeGreaterThan(100_000);
  expect(sizes.code).toBeLessThanOrEqual(MOST.code);
  expect(sizes.fonts).toBeLessThanOrEqual(MOST.fonts);
  if (usable > SOON.clock) expect(work).toBeLessThanOrEqual(SOON.work);
});

it('leaves out no style of Mantine that a script names', () => {
  const all = (pattern: RegExp) =>
    readdirSync(ASSETS)
      .filter((name) => pattern.test(name))
      .map((name) => readFileSync(join(ASSETS, name), 'utf8'))
      .join('\n');
  const classes = (text: string) => new Set(text.match(/\bm_[0-9a-f]{6,8}\b/g));
  const there = classes(all(/\.css$/));
  const named = classes(all(/\.js$/));
  const styled = classes(readFileSync(MANTINE, 'utf8'));
  expect(named.size).toBeGreaterThan(50);
  expect([...named].filter((name) => styled.has(name) && !there.has(name))).toEqual([]);
});
