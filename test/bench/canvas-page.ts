/**
 * The page of a large flow as somebody uses it: opened in a browser, shown whole or at full size, and dragged about
 * while its counts move. What runs inside the page is canvas-probe.js.
 */
import { fileURLToPath } from 'node:url';
import type { BrowserContext, Page } from 'playwright-core';

export interface FrameTally {
  readonly seconds: number;
  readonly frames: number;
  /** Frames that showed the drawing in another place than the one before. */
  readonly moved: number;
  /** From each frame to the next, in ms. */
  readonly gaps: readonly number[];
}

export interface CardTally {
  readonly cards: number;
  /** Times that React drew a card, or anything on one. */
  readonly drawn: number;
  /** Of those, the ones after which the card was what it had been before. */
  readonly unchanged: number;
  /** Times that a card came to look different. */
  readonly changed: number;
  /** Some of the components that were drawn in vain. */
  readonly names: readonly string[];
}

/** What canvas-probe.js leaves on the page. */
interface Probe {
  scale(): number;
  /** Resolves when the drawing keeps its place. */
  stands(): Promise<void>;
  emptyPlace(nearX: number, nearY: number): { readonly x: number; readonly y: number } | undefined;
  /** Moves the mouse that holds the drawing, a step in each frame, for so many ms. */
  drag(forMs: number): Promise<FrameTally>;
  startCards(): void;
  endCards(): CardTally;
}

declare global {
  interface Window {
    readonly naruProbe: Probe;
  }
}

const PROBE = fileURLToPath(new URL('./canvas-probe.js', import.meta.url));

/** React Flow doubles the zoom with so much of the wheel. */
const WHEEL_A_DOUBLING = 500;

export type Zoom = 'fitted' | 'full size';

export async function openCanvas(context: BrowserContext, address: string, flow: string): Promise<Page> {
  const page = await context.newPage();
  await page.addInitScript({ path: PROBE });
  await page.goto(`${address}/#/flows/${flow}`);
  await page.locator('.react-flow__node').first().waitFor();
  await page.evaluate(() => document.fonts.ready);
  return page;
}

/** How much the page's own thread has to do when the flow is opened, in ms: until it can be used, and in all. */
export interface OpeningTally {
  readonly usable: number;
  readonly whole: number;
}

/** Ms between two looks, and how many of them in a row must find next to nothing done. */
const LOOK = 500;
const STILL = { looks: 4, work: 20 };

/**
 * Opens the flow in a page that has nothing of it yet. Work is counted, and not the time: that one is the machine's as
 * much as the page's.
 */
export async function openingWork(
  context: BrowserContext,
  address: string,
  flow: string,
): Promise<OpeningTally> {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const work = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    const task = metrics.find(({ name }) => name === 'TaskDuration');
    if (!task) throw new Error('the browser does not say how long it worked');
    return task.value * 1000;
  };
  await page.goto(`${address}/#/flows/${flow}`);
  await page.locator('.react-flow__node').first().waitFor();
  const usable = await page.evaluate(freeMoment).then(work);
  let whole = usable;
  for (let still = 0; still < STILL.looks; ) {
    await page.waitForTimeout(LOOK);
    const now = await work();
    still = now - whole < STILL.work ? still + 1 : 0;
    whole = now;
  }
  await page.close();
  return { usable, whole };
}

/** Runs in the page. */
function freeMoment(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}

/** All cards in view, or those in the middle at their full size. */
export async function zoomTo(page: Page, zoom: Zoom): Promise<void> {
  await page.locator('.react-flow__controls-fitview').click();
  await page.evaluate(() => window.naruProbe.stands());
  if (zoom === 'fitted') return;
  const middle = await middleOf(page);
  const scale = await page.evaluate(() => window.naruProbe.scale());
  await page.mouse.move(middle.x, middle.y);
  await page.mouse.wheel(0, Math.log2(scale) * WHEEL_A_DOUBLING);
  await page.evaluate(() => window.naruProbe.stands());
}

async function middleOf(page: Page): Promise<{ readonly x: number; readonly y: number }> {
  const box = await page.locator('[data-canvas]').boundingBox();
  if (!box) throw new Error('there is no canvas on the page');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** A place near the middle of the canvas where nothing is drawn, so that dragging moves all of it. */
async function emptyPlace(page: Page): Promise<{ readonly x: number; readonly y: number }> {
  const middle = await middleOf(page);
  const found = await page.evaluate(({ x, y }) => window.naruProbe.emptyPlace(x, y), middle);
  if (!found) throw new Error('the canvas has no empty place to take hold of');
  return found;
}

/** Takes hold of the drawing with the mouse, lets the page drag it round and round, and lets go of it. */
async function whileHeld<Tally>(page: Page, measured: () => Promise<Tally>): Promise<Tally> {
  const from = await emptyPlace(page);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  const tally = await measured();
  await page.mouse.up();
  return tally;
}

/** How many frames there were while the drawing was dragged, and how many of them showed it in another place. */
export async function framesWhileDragged(page: Page, forMs: number): Promise<FrameTally> {
  return whileHeld(page, () => page.evaluate((ms) => window.naruProbe.drag(ms), forMs));
}

/** How many cards React drew while the drawing was dragged, and how many of them did not look different then. */
export async function cardsWhileDragged(page: Page, forMs: number): Promise<CardTally> {
  return whileHeld(page, () =>
    page.evaluate(async (ms) => {
      window.naruProbe.startCards();
      await window.naruProbe.drag(ms);
      return window.naruProbe.endCards();
    }, forMs),
  );
}
