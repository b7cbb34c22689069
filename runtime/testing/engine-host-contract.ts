/** What every host of engines promises, whatever thread they are in: run against each of them. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { FlowFile } from '../../flows/format/flow-file.ts';
import { type ManualClock, manualClock } from '../clock.ts';
import type { EngineHost, HostedMatch, KnownPlaces, OpenEngineHost } from '../host/engine-host.ts';
import { bigAmounts, paid, until } from './naru-under-test.ts';

export interface Hosted {
  readonly host: EngineHost;
  readonly clock: ManualClock;
  readonly matches: HostedMatch[];
  readonly warnings: string[];
}

/** Ends with the test. */
export function hosted(openHost: OpenEngineHost): Hosted {
  const clock = manualClock();
  const end = new AbortController();
  const [matches, warnings]: [HostedMatch[], string[]] = [[], []];
  const data = mkdtempSync(join(tmpdir(), 'naru-host-'));
  const host = openHost({
    clock,
    signal: end.signal,
    tables: {},
    data,
    keep: { ms: 0, bytes: 0 },
    catchUp: 0,
    // As the outbox does: what was told once is known.
    known: () => knownOf(matches.findLast(({ place }) => place)),
    onRecovered: () => {},
    onMatch: (match) => matches.push(match),
    onBadEvent: () => {},
    warn: (line) => warnings.push(line),
  });
  onTestFinished(async () => {
    end.abort();
    await host.close();
    rmSync(data, { recursive: true });
  });
  return { host, clock, matches, warnings };
}

const knownOf = (last: HostedMatch | undefined): KnownPlaces => (last?.place ? { match: last.place } : {});

export const flow = (id: string, params?: Record<string, unknown>) =>
  bigAmounts(id, 'task', params) as unknown as FlowFile;
export const lines = (events: readonly unknown[]) =>
  new TextEncoder().encode(events.map((event) => `${JSON.stringify(event)}\n`).join(''));
export const amounts = ({ matches }: Hosted) => matches.map(({ match }) => match.data.amount);

/** A match of each event for which no other came within a minute. */
function silence(id: string): FlowFile {
  const { nodes, edges, ...rest } = bigAmounts(id);
  const [source, , action] = nodes;
  const step = (name: string, absent: boolean) => ({ name, key: ['amount'], ...(absent && { absent }) });
  const data = { steps: [step('first', false), step('second', true)], within: 'PT1M', order: 'sequence' };
  return {
    ...rest,
    nodes: [source, { id: 'silent', type: 'correlate', position: { x: 0, y: 0 }, data }, action],
    edges: [
      { id: 'a', source: 'in', target: 'silent', targetHandle: 'first' },
      { id: 'b', source: 'in', target: 'silent', targetHandle: 'second' },
      { id: 'c', source: 'silent', target: 'act' },
    ],
  } as unknown as FlowFile;
}

export function hostContract(openHost: OpenEngineHost): void {
  describe('engines', () => {
    it('hand over a match before they answer: plain, with its id and what its action is set to', async () => {
      const under = hosted(openHost);
      await under.host.deploy(flow('a', { title: 'Big' }));
      const event = paid(500);
      const block = lines([event, paid(5)]);
      expect(await under.host.push(block)).toMatchObject({ accepted: 2, refused: [], duplicates: 0 });
      expect(under.matches).toMatchObject([
        {
          match: {
            flow: 'a',
            node: 'act',
            data: { amount: 500 },
            causes: [event.id],
            causeEvents: [JSON.stringify(event)],
            id: expect.stringMatching(/^[0-9a-f]{40}$/),
          },
          action: { channel: 'task', params: { title: 'Big' }, timezone: 'Asia/Seoul' },
          simulated: false,
          at: under.clock.now(),
        },
      ]);
      expect(await under.host.push(block)).toMatchObject({ accepted: 0, duplicates: 2 });
    });

    it('leave a block, and the memory around it, to the caller', async () => {
      const { host } = hosted(openHost);
      const around = Buffer.concat([Buffer.from('before'), lines([paid(1)]), Buffer.from('after')]);
      const copy = Buffer.from(around);
      expect(await host.push(around.subarray(6, -5))).toMatchObject({ accepted: 1, refused: [] });
      expect(around.equals(copy)).toBe(true);
    });

    it('refuse what is no event with its place, and go on', async () => {
      const { host } = hosted(openHost);
      const result = await host.push(lines([paid(1), 'nonsense', paid(2)]));
      expect(result).toMatchObject({ accepted: 2, refused: [{ index: 1, line: 2 }] });
    });

    it('swap a flow between two blocks, in the order of the calls', async () => {
      const under = hosted(openHost);
      const { host } = under;
      const calls: Promise<unknown>[] = [host.deploy(flow('a', { title: '0' }))];
      for (let version = 1; version <= 20; version++) {
        calls.push(host.push(lines([paid(1000 + version)])));
        calls.push(host.deploy(flow('a', { title: String(version) })));
      }
      calls.push(host.remove('a'), host.push(lines([paid(9999)])));
      await Promise.all(calls);
      expect(amounts(under)).toEqual(Array.from({ length: 20 }, (_, i) => 1001 + i));
      expect(under.matches.map(({ action }) => action.params.title)).toEqual(
        Array.from({ length: 20 }, (_, i) => String(i)),
      );
    });

    it('notice by the clock what did not happen', async () => {
      const under = hosted(openHost);
      await under.host.deploy(silence('quiet'));
      await under.host.push(lines([paid(7)]));
      await until(() => {
        under.clock.advance(10_000);
        return under.matches.length > 0;
      });
      expect(under.matches[0].match.key).toBe('7');
    });

    it('count, and lead an event on when its delivery is settled', async () => {
      const { host, matches } = hosted(openHost);
      await host.deploy(flow('a'));
      await host.push(lines([paid(500), paid(600), paid(1)]));
      await Promise.all(
        matches.map(({ match }, i) =>
          host.settle(
            { flow: 'a', node: 'act', id: match.id, simulated: false },
            i === 0 ? 'done' : 'failed',
          ),
        ),
      );
      expect(await host.counts('a')).toMatchObject({
        events: 3,
        matches: 2,
        nodes: { act: { in: 2, out: { done: 1, failed: 1 } } },
      });
      expect(await host.counts('none')).toBeUndefined();
    });

    it('run a copy beside the live flow, on a clock of its own', async () => {
      const { host, matches, clock } = hosted(openHost);
      await host.deploy(flow('a'));
      await host.startCopy(flow('a'));
      const later = clock.now() + 86_400_000;
      expect(await host.advanceCopy('a', lines([paid(500)]), later)).toMatchObject({ accepted: 1 });
      expect(matches).toMatchObject([{ simulated: true, match: { id: expect.stringMatching(/^sim-/) } }]);
      expect(await host.counts('a')).toMatchObject({ mode: 'simulated', events: 1 });
      await host.stopCopy('a');
      expect(await host.advanceCopy('a', lines([paid(500)]), later)).toBeUndefined();
      expect(await host.counts('a')).toMatchObject({ mode: 'simulated', events: 1 });
      await host.push(lines([paid(1)]));
      expect(await host.counts('a')).toMatchObject({ mode: 'live', events: 1 });
    });

    it('say what went wrong in a call, and take the next', async () => {
      const { host } = hosted(openHost);
      const wrong = { ...flow('a'), nodes: undefined } as unknown as FlowFile;
      await expect(host.deploy(wrong)).rejects.toThrow();
      await host.deploy(flow('b'));
      expect(await host.push(lines([paid(500)]))).toMatchObject({ accepted: 1 });
    });

    it('take many blocks at once without losing one', async () => {
      const under = hosted(openHost);
      await under.host.deploy(flow('a'));
      const blocks = Array.from({ length: 100 }, (_, i) =>
        lines([paid(i), paid(1_000_000 + i, { data: { amount: 1_000_000 + i, text: 'x'.repeat(100_000) } })]),
      );
      const results = await Promise.all(blocks.map((block) => under.host.push(block)));
      expect(results.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(200);
      expect(amounts(under)).toEqual(Array.from({ length: 100 }, (_, i) => 1_000_000 + i));
    });
  });
}
