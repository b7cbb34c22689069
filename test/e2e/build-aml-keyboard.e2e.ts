/** The money-laundering scenario from nothing by somebody who has no mouse, in English. */
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import {
  AML_SETTINGS,
  detailOf,
  expectFound,
  expectRecorded,
  expectUndoneAndRedone,
  FOUND,
  settingsOf,
} from './aml-flow.ts';
import { openPage } from './browser.ts';
import { picture } from './flow-page.ts';
import { keyboardOf } from './keyboard.ts';
import { wholeProduct } from './whole-product.ts';

const the = wholeProduct();

const FLOW = 'aml-by-keys';
/** From the list of flows to the deployed flow, letters aside. */
const MOST_KEYS = 100;

it('is drawn, set, deployed, and taken back by the keyboard alone', async () => {
  const page: Page = await openPage(the.browser, {
    locale: 'en-GB',
    viewport: { width: 1280, height: 720 },
    reducedMotion: 'reduce',
  });
  const keys = keyboardOf(page);
  await page.goto(the.naru.address);
  await page.getByRole('button', { name: 'New flow' }).waitFor();
  await keys.tabTo('Skip');
  await keys.press('Enter');
  await keys.tabTo('New flow', { most: 30 });
  await keys.press('Enter');
  await page.getByRole('dialog').waitFor();
  await keys.tabTo(/Name/, { most: 20 });
  await keys.type('Money laundering');
  await keys.tabTo(/ID/);
  await keys.press('Control+a');
  await keys.type(FLOW);
  await keys.press('Enter');
  await page.getByText('Draw your flow here').waitFor();
  await keys.press('a');
  await keys.waitAt('Find a node to add');
  await keys.type('source');
  await keys.press('Enter');
  await keys.waitAt('#eventSource1');
  await keys.press('e');
  await keys.waitAt('[eventType]');
  await keys.type('transaction');
  await keys.press('ArrowDown', 'Enter', 'F6');
  await keys.waitAt('#eventSource1');
  await keys.press('a');
  await keys.waitAt(/node that comes next/);
  await keys.type('filter');
  await keys.press('Enter');
  await keys.waitAt('#filter1');
  await keys.press('e');
  await keys.waitAt('Rule');
  await keys.press('Enter');
  await keys.waitAt('[where.rules.0.field]');
  await keys.type('amount');
  await keys.press('ArrowDown', 'Enter');
  await keys.tabTo('[where.rules.0.operator]');
  await keys.type('less');
  // Beside the choice of its type, where that is not known yet.
  await keys.tabTo(/^(?!button).*\[where\.rules\.0\.value\]/);
  await keys.type('3000000');
  await keys.press('F6');
  await keys.waitAt('#filter1');

  await keys.press('a');
  await keys.waitAt(/node that comes next/);
  await keys.type('window');
  await keys.press('Enter');
  await keys.waitAt('#window1');
  await keys.press('e');
  await keys.waitAt('[key]');
  await keys.type('account');
  await keys.press('ArrowDown', 'Enter');
  await keys.tabTo('[window.size]');
  await keys.type('7');
  await keys.tabTo('Add an aggregate');
  await keys.press('Enter');
  await keys.waitAt('[aggregates.1.function]');
  await keys.type('how many');
  await keys.tabTo('[aggregates.1.field]');
  await keys.type('direction');
  await keys.tabTo('[aggregates.1.name]');
  await keys.type('directions');
  await keys.tabTo('[having.rules.0.value]');
  await keys.type('10');
  await keys.tabTo(/“Rule”/);
  await keys.press('Enter');
  await keys.waitAt('[having.rules.1.field]');
  await keys.type('directions');
  await keys.tabTo('[having.rules.1.operator]');
  await keys.type('>=');
  await keys.tabTo('[having.rules.1.value]');
  await keys.type('2');
  await keys.tabTo('[emit]');
  await keys.type('tell');
  await keys.press('F6');
  await keys.waitAt('#window1');

  await keys.press('a');
  await keys.waitAt(/node that comes next/);
  await keys.type('action');
  await keys.press('Enter');
  await keys.waitAt('#action1');
  await keys.press('e');
  await keys.waitAt('[channel]');
  await keys.type('case');
  await keys.tabTo('[params.title]');
  await keys.type('AML {{ accountNo }}');
  await keys.press('F6');
  await keys.waitAt('#action1');
  await picture(page, 'build-aml-keyboard-drawn-en');

  await keys.press('Control+k');
  await keys.waitAt('What would you like to do');
  await keys.type('deploy');
  await keys.press('Enter');
  await page.getByText('Deployed. This is what runs now.').waitFor();
  const { deployed } = await detailOf(the.naru.address, FLOW);
  expect(settingsOf(deployed!)).toEqual(AML_SETTINGS);
  console.log(`${keys.pressed()} keys`);
  expect(keys.pressed()).toBeLessThanOrEqual(MOST_KEYS);
  // The keyboard is where it was before the command.
  await keys.waitAt('#action1');

  await expectFound(page, the.naru.address, FLOW);
  await expectUndoneAndRedone(page, the.naru.address, FLOW);

  await keys.press('Control+k');
  await keys.waitAt('What would you like to do');
  await keys.type('list of flows');
  await keys.press('Enter');
  await page.getByRole('heading', { name: 'Flows' }).waitFor();
  await keys.tabTo('Records');
  await keys.press('Enter');
  await page.getByRole('heading', { name: 'Records' }).waitFor();
  // It opens at the kind of which there are some.
  await expectRecorded(page, `AML ${FOUND}`);
  await picture(page, 'build-aml-keyboard-records-en');
});
