import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { CALM, useCalm } from './use-calm.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

it('takes values over now and then, urgent ones at once', () => {
  const store = createStore(() => ({ n: 1 }));
  let draws = 0;
  const { result } = renderHook(() => {
    draws++;
    return useCalm(
      store,
      (state) => state.n,
      (state) => state.n === 0,
    );
  });
  const before = draws;
  act(() => {
    for (let n = 2; n < 50; n++) store.setState({ n });
  });
  expect(result.current).toBe(1);
  act(() => vi.advanceTimersByTime(CALM));
  expect(result.current).toBe(49);
  expect(draws).toBe(before + 1);
  act(() => store.setState({ n: 0 }));
  expect(result.current).toBe(0);
});
