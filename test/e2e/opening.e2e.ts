/**
 * How a flow comes up: at once as it is seen first, and with its wires. What is known of cards before they are drawn
 * (editor/canvas/card-shape.ts) has to be how they are drawn.
 */
import { expect, it } from 'vitest';
import { openPage } from './browser.ts';
import { wholeProduct } from './whole-product.ts';

const the = wholeProduct();

/** Each place that the drawing was shown at. */
interface Watching {
  readonly views: Set<string>;
}

declare global {
  interface Window {
    readonly opening: Watching;
  }
}

const FLOWS = [
  'bank-aml',
  'card-marketing',
  'insurance-bundle-offer',
  'insurance-claim-cross-sell',
  'insurance-fraud',
  'insurance-sales-support',
  'securities-vip',
];

it.each(FLOWS)('%s comes up in its first view, with its wires at its handles', async (flow) => {
  const page = await openPage(the.browser, { viewport: { width: 1280, height: 720 } });
  await page.addInitScript(() => {
    const views = new Set<string>();
    Object.assign(window, { opening: { views } });
    new MutationObserver(() => {
      const drawing = document.querySelector<HTMLElement>('.react-flow__viewport');
      if (drawing?.querySelector('.react-flow__node')) views.add(drawing.style.transform);
    }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['style'] });
  });
  await page.goto(`${the.naru.address}/#/flows/${flow}`);
  await page.locator('.react-flow__edge').first().waitFor({ state: 'attached' });
  await page.waitForLoadState('networkidle');
  expect(await page.evaluate(() => [...window.opening.views])).toHaveLength(1);

  const ends = await page.evaluate(() => {
    const drawing = document.querySelector<HTMLElement>('.react-flow__viewport')!;
    const { a: zoom, e: x, f: y } = new DOMMatrix(drawing.style.transform);
    const corner = document.querySelector('.react-flow')!.getBoundingClientRect();
    const handles = [...document.querySelectorAll<HTMLElement>('.react-flow__handle')].map((handle) => {
      const { left, right, top, bottom } = handle.getBoundingClientRect();
      const outer = handle.classList.contains('source') ? right : left;
      return { x: (outer - corner.x - x) / zoom, y: ((top + bottom) / 2 - corner.y - y) / zoom };
    });
    const isAtHandle = (end: { x: number; y: number }) =>
      handles.some((handle) => Math.hypot(handle.x - end.x, handle.y - end.y) < 1);
    return [...document.querySelectorAll<SVGPathElement>('.react-flow__edge-path')].map((path) =>
      [path.getPointAtLength(0), path.getPointAtLength(path.getTotalLength())].every(isAtHandle),
    );
  });
  expect(ends.length).toBeGreaterThan(3);
  expect(ends).not.toContain(false);

  // What index.html asked for was taken; again it is asked for only when the page hears of changes.
  const { asked, left } = await page.evaluate(
    (path) => ({
      asked: performance.getEntriesByType('resource').filter((each) => new URL(each.name).pathname === path)
        .length,
      left: window.naruAsked?.answers.has(path),
    }),
    `/api/flows/${flow}`,
  );
  expect(left).toBe(false);
  expect(asked).toBeLessThanOrEqual(2);
});
