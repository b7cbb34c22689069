/**
 * How much work it is to open a large flow, and how smoothly it can be dragged about while its counts move, in a real
 * browser against the built server.
 */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchBrowser } from '../e2e/browser.ts';
import { type RunningNaru, startNaru } from '../e2e/running-naru.ts';
import { CANVAS_FLOW, canvasEvents, canvasFlow } from './canvas-flow.ts';
import {
  type CardTally,
  cardsWhileDragged,
  type FrameTally,
  framesWhileDragged,
  type OpeningTally,
  openCanvas,
  openingWork,
  type Zoom,
  zoomTo,
} from './canvas-page.ts';
import { median } from './measure.ts';
import { Random } from './random.ts';
import type { Figure, MeasureSection, Section, SectionOptions } from './section.ts';

/** Every part that sends events has sent this often a second, so that each message to the page has new counts. */
const SENT_A_SECOND = 10;
/** Rates are over three seconds; before that all of them change. */
const SETTLING = 3_000;
const SCREEN = { width: 1920, height: 1080 };
const ZOOMS: readonly Zoom[] = ['fitted', 'full size'];

export interface CanvasOptions {
  readonly nodes: number;
  /** How long the drawing is dragged each time, in ms. */
  readonly dragged: number;
}

export const measureCanvas: MeasureSection = (options) =>
  measureCanvasOf({ nodes: 300, dragged: 5_000 }, options);

/** The section, of any size. */
export async function measureCanvasOf(
  { nodes, dragged }: CanvasOptions,
  { runs, seed, onProgress }: Pick<SectionOptions, 'runs' | 'seed' | 'onProgress'>,
): Promise<Section> {
  const naru = await startNaru();
  let browser: Browser | undefined;
  let traffic: Traffic | undefined;
  try {
    await deploy(naru, nodes);
    browser = await launchBrowser();
    const opened = await openingFigure(browser, naru.address, nodes, runs);
    onProgress(`  opened: ${opened.measured.toFixed(0)} ms of work`);
    const context = await newContext(browser);
    const page = await openCanvas(context, naru.address, CANVAS_FLOW);
    traffic = new Traffic(naru.address, nodes, seed);
    await page.waitForTimeout(SETTLING);
    const figures: Figure[] = [opened];
    for (const zoom of ZOOMS) {
      await zoomTo(page, zoom);
      const frames = await repeated(runs, () => framesWhileDragged(page, dragged), onProgress, zoom);
      figures.push(frameFigure(nodes, zoom, frames));
    }
    figures.push(await cardFigure(page, dragged));
    return {
      title: `A flow of ${nodes} nodes, opened, and dragged while its counts change ten times a second`,
      figures,
    };
  } finally {
    await traffic?.end();
    await browser?.close();
    await naru.stop();
  }
}

const newContext = (browser: Browser): Promise<BrowserContext> =>
  browser.newContext({ viewport: SCREEN, locale: 'ko-KR', timezoneId: 'Asia/Seoul' });

/** Before any event comes: of the page alone. Each time in a browser that has nothing of it. */
async function openingFigure(
  browser: Browser,
  address: string,
  nodes: number,
  runs: number,
): Promise<Figure> {
  const tallies: OpeningTally[] = [];
  for (let run = 0; run < runs; run++) {
    const context = await newContext(browser);
    tallies.push(await openingWork(context, address, CANVAS_FLOW));
    await context.close();
  }
  const usable = median(tallies.map((tally) => tally.usable));
  return {
    what: `${nodes} nodes opened: ms of work of the page's thread`,
    measured: median(tallies.map(({ whole }) => whole)),
    target: { is: '<=', value: 2_500 },
    note: `${usable.toFixed(0)} ms until it can be used`,
  };
}

async function repeated(
  runs: number,
  measure: () => Promise<FrameTally>,
  onProgress: (sentence: string) => void,
  zoom: Zoom,
): Promise<FrameTally[]> {
  const tallies: FrameTally[] = [];
  for (let run = 1; run <= runs; run++) {
    const tally = await measure();
    tallies.push(tally);
    onProgress(`  ${zoom} ${run}/${runs}: ${framesASecond(tally).toFixed(1)} frames/s`);
  }
  return tallies;
}

/** Only frames that showed the drawing in a new place: one that stands still is no frame of a movement. */
const framesASecond = ({ moved, seconds }: FrameTally) => moved / seconds;

function frameFigure(nodes: number, zoom: Zoom, tallies: readonly FrameTally[]): Figure {
  const gaps = tallies.flatMap((tally) => tally.gaps).sort((a, b) => a - b);
  const rate = (place: number) => (1000 / gaps[Math.floor((gaps.length - 1) * place)]).toFixed(0);
  return {
    what: `${nodes} nodes panned with live counts, ${zoom}: frames/s`,
    measured: median(tallies.map(framesASecond)),
    target: { is: '>=', value: 50 },
    note: `a frame in the middle ${rate(0.5)}/s, 5th percentile ${rate(0.95)}/s, 1st ${rate(0.99)}/s`,
  };
}

async function cardFigure(page: Page, dragged: number): Promise<Figure> {
  let whole: CardTally | undefined;
  for (const zoom of ZOOMS) {
    await zoomTo(page, zoom);
    const tally = await cardsWhileDragged(page, dragged);
    whole = whole ? { ...tally, ...added(whole, tally) } : tally;
  }
  const { drawn = 0, unchanged = 0, changed = 0, names = [] } = whole ?? {};
  const inVain = names.length > 0 ? `; in vain: ${[...new Set(names)].join(' ')}` : '';
  return {
    what: 'cards drawn that did not change',
    measured: unchanged,
    target: { is: '<=', value: 0 },
    note: `${drawn} times a card was drawn, ${changed} times one came to look different${inVain}`,
  };
}

function added(a: CardTally, b: CardTally): Omit<CardTally, 'cards'> {
  return {
    drawn: a.drawn + b.drawn,
    unchanged: a.unchanged + b.unchanged,
    changed: a.changed + b.changed,
    names: [...a.names, ...b.names],
  };
}

async function deploy({ address }: RunningNaru, nodes: number): Promise<void> {
  const flow = canvasFlow(nodes);
  const made = await post(`${address}/api/flows`, JSON.stringify({ flow }), 'application/json');
  const { summary } = (await made.json()) as { summary: { revision: number } };
  await post(
    `${address}/api/flows/${flow.id}/deploy`,
    JSON.stringify({ revision: summary.revision }),
    'application/json',
  );
}

async function post(url: string, body: string, type: string): Promise<Response> {
  const response = await fetch(url, { method: 'POST', body, headers: { 'content-type': type } });
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
  return response;
}

/** Events of every type, ten times a second, until it is ended. */
class Traffic {
  #turn = 0;
  #failed: unknown;
  #last: Promise<unknown> = Promise.resolve();
  readonly #timer: ReturnType<typeof setInterval>;

  constructor(address: string, nodes: number, seed: number) {
    const random = new Random(seed);
    this.#timer = setInterval(() => {
      const lines = canvasEvents(nodes, this.#turn++, Date.now(), random);
      this.#last = post(`${address}/api/events`, lines, 'application/x-ndjson').catch((error: unknown) => {
        this.#failed = error;
      });
    }, 1000 / SENT_A_SECOND);
  }

  /** @throws what sending failed with */
  async end(): Promise<void> {
    clearInterval(this.#timer);
    await this.#last;
    if (this.#failed) throw this.#failed;
  }
}
