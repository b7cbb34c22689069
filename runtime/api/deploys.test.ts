import { describe, expect, it } from 'vitest';
import { bigAmounts, startNaru } from '../testing/naru-under-test.ts';

const json = async (answer: Response) => answer.json();

/** A quote that no inquiry follows within three days leads to a call. */
function silentQuotes(within = 'P3D', key = 'customerId') {
  const source = (id: string, eventType: string) => ({
    id,
    type: 'event-source',
    position: { x: 0, y: 0 },
    data: { eventType },
  });
  return {
    id: 'silent',
    name: 'Silent quotes',
    nodes: [
      source('quote', 'test.quoted'),
      source('ask', 'test.asked'),
      {
        id: 'wait',
        type: 'correlate',
        position: { x: 240, y: 0 },
        data: {
          label: { ko: '문의 없음', en: 'No inquiry' },
          steps: [
            { name: 'quote', key: [key] },
            { name: 'ask', key: [key], absent: true },
          ],
          within,
        },
      },
      { id: 'call', type: 'action', position: { x: 480, y: 0 }, data: { channel: 'log', params: {} } },
    ],
    edges: [
      { id: 'e1', source: 'quote', target: 'wait', targetHandle: 'quote' },
      { id: 'e2', source: 'ask', target: 'wait', targetHandle: 'ask' },
      { id: 'e3', source: 'wait', target: 'call' },
    ],
  };
}

const quoted = (id: string) => ({
  id,
  source: '/test',
  type: 'test.quoted',
  data: { customerId: id, custNo: id },
});

/** A flow in which one run waits; W follows the clock a few seconds behind. */
async function waiting() {
  const naru = await startNaru({ flows: [silentQuotes()] });
  await naru.send([quoted('c1')]);
  for (let i = 0; i < 60; i++) naru.clock.advance(200);
  const save = async (flow: unknown, revision: number) => {
    const saved = await json(await naru.ask('PUT', '/api/flows/silent', { flow, revision }));
    expect(saved.summary?.revision).toBe(revision + 1);
  };
  const preview = async (what: unknown) => json(await naru.ask('POST', '/api/flows/silent/preview', what));
  return { ...naru, save, preview };
}

const nodeOf = (preview: { nodes: { node: string }[] }, id: string) =>
  preview.nodes.find(({ node }) => node === id);

describe('a deploy over REST', () => {
  it('says beforehand what it would do to what waits, and is refused where that was asked', async () => {
    const { ask, save, preview } = await waiting();
    const label = silentQuotes();
    label.nodes[2].position = { x: 9, y: 9 };
    await save(label, 1);
    const kept = await preview({ revision: 2 });
    expect(kept.dropped).toBe(false);
    expect(nodeOf(kept, 'wait')).toMatchObject({ fate: 'kept', waiting: { runs: 1 } });

    await save(silentQuotes('P3D', 'custNo'), 2);
    expect((await ask('POST', '/api/flows/silent/preview', { revision: 2 })).status).toBe(409);
    const dropping = await preview({ revision: 3 });
    expect(nodeOf(dropping, 'wait')).toMatchObject({ fate: 'dropped', waiting: { runs: 1 } });
    const refused = await ask('POST', '/api/flows/silent/deploy', { revision: 3, onDrop: 'refuse' });
    expect([refused.status, await json(refused)]).toMatchObject([
      409,
      { type: 'urn:naru:problem:would-drop', preview: dropping },
    ]);
    expect(await preview({ version: 1 })).toMatchObject({ dropped: false });
    expect(await preview({ stop: true })).toMatchObject({ dropped: true });

    expect((await ask('POST', '/api/flows/silent/deploy', { revision: 3 })).status).toBe(200);
    expect(await preview({ stop: true })).toMatchObject({ dropped: false });
  });

  it('says of a flow with faults what is wrong, and of one that is not there that it is not', async () => {
    const { ask } = await startNaru({ flows: [bigAmounts('a')] });
    const flow = { ...bigAmounts('a'), timezone: 'Moon/Base' };
    await ask('PUT', '/api/flows/a', { flow, revision: 1 });
    expect((await ask('POST', '/api/flows/a/preview', { revision: 2 })).status).toBe(422);
    expect((await ask('POST', '/api/flows/a/preview', {})).status).toBe(400);
    expect((await ask('POST', '/api/flows/b/preview', { stop: true })).status).toBe(404);
  });
});

describe('versions over REST', () => {
  it('are listed, read, gone back to, and found when the flow is gone', async () => {
    const { ask } = await startNaru({ flows: [bigAmounts('a')] });
    await ask('PUT', '/api/flows/a', { flow: { ...bigAmounts('a'), name: 'Huge' }, revision: 1 });
    await ask('POST', '/api/flows/a/deploy', { revision: 2, who: 'Kim', by: 'page' });
    const path = '/api/flows/a/versions';
    expect(await json(await ask('GET', `${path}?limit=1`))).toEqual({
      total: 2,
      items: [
        {
          flow: 'a',
          version: 2,
          at: expect.any(String),
          who: 'Kim',
          how: 'page',
          changes: [{ ko: '흐름 이름: 큰 금액 → Huge', en: 'Name of the flow: Big amounts → Huge' }],
        },
      ],
    });
    expect(await json(await ask('GET', `${path}/1`))).toMatchObject({ body: bigAmounts('a') });
    for (const wrong of ['3', '0', 'x', '1e0', '-1'])
      expect((await ask('GET', `${path}/${wrong}`)).status).toBe(404);
    expect((await ask('POST', `${path}/1/restore`, { revision: 1 })).status).toBe(409);
    const back = await ask('POST', `${path}/1/restore`, { revision: 2, who: 'Lee', onDrop: 'refuse' });
    expect(await json(back)).toMatchObject({
      summary: { revision: 3, changed: false },
      deployed: bigAmounts('a'),
    });
    expect(await json(await ask('GET', `${path}?limit=1`))).toMatchObject({
      items: [{ version: 3, who: 'Lee', how: 'restored', restored: 1 }],
    });

    expect(await json(await ask('GET', '/api/removed-flows'))).toEqual({ items: [], total: 0 });
    await ask('DELETE', '/api/flows/a');
    expect(await json(await ask('GET', '/api/removed-flows'))).toMatchObject({
      items: [{ flow: 'a', version: 3, name: { en: 'Big amounts' } }],
    });
    expect(await json(await ask('GET', path))).toMatchObject({ total: 3 });
    expect((await ask('GET', '/api/flows/never/versions')).status).toBe(404);
  });

  it('are still there when the runtime starts anew, and a file that changed meanwhile is one', async () => {
    const first = await startNaru({ flows: [bigAmounts('a')] });
    await first.ask('PUT', '/api/flows/a', { flow: { ...bigAmounts('a'), name: 'Huge' }, revision: 1 });
    await first.ask('POST', '/api/flows/a/deploy', { revision: 2, who: 'Kim' });
    await first.naru.close();
    const second = await startNaru({ home: first.home });
    expect(await json(await second.ask('GET', '/api/flows/a/versions'))).toMatchObject({
      total: 2,
      items: [{ who: 'Kim' }, { how: 'file' }],
    });
  });
});
