import { describe, expect, it } from 'vitest';
import type { CloudEvent } from './scenario.ts';
import { scenarioOf, scenarios } from './scenarios.ts';
import { createSimulation, generateEvents } from './simulation.ts';

const START = Date.parse('2026-03-02T00:00:00Z');
const SECOND = 1000;

/** The events of so many seconds of the wall clock, asked for every `step` ms. */
function play(flowId: string, seconds: number, step = 100, options = {}): CloudEvent[] {
  const simulation = createSimulation(scenarioOf(flowId)!, { startTime: START, ...options });
  const events: CloudEvent[] = [];
  for (let at = 0; at < seconds * SECOND; at += step) events.push(...simulation.advance(step));
  return events;
}

describe.each(scenarios)('the traffic of $flowId', ({ flowId, defaults }) => {
  it('is the same for the same seed, however often it is asked for', () => {
    const events = play(flowId, 12);
    expect(events.length).toBeGreaterThan(300);
    expect(play(flowId, 12, 1000)).toEqual(events);
    expect(play(flowId, 12, 4000)).toEqual(events);
    expect(play(flowId, 12, 100, { seed: defaults.seed + 1 })).not.toEqual(events);
  });

  it('comes in order of time, each event once, none before its time', () => {
    const simulation = createSimulation(scenarioOf(flowId)!, { startTime: START });
    const ids = new Set<string>();
    let before = START;
    for (let i = 0; i < 200; i++) {
      const from = simulation.now;
      for (const { id, source, time } of simulation.advance(100)) {
        expect(Date.parse(time)).toBeGreaterThanOrEqual(Math.max(from, before));
        expect(Date.parse(time)).toBeLessThanOrEqual(simulation.now);
        expect(source).toBe(`/simulation/${flowId}`);
        before = Date.parse(time);
        ids.add(id);
      }
    }
    expect(ids.size).toBe(simulation.sent);
  });

  it('is as much as the rate says, from the first second on', () => {
    const simulation = createSimulation(scenarioOf(flowId)!, { startTime: START });
    for (let second = 0; second < 40; second++) {
      const { length } = simulation.advance(SECOND);
      expect(length, `second ${second}`).toBeGreaterThan(defaults.rate * 0.5);
      expect(length, `second ${second}`).toBeLessThan(defaults.rate * 1.7);
    }
    expect(simulation.now).toBe(START + 40 * SECOND * defaults.speed);
    expect(simulation.sent / 40).toBeGreaterThan(defaults.rate * 0.95);
    expect(simulation.sent / 40).toBeLessThan(defaults.rate * 1.05);
  });
});

describe('the pace', () => {
  it.each([
    { rate: 5, speed: 3600 },
    { rate: 500, speed: 86_400 },
    { rate: 2000, speed: 60 },
    { rate: 0.5, speed: 1 },
  ])('$rate events a second, $speed times as fast', ({ rate, speed }) => {
    const simulation = createSimulation(scenarioOf('insurance-fraud')!, { startTime: START, rate, speed });
    for (let i = 0; i < 200; i++) simulation.advance(100);
    expect(simulation.now).toBe(START + 20 * SECOND * speed);
    expect(simulation.sent).toBeGreaterThanOrEqual(Math.floor(20 * rate * 0.9));
    expect(simulation.sent).toBeLessThanOrEqual(Math.ceil(20 * rate * 1.1) + 1);
  });

  it('can be changed on the way', () => {
    const simulation = createSimulation(scenarioOf('bank-aml')!, { startTime: START, rate: 10, speed: 1000 });
    simulation.advance(10 * SECOND);
    simulation.setPace({ rate: 100 });
    expect(simulation.pace).toEqual({ rate: 100, speed: 1000 });
    expect(simulation.advance(10 * SECOND).length).toBeGreaterThan(900);
    simulation.setPace({ speed: 10 });
    const before = simulation.now;
    expect(simulation.advance(10 * SECOND).length).toBeGreaterThan(800);
    expect(simulation.now - before).toBe(100 * SECOND);
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('refuses %s', (wrong) => {
    const scenario = scenarioOf('bank-aml')!;
    expect(() => createSimulation(scenario, { startTime: START, rate: wrong })).toThrow(RangeError);
    const simulation = createSimulation(scenario, { startTime: START });
    expect(() => simulation.setPace({ speed: wrong })).toThrow(RangeError);
    expect(simulation.pace.speed).toBe(scenario.defaults.speed);
  });

  it('keeps the parts of a millisecond', () => {
    const simulation = createSimulation(scenarioOf('bank-aml')!, { startTime: START, speed: 1.5, rate: 1 });
    for (let i = 0; i < 100; i++) simulation.advance(1);
    expect(simulation.now).toBe(START + 150);
  });

  it('gives no more at once than it is told to, and the rest later', () => {
    const scenario = scenarioOf('card-marketing')!;
    const all = createSimulation(scenario, { startTime: START }).next(START + 1e9);
    const simulation = createSimulation(scenario, { startTime: START });
    const some = simulation.next(START + 1e9, 7);
    expect(some).toEqual(all.slice(0, 7));
    expect(simulation.now).toBe(Date.parse(all[6].time));
    expect([...some, ...simulation.next(START + 1e9)]).toEqual(all);
    expect(simulation.now).toBe(START + 1e9);
  });

  it('does not go back', () => {
    const simulation = createSimulation(scenarioOf('bank-aml')!, { startTime: START });
    simulation.advance(SECOND);
    const { now } = simulation;
    expect(simulation.next(START)).toEqual([]);
    expect(simulation.advance(-5000)).toEqual([]);
    expect(simulation.now).toBe(now);
  });
});

describe('tables that people have changed', () => {
  it('are taken as they are, without the rows that make no sense', () => {
    const [row] = [
      { customerId: 'Z1', age: 30, gender: 'F', occupation: 'nurse', consultantId: '', grade: 'VIP' },
    ];
    const good = { ...row, delinquent: false, hasAuto: true, hasHealth: true, hasLife: true };
    const tables = { customers: [row, good, { customerId: 7 }] };
    const customers = play('insurance-sales-support', 5, 100, { tables }).map(({ data }) => data.customerId);
    expect(new Set(customers.filter((id) => !String(id).startsWith('X')))).toEqual(new Set(['Z1']));
  });

  it('are replaced by what ships where nothing is left', () => {
    expect(play('card-marketing', 5, 100, { tables: { customers: [], merchants: [{}] } })).toEqual(
      play('card-marketing', 5),
    );
  });
});

describe('generateEvents', () => {
  it('gives so many, the same ones as the simulation', () => {
    const scenario = scenarioOf('securities-vip')!;
    const events = [...generateEvents(scenario, { seed: 3, count: 500, startTime: START })];
    expect(events).toHaveLength(500);
    const simulation = createSimulation(scenario, { seed: 3, startTime: START });
    expect(simulation.next(Number.MAX_SAFE_INTEGER, 500)).toEqual(events);
  });

  it('goes on and on in little memory', () => {
    let count = 0;
    for (const _ of generateEvents(scenarioOf('card-marketing')!, { count: 50_000, rate: 5000 })) count += 1;
    expect(count).toBe(50_000);
  });
});
