/**
 * Runs for every file of page tests. React puts off the effects of what was unmounted last; without a turn for them it
 * would come back when the file's window is gone already, and fail where no test can see why.
 */
import { setImmediate } from 'node:timers/promises';
import { cleanup } from '@testing-library/react';
import { afterAll } from 'vitest';

/** Effects may put off more of their kind. */
const TURNS = 5;

afterAll(async () => {
  cleanup();
  for (let turn = 0; turn < TURNS; turn++) await setImmediate();
});
