import { describe, expect, it } from 'vitest';
import { manualClock, systemClock, wait } from './clock.ts';

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
