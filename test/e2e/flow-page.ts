/** The page of one flow, in the words of the person who looks at it. */
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Locator, Page } from 'playwright-core';

const RESULTS = fileURLToPath(new URL('../../test-results/', import.meta.url));

export interface FlowPage {
  card(node: string): Locator;
  /** The live count beside a handle of a card; 0 while there is none. */
  count(node: string, handle: string): Promise<number>;
  /** The lines of the list of matches, newest first. */
  matches(): Promise<string[]>;
  /** An input of the panel, by its path in the node's settings. */
  field(path: string): Locator;
}

export function flowPage(page: Page): FlowPage {
  const card = (node: string) => page.locator(`.react-flow__node[data-id="${node}"]`);
  return {
    card,
    async count(node, handle) {
      const port = card(node).locator(`:has(> [data-handleid="${handle}"])`);
      const digits = (await port.innerText()).replace(/[^\d]/g, '');
      return Number(digits || '0');
    },
    matches: () => page.getByRole('tabpanel').getByRole('button', { name: /\d{4}/ }).allInnerTexts(),
    field: (path) => page.locator(`[data-field="${path}"]`).getByRole('textbox'),
  };
}

/** Keeps a picture in test-results/: with the fonts there, so that Korean is not boxes, and nothing half faded in. */
export async function picture(page: Page, name: string): Promise<void> {
  mkdirSync(RESULTS, { recursive: true });
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: `${RESULTS}${name}.png`, animations: 'disabled' });
}
