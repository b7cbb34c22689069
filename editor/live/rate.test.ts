import { describe, expect, it } from 'vitest';
import { RateWindow } from './rate.ts';

function rateOf(...samples: [at: number, count: number][]): number {
  const window = new RateWindow();
  for (const [at, count] of samples) window.add(at, count);
  return window.rate();
}

describe('RateWindow', () => {
  it('is zero before there are two samples', () => {
    expect(rateOf()).toBe(0);
    expect(rateOf([0, 500])).toBe(0);
    expect(rateOf([0, 0], [0, 500])).toBe(0);
  });

  it('divides what came by the time that went by', () => {
    expect(rateOf([0, 0], [1000, 50])).toBe(50);
    expect(rateOf([0, 0], [100, 5], [200, 10])).toBe(50);
  });

  it('looks back three seconds and no further', () => {
    const samples: [number, number][] = [];
    for (let i = 0; i <= 100; i++) samples.push([i * 100, i <= 50 ? i * 100 : 5000]);
    expect(rateOf(...samples)).toBe(0);
    expect(rateOf(...samples.slice(0, 66))).toBeCloseTo(500, -1);
  });

  it('falls to zero when nothing comes any more, also with rare samples', () => {
    expect(rateOf([0, 0], [1000, 100], [9000, 100], [18_000, 100])).toBe(0);
  });

  it('starts anew when the flow was restarted', () => {
    expect(rateOf([0, 900], [1000, 1000], [2000, 10])).toBe(0);
    expect(rateOf([0, 900], [1000, 1000], [2000, 10], [3000, 30])).toBe(20);
  });
});
