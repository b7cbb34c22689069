import { notificationsStore } from '@mantine/notifications';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { sampleSummary } from '../testing/flow-samples.ts';
import { forgetTaken, sayTaken } from './taken-notice.tsx';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  forgetTaken();
  vi.useRealTimers();
});

const told = () => {
  const { notifications, queue } = notificationsStore.getState();
  return [...notifications, ...queue].length;
};
const taken = { nodes: ['small'], removed: 0, other: false, conflicts: [] };

it('says what somebody else changed, once for several saves', () => {
  sayTaken(taken, sampleSummary());
  sayTaken({ ...taken, nodes: ['often'] }, sampleSummary());
  vi.advanceTimersByTime(1000);
  expect(told()).toBe(1);
});

it('says nothing of a flow that was left meanwhile', () => {
  sayTaken(taken, sampleSummary());
  vi.advanceTimersByTime(1000);
  sayTaken(taken, sampleSummary());
  forgetTaken();
  vi.advanceTimersByTime(1000);
  expect(told()).toBe(0);
});
