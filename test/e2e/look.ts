/** A page that is gone through, looked at by axe in both colour schemes at each view. */
import type { Page } from 'playwright-core';
import { picture } from './flow-page.ts';
import { seriousFaults } from './serious-faults.ts';

const SCHEMES = ['light', 'dark'] as const;

/** What else axe looks for is the same in both schemes, and was looked for in the first. */
const OF_COLOUR = ['color-contrast', 'link-in-text-block'];

export interface Look {
  readonly page: Page;
  readonly language: 'ko' | 'en';
  /** Keeps what axe finds, in both colour schemes, under the name of what is looked at. */
  see(what: string): Promise<void>;
  readonly found: string[];
}

/** Runs in the page. What goes on for ever, or is given up, is not waited for. */
function settled(): Promise<unknown> {
  const ending = document
    .getAnimations()
    .filter(({ effect }) => effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY);
  return Promise.allSettled(ending.map(({ finished }) => finished));
}

export function lookOf(page: Page, language: 'ko' | 'en'): Look {
  const found: string[] = [];
  let schemes: readonly (typeof SCHEMES)[number][] = SCHEMES;
  return {
    page,
    language,
    found,
    async see(what) {
      if (process.env.NARU_LOOK) console.log(what);
      for (const scheme of schemes) {
        await page.emulateMedia({ colorScheme: scheme });
        await page.locator(`html[data-mantine-color-scheme="${scheme}"]`).waitFor({ state: 'attached' });
        await page.evaluate(settled);
        const faults = await seriousFaults(page, scheme === schemes[0] ? undefined : OF_COLOUR);
        found.push(...faults.map((fault) => `${what}, ${scheme}: ${fault}`));
        if (faults.length > 0) await picture(page, `axe-${language}-${scheme}-${what.replace(/\W+/g, '-')}`);
      }
      // The next one is looked at first as this one was last.
      schemes = schemes.toReversed();
    },
  };
}
