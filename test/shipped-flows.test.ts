/** The flows that ship: whole, in both languages, tidy on the canvas, and true to the tests that they carry. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { shippedEventTypes } from '../flows/catalogue/catalogue.ts';
import type { FlowFile, FlowTest } from '../flows/format/flow-file.ts';
import { serializeFlow } from '../flows/format/serialize.ts';
import { validateFlow } from '../flows/format/validate.ts';
import { parseTable } from '../flows/tables/parse-csv.ts';
import { shippedTables } from '../flows/tables/tables.ts';
import { fillTexts } from '../nodes/action/fill-template.ts';
import { runModel } from './model/model.ts';

const folder = new URL('../flows/', import.meta.url);
const flows = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as FlowFile);
const tables = Object.fromEntries(
  shippedTables.map(({ name }) => [
    name,
    parseTable(readFileSync(new URL(`tables/${name}.csv`, folder), 'utf8')),
  ]),
);

/** The action ids that others refer to. */
const ACTIONS: Readonly<Record<string, readonly string[]>> = {
  'insurance-bundle-offer': ['offer-email', 'tm-task'],
  'insurance-sales-support': [
    'inquiry-record',
    'consultant-email',
    'consultant-sms',
    'consultant-push',
    'unassigned-task',
  ],
  'insurance-fraud': [
    'case-profile-claim',
    'case-inquiries-claim',
    'case-similar-accident',
    'watch-customer',
  ],
  'insurance-claim-cross-sell': ['offer-branch', 'offer-tm'],
  'bank-aml': ['aml-case'],
  'card-marketing': ['nearby-coupon', 'coffee-reward', 'raise-limit', 'limit-sms', 'limit-review'],
  'securities-vip': ['day-digest', 'promo'],
};

const inBothLanguages = {
  ko: expect.stringMatching(/[가-힣]/),
  en: expect.stringMatching(/^[\x20-\x7e’–]+$/),
};

function resultOf(flow: FlowFile, test: FlowTest) {
  const lines = test.events.map((event) => JSON.stringify(event));
  return runModel(flow, lines, { tables, ...(test.until !== undefined && { until: test.until }) });
}

it('there are seven', () => {
  expect(flows.map(({ id }) => id).sort()).toEqual(Object.keys(ACTIONS).sort());
});

describe.each(flows)('$id', (flow) => {
  const actions = flow.nodes.filter(({ type }) => type === 'action').map(({ id }) => id);

  it('has the actions that others refer to', () => {
    expect([...actions].sort()).toEqual([...ACTIONS[flow.id]].sort());
  });

  it('says everything in Korean and English', () => {
    for (const text of [flow.name, flow.description, ...(flow.tests ?? []).map(({ name }) => name)])
      expect(text).toEqual(inBothLanguages);
    for (const { id, type, data } of flow.nodes) {
      expect(data.label, id).toEqual(inBothLanguages);
      if (type === 'comment') expect(data.text, id).toEqual(inBothLanguages);
    }
  });

  it('is written as the editor writes it, so that a saved change shows only itself', () => {
    expect(readFileSync(new URL(`${flow.id}.json`, folder), 'utf8')).toBe(serializeFlow(flow));
  });

  it('is whole, without a fault or a hint', () => {
    const surroundings = { eventTypes: shippedEventTypes, tables: shippedTables, connections: [] };
    expect(validateFlow(flow, surroundings).faults).toEqual([]);
  });

  it('takes event types that the catalogue has', () => {
    const known = shippedEventTypes.map(({ type }) => type);
    for (const { type, data } of flow.nodes)
      if (type === 'event-source') expect(known).toContain(data.eventType);
  });

  it('lies on the canvas without cards on each other, and runs from left to right', () => {
    for (const a of flow.nodes)
      for (const b of flow.nodes)
        if (a !== b)
          expect(
            Math.abs(a.position.x - b.position.x) >= 300 || Math.abs(a.position.y - b.position.y) >= 130,
            `${a.id} and ${b.id}`,
          ).toBe(true);
    const x = new Map(flow.nodes.map(({ id, position }) => [id, position.x]));
    for (const { source, target } of flow.edges)
      expect(x.get(target)!, `${source} → ${target}`).toBeGreaterThan(x.get(source)!);
  });

  describe('its tests', () => {
    it.each(flow.tests ?? [])('$name.ko', (test) => {
      const { matches, refused } = resultOf(flow, test);
      expect(refused).toBe(0);
      expect(matches).toMatchObject(test.expect);
      expect(matches).toHaveLength(test.expect.length);
    });

    it('make texts without a gap', () => {
      const params = new Map(flow.nodes.map(({ id, data }) => [id, data.params]));
      for (const { node, data, time, key } of (flow.tests ?? []).flatMap(
        (test) => resultOf(flow, test).matches,
      )) {
        const texts = fillTexts(params.get(node), {
          data,
          envelope: { time, subject: key },
          timezone: 'Asia/Seoul',
        });
        // who is not in the tables has no address; everything else is there
        const wanted = data.customer ? texts : { ...(texts as object), to: 'x' };
        expect(JSON.stringify(wanted)).not.toMatch(/""|: ?[,원]|\{\{|undefined|null|NaN/);
      }
    });

    it('show each action reached, and not reached', () => {
      for (const action of actions) {
        const reached = (flow.tests ?? []).map(({ expect: wanted }) =>
          wanted.some(({ node }) => node === action),
        );
        expect(reached, action).toContain(true);
        expect(reached, action).toContain(false);
      }
    });

    it('use customers that are there, or clearly are not', () => {
      const known = new Set(tables.customers.map(({ customerId }) => customerId));
      for (const { events } of flow.tests ?? [])
        for (const { data } of events) {
          const { customerId } = data as { customerId: string };
          expect(known.has(customerId) || customerId.startsWith('X'), customerId).toBe(true);
        }
    });
  });
});
