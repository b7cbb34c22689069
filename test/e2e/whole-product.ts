/** The built server and a browser for all tests of a file: started before them, ended after them. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { launchBrowser } from './browser.ts';
import { type RunningNaru, startNaru } from './running-naru.ts';

export interface WholeProduct {
  readonly naru: RunningNaru;
  readonly browser: Browser;
}

/** @example const the = wholeProduct(); it('opens', async () => { await openPage(the.browser) }) */
export function wholeProduct(): WholeProduct {
  const started: { naru?: RunningNaru; browser?: Browser } = {};
  beforeAll(async () => {
    started.naru = await startNaru();
    started.browser = await launchBrowser();
  });
  // One that is tried again begins with nothing, as it did before.
  beforeEach(async ({ task }) => {
    if (!task.result?.retryCount) return;
    await started.naru?.stop();
    started.naru = await startNaru();
  });
  afterAll(async () => {
    await started.browser?.close();
    await started.naru?.stop();
  });
  const running = <Part>(part: Part | undefined): Part => {
    if (part === undefined) throw new Error('The server and the browser run only while the tests do.');
    return part;
  };
  return {
    get naru() {
      return running(started.naru);
    },
    get browser() {
      return running(started.browser);
    },
  };
}
