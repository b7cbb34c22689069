import { describe, expect, it } from 'vitest';
import { manualClock, steadyClock, systemClock, wait } from './clock.ts';

describe('the manual clock', () => {
  it('calls what falls due in the order of time, with the time at which it is due', () => {
    const clock = manualClock(0);
    const { signal } = new AbortController();
    const calls: string[] = [];
    clock.after(30, () => calls.push(`after ${clock.now()}`), signal);
    clock.every(20, () => calls.push(`every ${clock.now()}`), signal);
    clock.advance(45);
    expect(calls).toEqual(['every 20', 'after 30', 'every 40']);
    expect(clock.now()).toBe(45);
  });

  it('forgets what was aborted', () => {
    const clock = manualClock(0);
    const owner = new AbortController();
    clock.every(10, () => owner.abort(), owner.signal);
    clock.advance(100);
    expect(clock.pending()).toBe(0);
  });

  it('sets what is set while time moves', () => {
    const clock = manualClock(0);
    const { signal } = new AbortController();
    const calls: number[] = [];
    clock.after(10, () => clock.after(10, () => calls.push(clock.now()), signal), signal);
    clock.advance(25);
    expect(calls).toEqual([20]);
  });
});

describe('wait', () => {
  it('rejects with the reason when its owner ends', async () => {
    const owner = new AbortController();
    const waiting = wait(manualClock(), 1_000, owner.signal);
    owner.abort(new Error('over'));
    await expect(waiting).rejects.toThrow('over');
  });
});

describe('the system clock', () => {
  it('ends its timers with their owner', () => {
    const owner = new AbortController();
    const before = process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    systemClock.every(1_000_000, () => {}, owner.signal);
    systemClock.after(1_000_000, () => {}, owner.signal);
    owner.abort();
    expect(process.getActiveResourcesInfo().filter((name) => name === 'Timeout')).toHaveLength(before);
  });
});

describe('steadyClock', () => {
  const DAY = 86_400_000;

  function set() {
    const wall = { at: 1_000_000 };
    const machine = { at: 0 };
    const clock = steadyClock({ ...manualClock(), now: () => wall.at }, () => machine.at);
    const pass = (ms: number) => {
      wall.at += ms;
      machine.at += ms;
      return clock.now();
    };
    return { wall, clock, pass };
  }

  it('follows the wall clock, and small corrections of it, but never back', () => {
    const { wall, clock, pass } = set();
    expect(pass(500)).toBe(1_000_500);
    wall.at += 30_000;
    expect(clock.now()).toBe(1_030_500);
    wall.at -= 10_000;
    expect(clock.now()).toBe(1_030_500);
    expect(pass(10_001)).toBe(1_030_501);
  });

  it('lets a day ahead and back again pass', () => {
    const { wall, clock, pass } = set();
    wall.at += DAY;
    expect(clock.now()).toBe(1_000_000);
    expect(pass(59_000)).toBe(1_059_000);
    wall.at -= DAY;
    expect(pass(1_000)).toBe(1_060_000);
    expect(pass(120_000)).toBe(1_180_000);
  });

  it('goes on at its own pace however often it is asked', () => {
    const { wall, pass } = set();
    wall.at += DAY;
    for (let i = 0; i < 10_000; i++) pass(0.25);
    expect(pass(0)).toBe(1_002_500);
  });

  it('believes a day ahead that stays', () => {
    const { wall, pass } = set();
    wall.at += DAY;
    pass(1_000);
    expect(pass(60_000)).toBe(1_061_000 + DAY);
    expect(pass(1_000)).toBe(1_062_000 + DAY);
  });

  it('stands still until a clock that was set back has come up to it', () => {
    const { wall, pass } = set();
    wall.at -= DAY;
    expect(pass(30_000)).toBe(1_030_000);
    pass(40_000);
    const stood = pass(1_000);
    expect(pass(3_600_000)).toBe(stood);
    expect(pass(DAY)).toBe(1_000_000 + 71_000 + 3_600_000);
  });
});
