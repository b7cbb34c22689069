/** What the stories say they lead to, and what the flows make of them. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { shippedEventTypes } from '../../flows/catalogue/catalogue.ts';
import type { FlowFile } from '../../flows/format/flow-file.ts';
import { madeUpTables } from '../../flows/tables/made-up-tables.ts';
import { parseTable } from '../../flows/tables/parse-csv.ts';
import { type ModelMatch, runModel } from '../../test/model/model.ts';
import type { CloudEvent, Scenario } from './scenario.ts';
import { scenarios } from './scenarios.ts';
import { createSimulation } from './simulation.ts';

const START = Date.parse('2026-03-02T00:00:00Z');
const SECONDS = 75;
const tables = Object.fromEntries(
  Object.entries(madeUpTables()).map(([name, csv]) => [name, parseTable(csv)]),
);

function flowOf({ flowId }: Scenario): FlowFile {
  return JSON.parse(readFileSync(new URL(`../../flows/${flowId}.json`, import.meta.url), 'utf8')) as FlowFile;
}

/** `near-late-17` of `near-late-17-2`. */
const storyOf = (eventId: string) => eventId.slice(0, eventId.lastIndexOf('-'));
const nameOf = (story: string) => story.slice(0, story.lastIndexOf('-'));

interface Played {
  readonly events: readonly CloudEvent[];
  readonly matches: readonly ModelMatch[];
  readonly end: number;
}

function play(scenario: Scenario): Played {
  const simulation = createSimulation(scenario, { startTime: START });
  const events = simulation.advance(SECONDS * 1000);
  const lines = events.map((event) => JSON.stringify(event));
  const until = new Date(simulation.now).toISOString();
  return {
    events,
    matches: runModel(flowOf(scenario), lines, { tables, until }).matches,
    end: simulation.now,
  };
}

describe.each(scenarios)('the stories of $flowId', (scenario) => {
  const { events, matches, end } = play(scenario);

  it('lead to every action, soon and again and again', () => {
    const actions = flowOf(scenario).nodes.filter(({ type }) => type === 'action');
    for (const { id } of actions) {
      const times = matches.filter(({ node }) => node === id).map(({ time }) => Date.parse(time) - START);
      const seconds = times.map((time) => time / 1000 / scenario.defaults.speed);
      expect(seconds[0], `${id}: seconds until the first`).toBeLessThan(10);
      const longest = Math.max(...seconds.map((time, i) => time - (seconds[i - 1] ?? 0)));
      expect(longest, `${id}: seconds without one`).toBeLessThan(12);
    }
  });

  it('reach what they say, and nothing else', () => {
    const reached = new Map<string, string[]>();
    for (const { node, causes } of matches) {
      const stories = new Set(causes.map(storyOf));
      expect([...stories], `${node} by ${causes}`).toHaveLength(1);
      const [story] = stories;
      reached.set(story, [...(reached.get(story) ?? []), node]);
    }
    const lastTimes = new Map(events.map(({ id, time }) => [storyOf(id), Date.parse(time)]));
    const decided = [...lastTimes].filter(([, last]) => last + scenario.memory < end - scenario.memory);
    for (const [story] of decided) {
      const reaches = scenario.stories.find(({ name }) => name === nameOf(story))?.reaches ?? [];
      expect((reached.get(story) ?? []).sort(), story).toEqual(reaches);
    }
    const names = new Set(decided.map(([story]) => nameOf(story)));
    for (const { name } of scenario.stories) expect(names).toContain(name);
  });

  it('are all told', () => {
    const told = new Set(events.map(({ id }) => nameOf(storyOf(id))));
    for (const { name } of scenario.stories) expect(told).toContain(name);
    expect(scenario.stories.some(({ name }) => name.startsWith('near-'))).toBe(true);
    const background = events.filter(({ id }) => id.startsWith('background-')).length / events.length;
    expect(background).toBeGreaterThan(0.2);
    expect(background).toBeLessThan(0.8);
  });

  it('are made of what the catalogue knows', () => {
    for (const { type, data, id } of events) {
      const fields = shippedEventTypes.find((info) => info.type === type)?.fields ?? [];
      for (const [name, value] of Object.entries(data)) {
        const field = fields.find(({ path }) => path === name);
        expect(typeof value, `${id}: ${name}`).toBe(field?.type);
        if (field?.values) expect(field.values).toContain(value);
      }
    }
  });
});
