import { describe, expect, it } from 'vitest';
import type { FlowFile } from '../../flows/format/flow-file.ts';
import type { Trial } from '../../runtime/wire/trial.ts';
import type { AskedTrial } from '../server/trials-api.ts';
import { SampleStore } from './sample-store.ts';

const flow = { id: 'f', name: 'F', nodes: [], edges: [] } as FlowFile;

function trial(id: string): Trial {
  const event = { id, type: 'a', source: 's', time: '2026-03-02T09:00:00Z', data: {} };
  return {
    from: 'recent',
    events: 1,
    counts: {},
    arrived: [{ handle: 'in', event, passed: true }],
    left: [],
    noKey: 0,
    errors: 0,
    problems: [],
  };
}

interface Pending {
  readonly what: AskedTrial;
  readonly signal: AbortSignal;
  answer(trial: Trial): void;
  fail(): void;
}

function storeUnderTest() {
  const asked: Pending[] = [];
  const later = new Set<() => void>();
  let now = 0;
  const store = new SampleStore({
    ask: (what, signal) =>
      new Promise((resolve, reject) => {
        asked.push({ what, signal, answer: resolve, fail: () => reject(new Error('offline')) });
      }),
    later: (run) => {
      later.add(run);
      return () => later.delete(run);
    },
    now: () => now,
  });
  return {
    store,
    asked,
    pass: (ms: number) => {
      now += ms;
    },
    aMomentLater: () => {
      for (const run of [...later]) {
        later.delete(run);
        run();
      }
    },
  };
}

const settled = () => new Promise((resolve) => setTimeout(resolve));
const idsOf = (store: SampleStore, key: string) => store.get(key)?.arrived.in.map(({ id }) => id);

describe('the store of samples', () => {
  it('asks a moment later, once for all who want the same, and keeps the answer for a while', async () => {
    const { store, asked, aMomentLater, pass } = storeUnderTest();
    let told = 0;
    store.subscribe(() => told++);
    store.want('a', flow, 'n');
    store.want('a', flow, 'n');
    expect(asked.length).toBe(0);
    aMomentLater();
    expect(asked.map(({ what }) => what.node)).toEqual(['n']);
    asked[0].answer(trial('1'));
    await settled();
    expect(idsOf(store, 'a')).toEqual(['1']);
    expect(told).toBe(1);
    store.want('a', flow, 'n');
    aMomentLater();
    expect(asked.length).toBe(1);
    pass(120_000);
    store.want('a', flow, 'n');
    aMomentLater();
    expect(asked.length).toBe(2);
    expect(idsOf(store, 'a')).toEqual(['1']);
  });

  it('does not ask for what nobody wants any more, nor waits for it', async () => {
    const { store, asked, aMomentLater } = storeUnderTest();
    store.want('a', flow, 'n')();
    aMomentLater();
    expect(asked.length).toBe(0);
    const leave = store.want('b', flow, 'n');
    aMomentLater();
    leave();
    expect(asked[0].signal.aborted).toBe(true);
    asked[0].answer(trial('late'));
    await settled();
    expect(store.get('b')).toBeUndefined();
    store.want('b', flow, 'n');
    aMomentLater();
    expect(asked.length).toBe(2);
  });

  it('keeps ways apart, and is quiet where there is no answer', async () => {
    const { store, asked, aMomentLater } = storeUnderTest();
    store.want('a', flow, 'n');
    store.want('b', flow, 'm');
    aMomentLater();
    asked[1].answer(trial('of b'));
    asked[0].fail();
    await settled();
    expect(store.get('a')).toBeUndefined();
    expect(idsOf(store, 'b')).toEqual(['of b']);
    store.want('a', flow, 'n');
    aMomentLater();
    expect(asked.length).toBe(3);
  });

  it('forgets the oldest', async () => {
    const { store, asked, aMomentLater } = storeUnderTest();
    for (let i = 0; i < 40; i++) store.want(`way ${i}`, flow, 'n');
    aMomentLater();
    for (const each of asked) each.answer(trial('1'));
    await settled();
    expect(store.get('way 0')).toBeUndefined();
    expect(idsOf(store, 'way 39')).toEqual(['1']);
  });
});
