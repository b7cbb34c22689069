/** The scenario against money laundering as somebody draws it from nothing: what it must find, and what not. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { FlowFile } from '../../flows/format/flow-file.ts';
import type { FlowDetail } from '../../runtime/wire/rest.ts';

export type Detail = FlowDetail & { readonly draft: FlowFile; readonly deployed: FlowFile | null };

export async function detailOf(address: string, flow: string): Promise<Detail> {
  return (await (await fetch(`${address}/api/flows/${flow}`)).json()) as Detail;
}

/** What counts in it, apart from names and places. */
export function settingsOf(flow: FlowFile) {
  const data = (type: string) => {
    const { label: _, ...settings } = flow.nodes.find((node) => node.type === type)?.data ?? {};
    return settings;
  };
  const kind = new Map(flow.nodes.map(({ id, type }) => [id, type]));
  return {
    source: data('event-source'),
    filter: data('filter'),
    window: data('window'),
    action: data('action'),
    wires: flow.edges.map(
      (e) => `${kind.get(e.source)}.${e.sourceHandle} -> ${kind.get(e.target)}.${e.targetHandle}`,
    ),
  };
}

export const AML_SETTINGS = {
  source: { eventType: 'bank.transaction.posted' },
  filter: {
    where: { combinator: 'and', rules: [{ field: 'amount', operator: '<', value: 3_000_000 }] },
  },
  window: {
    key: ['accountNo'],
    window: { kind: 'rolling', size: 'P7D' },
    aggregates: [
      { name: 'n', function: 'count' },
      { name: 'directions', function: 'distinct', field: 'direction' },
    ],
    having: {
      combinator: 'and',
      rules: [
        { field: 'n', operator: '>=', value: 10 },
        { field: 'directions', operator: '>=', value: 2 },
      ],
    },
    emit: 'reset',
  },
  action: { channel: 'case', params: { title: 'AML {{ accountNo }}' } },
  wires: ['event-source.out -> filter.match', 'filter.match -> window.in', 'window.out -> action.in'].map(
    (wire) => wire.replace('-> filter.match', '-> filter.in'),
  ),
};

interface Story {
  readonly account: string;
  readonly count: number;
  readonly amount?: number;
  readonly directions?: readonly string[];
}

const STORIES: readonly Story[] = [
  { account: '110-ONE-SHORT', count: 9 },
  { account: '110-ONLY-IN', count: 12, directions: ['deposit'] },
  { account: '110-LARGE', count: 12, amount: 3_000_000 },
  // Ten, and nine more after the count has begun anew.
  { account: '110-SPLITTER', count: 19 },
];
/** The one that must be found, once. */
export const FOUND = '110-SPLITTER';

export async function feed(address: string): Promise<void> {
  const events = STORIES.flatMap(({ account, count, amount = 2_900_000, directions = BOTH }) =>
    Array.from({ length: count }, (_, i) => ({
      id: `${account}-${i}`,
      source: '/core-banking',
      type: 'bank.transaction.posted',
      data: {
        transactionId: `${account}-${i}`,
        accountNo: account,
        customerId: 'C0001',
        direction: directions[i % directions.length],
        amount,
      },
    })),
  );
  const answer = await fetch(`${address}/api/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/cloudevents-batch+json' },
    body: JSON.stringify(events),
  });
  expect(await answer.json()).toMatchObject({ accepted: events.length, refused: 0, problems: [] });
}
const BOTH = ['deposit', 'withdrawal'];

/** Puts it to the test: the flow is deployed, is fed, and finds the one, on its canvas and among the cases. */
export async function expectFound(page: Page, address: string, flow: string): Promise<void> {
  const { draft } = await detailOf(address, flow);
  const [action] = draft.nodes.filter((node) => node.type === 'action');
  await feed(address);
  const found = page.getByRole('tabpanel').getByRole('button', { name: /\d{4}/ });
  await expect.poll(() => found.allInnerTexts()).toHaveLength(1);
  expect((await found.allInnerTexts())[0]).toContain(FOUND);
  const done = page.locator(`.react-flow__node[data-id="${action.id}"] :has(> [data-handleid="done"])`);
  await expect.poll(async () => (await done.innerText()).replace(/\D/g, '')).toBe('1');
}

/** Every step that can be undone, by the name that the history gives it, newest first. */
export async function stepNames(page: Page): Promise<string[]> {
  await page.keyboard.press('Shift+H');
  const list = page.locator('section ol button[class*="step"]');
  await list.first().waitFor();
  const names = await list.allInnerTexts();
  await page.keyboard.press('Escape');
  await list.first().waitFor({ state: 'hidden' });
  return names;
}

/** Back to nothing with Ctrl+Z, and forward again, step by step; gives how many steps there were. */
export async function expectUndoneAndRedone(page: Page, address: string, flow: string): Promise<number> {
  const before = await detailOf(address, flow);
  const names = await stepNames(page);
  // The four nodes, their wires, and each of their settings.
  expect(names.length).toBeGreaterThan(15);
  for (const name of names) expect(name.trim()).not.toBe('');

  const nodes = page.locator('.react-flow__node');
  const steps = names.length - 1;
  for (let i = 0; i < steps; i++) await page.keyboard.press('Control+z');
  await expect.poll(() => nodes.count()).toBe(0);
  await expect
    .poll(async () => (await detailOf(address, flow)).draft)
    .toMatchObject({ nodes: [], edges: [] });
  // One more does nothing, nor does it go beyond the beginning.
  await page.keyboard.press('Control+z');
  for (let i = 0; i < steps; i++) await page.keyboard.press('Control+Shift+z');
  await expect.poll(() => nodes.count()).toBe(before.draft.nodes.length);
  await expect.poll(async () => (await detailOf(address, flow)).draft).toEqual(before.draft);
  const { draft, deployed } = await detailOf(address, flow);
  expect(draft).toEqual(deployed);
  return steps;
}

/** The page of cases holds the one, and nothing else of this flow. */
export async function expectRecorded(page: Page, title: string): Promise<void> {
  const row = page.getByText(title, { exact: false });
  await expect.poll(() => row.count()).toBe(1);
  for (const { account } of STORIES.filter((story) => story.account !== FOUND))
    expect(await page.getByText(account).count()).toBe(0);
}
