import { describe } from 'vitest';
import { createEngine } from '../engine/engine.ts';
import { hostContract } from '../testing/engine-host-contract.ts';
import { hostInThread } from './host-in-thread.ts';

// In a worker: test/e2e/engine-worker.e2e.ts, since the worker has to be built.
describe('in this thread', () => hostContract(hostInThread(createEngine)));
