import { describe, expect, it } from 'vitest';
import { startHookServer } from '../testing/hook-server.ts';
import { bigAmounts, type NaruUnderTest, paid, startNaru, until } from '../testing/naru-under-test.ts';

/** Amounts beyond 100 call a web hook; what it answers decides which task is written. */
function callThenTask(id: string, url: string) {
  const flow = bigAmounts(id, 'webhook', { url, method: 'POST' });
  const task = (name: string) => ({
    id: name,
    type: 'action',
    position: { x: 720, y: 0 },
    data: { channel: 'task', params: { title: `${name} {{ amount }}` } },
  });
  return {
    ...flow,
    nodes: [...flow.nodes, task('thanked'), task('called')],
    edges: [
      ...flow.edges,
      { id: 'd', source: 'act', sourceHandle: 'done', target: 'thanked' },
      { id: 'f', source: 'act', sourceHandle: 'failed', target: 'called' },
    ],
  };
}

const titles = async (naru: NaruUnderTest): Promise<string[]> => {
  const { items } = await (await naru.ask('GET', '/api/records?kind=task')).json();
  return items.map(({ title }: { title: string }) => title).sort();
};

describe('what became of a delivery', () => {
  it('leads its event on: out of done where it arrived, out of failed where it was given up', async () => {
    const hook = await startHookServer((response, { path }) => {
      response.statusCode = path === '/gone' ? 410 : 200;
      response.end();
    });
    const flows = [callThenTask('fine', `${hook.url}/fine`), callThenTask('gone', `${hook.url}/gone`)];
    const naru = await startNaru({ flows, webhookAllow: '127.0.0.1' });
    await naru.send([paid(500), paid(5)]);
    await until(async () => {
      naru.clock.advance(200);
      return (await titles(naru)).length === 2;
    });
    expect(await titles(naru)).toEqual(['called 500', 'thanked 500']);
    const counts = async (flow: string) => (await naru.naru.runtime.host.counts(flow))?.nodes.act.out;
    expect(await counts('fine')).toMatchObject({ done: 1 });
    expect(await counts('gone')).toMatchObject({ failed: 1 });
  });

  it('is known after the last attempt, and once: what is sent again later does not go on a second time', async () => {
    let works = false;
    const hook = await startHookServer((response) => {
      response.statusCode = works ? 200 : 500;
      response.end();
    });
    const naru = await startNaru({ flows: [callThenTask('a', hook.url)], webhookAllow: '127.0.0.1' });
    await naru.send([paid(500)]);
    await until(async () => {
      naru.clock.advance(100_000);
      return (await titles(naru)).length === 1;
    });
    expect(naru.naru.runtime.outbox.list({ channel: 'webhook' })).toMatchObject([
      { status: 'failed', attempts: 10 },
    ]);
    expect(await titles(naru)).toEqual(['called 500']);
    works = true;
    await naru.ask('POST', '/api/outbox/resend', { channel: 'webhook' });
    await until(() => naru.naru.runtime.outbox.count('failed') === 0);
    naru.clock.advance(1_000);
    expect(await titles(naru)).toEqual(['called 500']);
  });
});
