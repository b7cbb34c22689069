import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bigAmounts, paid, startNaru, until } from '../testing/naru-under-test.ts';

const json = async (answer: Response) => answer.json();

describe('flows over REST', () => {
  it('that are nested without end are refused, in a request and in the folder', async () => {
    const naru = await startNaru({ flows: [bigAmounts('a')] });
    const deep = (id: string) =>
      JSON.stringify({ ...bigAmounts(id), deep: 0 }).replace(
        '"deep":0',
        `"deep":${'['.repeat(6_000)}${']'.repeat(6_000)}`,
      );
    const made = await fetch(`${naru.url}/api/flows`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: `{"flow":${deep('b')}}`,
    });
    expect(made.status).toBe(422);
    expect((await made.json()).faults).toMatchObject([{ code: 'too-deep' }]);
    await writeFile(join(naru.home.flows, 'c.json'), deep('c'));
    await naru.naru.runtime.flows.look();
    naru.clock.advance(200);
    await naru.naru.runtime.flows.idle();
    const { items } = await (await naru.ask('GET', '/api/flows')).json();
    expect(items).toMatchObject([
      { id: 'a', status: 'running' },
      { id: 'c', status: 'faulty' },
    ]);
    expect(naru.warnings).toEqual([]);
  });

  it('are removed for good, also while somebody starts them', async () => {
    const naru = await startNaru({ flows: [bigAmounts('a')] });
    await naru.ask('POST', '/api/flows/a/stop');
    await Promise.all([naru.ask('POST', '/api/flows/a/start'), naru.ask('DELETE', '/api/flows/a')]);
    expect(await naru.naru.runtime.host.counts('a')).toBeUndefined();
    expect((await naru.ask('GET', '/api/flows/a')).status).toBe(404);
  });

  it('are listed, read, made, saved, deployed, stopped, started, exported and removed', async () => {
    const naru = await startNaru({ flows: [bigAmounts('a')] });
    const { ask } = naru;
    expect(await json(await ask('GET', '/api/flows'))).toMatchObject({
      total: 1,
      items: [{ id: 'a', status: 'running', revision: 1, faultCount: 0 }],
    });

    const made = await ask('POST', '/api/flows', { flow: bigAmounts('b') });
    expect([made.status, made.headers.get('location')]).toEqual([201, '/api/flows/b']);
    expect(await json(made)).toMatchObject({
      summary: { status: 'undeployed', changed: true, revision: 1 },
      deployed: null,
    });

    const saved = await json(
      await ask('PUT', '/api/flows/b', { flow: { ...bigAmounts('b'), name: 'B', extra: [1] }, revision: 1 }),
    );
    expect(saved).toMatchObject({ summary: { revision: 2, name: 'B' }, draft: { extra: [1] } });
    expect(await json(await ask('POST', '/api/flows/b/deploy', { revision: 2 }))).toMatchObject({
      summary: { status: 'running', changed: false, revision: 2 },
    });
    expect(await json(await ask('POST', '/api/flows/b/stop'))).toMatchObject({
      summary: { status: 'stopped' },
    });
    expect(await json(await ask('POST', '/api/flows/b/start'))).toMatchObject({
      summary: { status: 'running' },
    });

    const exported = await ask('GET', '/api/flows/b/export');
    expect(exported.headers.get('content-disposition')).toBe('attachment; filename="b.json"');
    expect(await json(exported)).toMatchObject({ id: 'b', extra: [1] });

    expect((await ask('DELETE', '/api/flows/b')).status).toBe(204);
    expect((await ask('GET', '/api/flows/b')).status).toBe(404);
  });

  it('are refused on an old revision, with the newest one', async () => {
    const { ask } = await startNaru({ flows: [bigAmounts('a')] });
    await ask('PUT', '/api/flows/a', { flow: bigAmounts('a'), revision: 1 });
    for (const answer of [
      await ask('PUT', '/api/flows/a', { flow: bigAmounts('a'), revision: 1 }),
      await ask('POST', '/api/flows/a/deploy', { revision: 1 }),
    ]) {
      expect(answer.status).toBe(409);
      expect(await json(answer)).toMatchObject({ type: 'urn:naru:problem:revision-conflict', revision: 2 });
    }
  });

  it('are imported as a copy where the id is taken', async () => {
    const { ask } = await startNaru({ flows: [bigAmounts('a')] });
    expect((await ask('POST', '/api/flows', { flow: bigAmounts('a') })).status).toBe(409);
    expect(
      await json(await ask('POST', '/api/flows', { flow: bigAmounts('a'), onConflict: 'copy' })),
    ).toMatchObject({ summary: { id: 'a-2' } });
  });

  it('with faults are kept as drafts and not deployed: every fault with node, field and sentence', async () => {
    const { ask } = await startNaru({ flows: [bigAmounts('a')] });
    const bad = bigAmounts('a');
    const flow = {
      ...bad,
      timezone: 'Moon/Base',
      lateness: 'P1M',
      nodes: [...bad.nodes, { id: 'odd', type: 'teleport', position: { x: 0, y: 0 }, data: {} }],
      edges: [...bad.edges, { id: 'e3', source: 'big', sourceHandle: 'nope', target: 'gone' }],
    };
    expect(await json(await ask('PUT', '/api/flows/a', { flow, revision: 1 }))).toMatchObject({
      summary: { status: 'running' },
    });
    const refused = await ask('POST', '/api/flows/a/deploy', { revision: 2 });
    expect(refused.status).toBe(422);
    const { faults } = await json(refused);
    expect(faults.length).toBeGreaterThanOrEqual(4);
    for (const fault of faults)
      expect(fault.message).toEqual({ ko: expect.any(String), en: expect.any(String) });
    expect(faults.some(({ node }: { node?: string }) => node === 'odd')).toBe(true);
    const checked = await ask('POST', '/api/validate', flow);
    expect((await json(checked)).faults).toEqual(faults);
    expect(await json(await ask('GET', '/api/flows/a'))).toMatchObject({
      deployed: { timezone: 'Asia/Seoul' },
    });
  });

  it('are of another shape: refused; no JSON: refused; an id that is a path: refused', async () => {
    const { ask, url } = await startNaru();
    expect((await ask('POST', '/api/flows', { flow: { id: 'x', nodes: [1], edges: [] } })).status).toBe(422);
    expect((await ask('POST', '/api/flows', { flow: { ...bigAmounts('x'), id: '../x' } })).status).toBe(422);
    expect((await ask('POST', '/api/flows', { nothing: true })).status).toBe(400);
    const broken = await fetch(`${url}/api/flows`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{',
    });
    expect([broken.status, await json(broken)]).toMatchObject([400, { type: 'urn:naru:problem:not-json' }]);
    const form = await fetch(`${url}/api/flows`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: '{}',
    });
    expect(form.status).toBe(415);
    const large = await ask('POST', '/api/flows', {
      flow: { ...bigAmounts('x'), pad: 'x'.repeat(3_000_000) },
    });
    expect(large.status).toBe(413);
    expect((await ask('GET', '/api/flows/..%2F..%2Fpackage')).status).toBe(404);
  });

  it('stay stopped when the runtime starts anew, and forget it when they are removed', async () => {
    const first = await startNaru({ flows: [bigAmounts('a')] });
    await first.ask('POST', '/api/flows/a/stop');
    await first.naru.close();
    const second = await startNaru({ home: first.home });
    expect(await json(await second.ask('GET', '/api/flows/a'))).toMatchObject({
      summary: { status: 'stopped' },
    });
    await second.send([paid(500)]);
    second.clock.advance(300);
    expect(await json(await second.ask('GET', '/api/records'))).toMatchObject({ total: 0 });
    await second.ask('DELETE', '/api/flows/a');
    await second.ask('POST', '/api/flows', { flow: bigAmounts('a') });
    expect(await json(await second.ask('POST', '/api/flows/a/deploy', { revision: 1 }))).toMatchObject({
      summary: { status: 'running' },
    });
  });

  it('follow the folder: a file that changes is swapped in, a broken one shows its faults', async () => {
    const naru = await startNaru({ flows: [bigAmounts('a')] });
    const change = async (text: string) => {
      await writeFile(join(naru.home.flows, 'a.json'), text);
      await naru.naru.runtime.flows.look();
      naru.clock.advance(200);
      await naru.naru.runtime.flows.idle();
    };
    await change('{');
    const broken = await json(await naru.ask('GET', '/api/flows/a'));
    expect(broken).toMatchObject({
      summary: { status: 'running', faultCount: 1 },
      fileFaults: [{ code: 'not-json' }],
    });
    await naru.send([paid(500)]);
    await until(async () => {
      naru.clock.advance(300);
      return (await json(await naru.ask('GET', '/api/records'))).total === 1;
    });
    await change(JSON.stringify({ ...bigAmounts('a'), name: 'Mended' }));
    expect(await json(await naru.ask('GET', '/api/flows/a'))).toMatchObject({
      summary: { name: 'Mended', faultCount: 0 },
      fileFaults: [],
    });
  });
});
