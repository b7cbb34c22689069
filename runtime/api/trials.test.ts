import { describe, expect, it } from 'vitest';
import { bigAmounts, startNaru, until } from '../testing/naru-under-test.ts';
import { LONGEST, TrialRefused } from '../trial/trials.ts';
import type { Trial } from '../wire/trial.ts';

const given = { flow: bigAmounts('draft'), node: 'big', from: 'given', text: '{"amount":500}\n{"amount":5}' };
const read = async (response: Response) => (await response.json()) as Trial;

/** Runs until it is told to end; each request holds a place. */
function held() {
  const ends: (() => void)[] = [];
  let aborted = 0;
  const runTrial = (_: unknown, signal: AbortSignal) =>
    new Promise<undefined>((resolve, reject) => {
      ends.push(() => resolve(undefined));
      signal.addEventListener('abort', () => {
        aborted++;
        reject(signal.reason);
      });
    });
  return { runTrial, ends, aborted: () => aborted };
}

describe('POST /api/trials', () => {
  it('answers what arrived and what left, and leaves no trace', async () => {
    const { ask, naru } = await startNaru({ flows: [bigAmounts('live')] });
    const response = await ask('POST', '/api/trials', { ...given, flow: bigAmounts('live') });
    expect(response.status).toBe(200);
    const trial = await read(response);
    expect(trial).toMatchObject({
      from: 'given',
      events: 2,
      counts: { big: { in: 2, out: { match: 1, else: 1 } } },
    });
    const action = await read(await ask('POST', '/api/trials', { ...given, node: 'act' }));
    expect(action.left.map(({ event }) => event.data)).toEqual([{ amount: 500 }]);
    expect(naru.runtime.outbox.count('pending')).toBe(0);
    expect((await naru.runtime.host.counts('live'))!.events).toBe(0);
    expect(naru.runtime.flows.get('draft')).toBeUndefined();
  });

  it('knows the tables of the runtime', async () => {
    const { ask } = await startNaru();
    const flow = bigAmounts('draft');
    const lookup = {
      id: 'big',
      type: 'lookup',
      position: { x: 0, y: 0 },
      data: { table: 'none', into: 'x', on: [{ field: 'a', column: 'b' }] },
    };
    const trial = await read(
      await ask('POST', '/api/trials', {
        ...given,
        flow: { ...flow, nodes: [flow.nodes[0], lookup], edges: flow.edges.slice(0, 1) },
      }),
    );
    expect(trial.isBroken).toBe(true);
    expect(trial.arrived.length).toBe(2);
  });

  it('refuses in a sentence what it can not try', async () => {
    const { ask, url } = await startNaru();
    expect((await ask('POST', '/api/trials', { ...given, node: 'none' })).status).toBe(404);
    expect((await ask('POST', '/api/trials', { ...given, from: 'elsewhere' })).status).toBe(400);
    expect((await ask('POST', '/api/trials', { flow: [] })).status).toBe(400);
    const text = 'x'.repeat(1024 * 1024 + 1);
    expect((await ask('POST', '/api/trials', { ...given, text })).status).toBe(400);
    const huge = { ...given, flow: { ...given.flow, more: 'x'.repeat(3 * 1024 * 1024) } };
    expect((await ask('POST', '/api/trials', huge)).status).toBe(413);
    const deep = `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`;
    const answer = await fetch(`${url}/api/trials`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: `{"node":"big","flow":{"id":"draft","deep":${deep}}}`,
    });
    expect(answer.status).toBe(422);
    const many = Array.from({ length: 600 }, (_, i) => ({ id: `n${i}`, type: 'filter', data: {} }));
    const trial = await read(
      await ask('POST', '/api/trials', {
        ...given,
        flow: { ...given.flow, nodes: [...given.flow.nodes, ...many] },
      }),
    );
    expect(trial.problems).toEqual([]);
  });

  it('tries a few at a time, lets a few wait, and asks others to come again', async () => {
    const { runTrial, ends } = held();
    const { ask } = await startNaru({ runTrial });
    const asked = Array.from({ length: 11 }, () => ask('POST', '/api/trials', given));
    const refused = await Promise.race(asked);
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(ends.length).toBe(2);
    for (let i = 0; i < 10; i++) {
      await until(() => ends.length > i);
      ends[i]();
    }
    const statuses = (await Promise.all(asked)).map(({ status }) => status).sort();
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 404), 429]);
  });

  it('ends one that takes too long, and one for which nobody waits any more', async () => {
    const { runTrial, ends, aborted } = held();
    const { ask, clock, warnings, url } = await startNaru({ runTrial });
    const slow = ask('POST', '/api/trials', given);
    await until(() => ends.length === 1);
    clock.advance(LONGEST);
    const answer = await slow;
    expect(answer.status).toBe(503);
    expect(((await answer.json()) as { message: { en: string } }).message.en).toMatch(
      /did not end within 10 seconds/,
    );
    const controller = new AbortController();
    const left = fetch(`${url}/api/trials`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(given),
      signal: controller.signal,
    }).catch(() => {});
    await until(() => ends.length === 2);
    controller.abort();
    await left;
    await until(() => aborted() >= 2);
    expect(warnings).toEqual([]);
  });

  it('says that one failed, and why to who looks after the runtime', async () => {
    const text = { ko: '멈췄습니다', en: 'stopped' };
    const failure = new TrialRefused('failed', text);
    failure.cause = new Error('a bug');
    const { ask, warnings } = await startNaru({ runTrial: () => Promise.reject(failure) });
    const answer = await ask('POST', '/api/trials', given);
    expect(answer.status).toBe(503);
    expect(warnings.join()).toContain('a bug');
  });
});
