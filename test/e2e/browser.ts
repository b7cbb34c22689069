/**
 * test/e2e: the product as a person meets it, in a real browser against the built server.
 *
 * This file: the browser. One that is installed is preferred; else the one from npm serves.
 * `CHROMIUM_PATH` names one, `NARU_BROWSER=bundled` asks for npm's.
 */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { bundledChromium } from './bundled-chromium.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The path of an installed Chromium, or `undefined`. */
export function installedChromium(): string | undefined {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH;
  if (process.env.NARU_BROWSER === 'bundled') return undefined;
  const folders = (process.env.PATH ?? '').split(delimiter);
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Starts a headless browser. Whoever started it closes it. */
export async function launchBrowser(): Promise<Browser> {
  const installed = installedChromium();
  const { executablePath, env } = installed ? { executablePath: installed, env: {} } : bundledChromium();
  return chromium.launch({
    executablePath,
    // Its sandbox needs root's help or user namespaces, which build machines lack; only our own pages are opened.
    chromiumSandbox: false,
    args: ['--font-render-hinting=none'],
    env: { ...definedOnly(process.env), ...env },
  });
}

function definedOnly(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

/** A page of its own for one test: closed with it, and a test in which the page threw an error fails. */
export async function openPage(browser: Browser, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: 'ko-KR',
    timezoneId: 'Asia/Seoul',
    ...options,
  });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.stack ?? error.message));
  onTestFinished(async () => {
    await context.close();
    if (errors.length > 0) throw new Error(`The page threw:\n${errors.join('\n')}`);
  });
  return page;
}
