import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { launchBrowser, openPage } from './browser.ts';

it('starts a browser that runs a page', async ({ onTestFinished }) => {
  const server = createServer((_request, response) => {
    response
      .setHeader('content-type', 'text/html; charset=utf-8')
      .end('<title>나루</title><canvas></canvas>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const browser = await launchBrowser();
  onTestFinished(() => browser.close());

  const page = await openPage(browser);
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  expect(await page.title()).toBe('나루');
  expect(await page.evaluate(() => document.querySelector('canvas')?.getContext('2d') !== null)).toBe(true);
});
