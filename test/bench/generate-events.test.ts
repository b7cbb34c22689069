import { describe, expect, it } from 'vitest';
import { eventLines } from './generate-events.ts';

const options = { events: 20_000, keys: 2_000, seed: 7 };
const lines = [...eventLines(options)];
const events = lines.map((line) => JSON.parse(line) as { id: string; type: string; time: string });

describe('the events of the benchmark', () => {
  it('are the same for the same seed, and others for another', () => {
    expect([...eventLines(options)]).toEqual(lines);
    expect([...eventLines({ ...options, seed: 8 })]).not.toEqual(lines);
  });

  it('come in order of time, each with an id of its own, over thirty days', () => {
    const times = events.map(({ time }) => time);
    expect(times).toEqual([...times].sort());
    expect(new Set(events.map(({ id }) => id)).size).toBe(options.events);
    expect(times[0].slice(0, 10)).toBe('2026-03-01');
    expect(times.at(-1)?.slice(0, 10)).toBe('2026-03-30');
  });

  it('are about 160 bytes long, of seven types', () => {
    const bytes = lines.reduce((sum, line) => sum + line.length + 1, 0) / lines.length;
    expect(bytes).toBeGreaterThan(150);
    expect(bytes).toBeLessThan(180);
    expect(new Set(events.map(({ type }) => type)).size).toBe(7);
  });
});
