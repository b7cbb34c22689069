import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openHome } from '../home.ts';
import { scenarioOf } from '../simulate/scenarios.ts';
import { type NaruUnderTest, startNaru, temporaryHome, until } from '../testing/naru-under-test.ts';

const flow = async (id: string) =>
  JSON.parse(await readFile(new URL(`../../flows/${id}.json`, import.meta.url), 'utf8'));
const json = async (answer: Promise<Response>) => (await answer).json();

async function start(): Promise<NaruUnderTest> {
  const home = await openHome(join((await temporaryHome()).data, 'shipped'));
  return startNaru({ home, scenarioOf });
}

/** Lets the wall clock run until the simulation has sent so many events. */
async function run(naru: NaruUnderTest, sent: number): Promise<void> {
  await until(async () => {
    naru.clock.advance(100);
    await new Promise((turn) => setImmediate(turn));
    return naru.naru.runtime.simulations.state('bank-aml').sent >= sent;
  });
}

describe('a simulation', () => {
  it('runs a copy on a clock of its own; the live flow sees nothing of it, and nothing leaves the house', async () => {
    const naru = await start();
    const begun = await json(
      naru.ask('POST', '/api/flows/bank-aml/simulation', { rate: 200, speed: 86_400, seed: 7 }),
    );
    expect(begun).toMatchObject({ running: true, rate: 200, speed: 86_400, seed: 7, sent: 0 });
    await run(naru, 2_000);
    const { host, intake, outbox, deliverer } = naru.naru.runtime;
    const counts = await host.counts('bank-aml');
    expect(counts?.mode).toBe('simulated');
    expect(counts?.events).toBeGreaterThanOrEqual(2_000);
    expect(counts?.matches).toBeGreaterThan(0);
    expect(intake.totals.accepted).toBe(0);
    const { items } = await json(naru.ask('GET', '/api/flows/bank-aml/matches'));
    expect(items[0]).toMatchObject({ simulated: true, node: 'aml-case', channel: 'case' });
    expect(Date.parse(items[0].time)).toBeGreaterThan(naru.clock.now());
    await deliverer.stored();
    expect(outbox.list({}).length).toBeGreaterThan(0);
    expect(outbox.list({}).every(({ simulated }) => simulated)).toBe(true);

    const stopped = await json(naru.ask('DELETE', '/api/flows/bank-aml/simulation'));
    expect(stopped).toMatchObject({ running: false, speed: 0 });
    // What was shown stays on the canvas until something real happens there.
    const { nodes, events } = (await host.counts('bank-aml'))!;
    expect(events).toBeGreaterThanOrEqual(2_000);
    expect(nodes['aml-case'].in).toBeGreaterThan(0);
    const transaction = { id: 't', source: '/s', type: 'bank.transaction.posted', data: {} };
    await host.push(new TextEncoder().encode(JSON.stringify(transaction)));
    expect(await host.counts('bank-aml')).toMatchObject({ mode: 'live', events: 1 });
    expect(await json(naru.ask('DELETE', '/api/records?kind=case'))).toEqual({ count: expect.any(Number) });
    expect(await json(naru.ask('GET', '/api/records'))).toMatchObject({ total: 0 });
  });

  it('changes its pace as it runs, and begins anew with another seed', async () => {
    const naru = await start();
    const ask = (body: unknown) => json(naru.ask('POST', '/api/flows/bank-aml/simulation', body));
    await ask({ rate: 100 });
    await run(naru, 100);
    expect(await ask({ rate: 500 })).toMatchObject({ rate: 500, sent: expect.any(Number) });
    expect(naru.naru.runtime.simulations.state('bank-aml').sent).toBeGreaterThanOrEqual(100);
    expect(await ask({ seed: 99 })).toMatchObject({ seed: 99, sent: 0 });
    expect((await naru.ask('POST', '/api/flows/bank-aml/simulation', { rate: -1 })).status).toBe(400);
  });

  it('goes on with the new version when that is deployed: windows stay, thresholds change', async () => {
    const naru = await start();
    await naru.ask('POST', '/api/flows/bank-aml/simulation', { rate: 300, speed: 86_400 });
    await run(naru, 1_000);
    const before = await naru.naru.runtime.host.counts('bank-aml');
    const text = JSON.stringify(await flow('bank-aml')).replaceAll('"value":10', '"value":3');
    await naru.ask('PUT', '/api/flows/bank-aml', { flow: JSON.parse(text), revision: 1 });
    expect((await naru.ask('POST', '/api/flows/bank-aml/deploy', { revision: 2 })).status).toBe(200);
    await run(naru, 2_000);
    const after = await naru.naru.runtime.host.counts('bank-aml');
    expect(after?.mode).toBe('simulated');
    expect((after?.matches ?? 0) - (before?.matches ?? 0)).toBeGreaterThan(3 * (before?.matches ?? 0));
  });

  it('is refused where there is no scenario, or nothing deployed; it ends with its flow', async () => {
    const naru = await start();
    await naru.ask('POST', '/api/flows', { flow: { ...(await flow('bank-aml')), id: 'own' } });
    expect(await json(naru.ask('POST', '/api/flows/own/simulation'))).toMatchObject({
      status: 409,
      type: 'urn:naru:problem:not-deployed',
    });
    await naru.ask('POST', '/api/flows/own/deploy', { revision: 1 });
    expect(await json(naru.ask('POST', '/api/flows/own/simulation'))).toMatchObject({
      status: 409,
      type: 'urn:naru:problem:no-scenario',
    });
    expect((await naru.ask('POST', '/api/flows/none/simulation')).status).toBe(404);
    await naru.ask('POST', '/api/flows/bank-aml/simulation');
    await naru.ask('DELETE', '/api/flows/bank-aml');
    expect(naru.naru.runtime.simulations.isRunning('bank-aml')).toBe(false);
  });

  it('makes other deliveries each time it runs, though its matches are the same', async () => {
    const naru = await start();
    const ids = async () => {
      await naru.ask('POST', '/api/flows/bank-aml/simulation', { rate: 300, speed: 86_400, seed: 5 });
      await run(naru, 1_000);
      const { items } = await json(naru.ask('GET', '/api/flows/bank-aml/matches'));
      await naru.ask('DELETE', '/api/flows/bank-aml/simulation');
      return items.map(({ id }: { id: string }) => id);
    };
    const [first, second] = [await ids(), await ids()];
    expect(first.length).toBeGreaterThan(0);
    expect(second.some((id: string) => first.includes(id))).toBe(false);
  });
});
