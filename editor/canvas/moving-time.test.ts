import { afterEach, expect, it, vi } from 'vitest';
import { movingTime } from './moving-time.ts';

afterEach(() => vi.unstubAllGlobals());

it('is nothing for those who asked for less motion', () => {
  const motion = { less: false };
  vi.stubGlobal('matchMedia', (query: string) => ({ matches: motion.less && query.includes('reduce') }));
  expect(movingTime(250)).toBe(250);
  motion.less = true;
  expect(movingTime(250)).toBe(0);
});
