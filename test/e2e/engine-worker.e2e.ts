/** The engines in the built worker: what every host promises, and what happens when a worker stops. */
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { EngineLost } from '../../runtime/host/engine-host.ts';
import { hostInWorker } from '../../runtime/host/host-in-worker.ts';
import { amounts, flow, hostContract, hosted, lines } from '../../runtime/testing/engine-host-contract.ts';
import { paid } from '../../runtime/testing/naru-under-test.ts';

const WORKER = fileURLToPath(new URL('../../dist/runtime/engine-worker.js', import.meta.url));

describe('in the built worker', () => hostContract(hostInWorker(WORKER)));

describe('a worker that stops of itself', () => {
  /** Dies of events that tell it to. */
  const breaking = new URL('./breaking-engine-worker.mjs', import.meta.url);
  const broken = () => lines([{ ...paid(1), source: '/break' }]);

  it('is said and started anew with what it had; who sent events is told to send them again', async () => {
    const under = hosted(hostInWorker(breaking));
    const { host, clock, warnings } = under;
    await host.deploy(flow('a'));
    await host.push(lines([paid(500)]));
    await expect(host.push(broken())).rejects.toThrow(EngineLost);
    expect(warnings.join('\n')).toMatch(/되살립니다[\s\S]*brought back/);
    await host.push(lines([paid(700)]));
    expect(amounts(under)).toEqual([500, 700]);
    expect(await host.counts('a')).toMatchObject({ events: 2, matches: 2 });

    // A second time there is a pause.
    await expect(host.push(broken())).rejects.toThrow(EngineLost);
    await expect(host.push(lines([paid(1)]))).rejects.toThrow(EngineLost);
    await host.deploy(flow('b'));
    expect(await host.counts('a')).toBeUndefined();
    clock.advance(1_000);
    await host.push(lines([paid(800)]));
    expect(under.matches.slice(2).map(({ match }) => match.flow)).toEqual(['a', 'b']);
  });
});
