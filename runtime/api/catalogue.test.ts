import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { shippedEventTypes } from '../../flows/catalogue/catalogue.ts';
import type { Surroundings } from '../../nodes/kit/define-node.ts';
import { openJournal, RECORD_KINDS } from '../journal/journal.ts';
import { bigAmounts, startNaru, temporaryHome, until } from '../testing/naru-under-test.ts';
import type { Catalogue, CatalogueDetail, CatalogueEntry } from '../wire/catalogue.ts';

const info = {
  type: 'test.paid',
  name: { ko: '결제', en: 'Paid' },
  fields: [{ path: 'amount', type: 'number' }],
};

async function listed(ask: Awaited<ReturnType<typeof startNaru>>['ask']): Promise<Catalogue> {
  return (await (await ask('GET', '/api/catalogue')).json()) as Catalogue;
}

const fileOf = (home: { flows: string }) => join(home.flows, 'catalogue', 'declared.json');

describe('/api/catalogue', () => {
  it('lists what ships, and what people declare goes before it until it is taken back', async () => {
    const { ask, naru } = await startNaru({ eventTypes: shippedEventTypes });
    expect((await listed(ask)).items.map(({ origin }) => origin)).toEqual(Array(9).fill('shipped'));
    const own = { ...shippedEventTypes[0], name: 'Mine' };
    const path = `/api/catalogue/${own.type}`;
    const saved = (await (await ask('PUT', path, { info: own, revision: 0 })).json()) as CatalogueEntry;
    expect(saved).toMatchObject({ origin: 'declared', overrides: true, info: { name: 'Mine' } });
    expect(naru.runtime.surroundings().eventTypes?.filter(({ type }) => type === own.type)).toEqual([own]);
    expect((await ask('DELETE', `${path}?revision=${saved.revision}`)).status).toBe(204);
    const again = (await (await ask('GET', path)).json()) as CatalogueEntry;
    expect(again).toMatchObject({ origin: 'shipped', overrides: false, revision: 0 });
  });

  it('says who uses a type, and looks at the flows anew when it is declared', async () => {
    const { ask, naru } = await startNaru({ flows: [bigAmounts('big')] });
    const codes = async () =>
      ((await (await ask('GET', '/api/flows/big')).json()) as { faults: { code: string }[] }).faults.map(
        ({ code }) => code,
      );
    expect(await codes()).toContain('unknown-event-type');
    const saved = (await (
      await ask('PUT', '/api/catalogue/test.paid', { info, revision: 0 })
    ).json()) as CatalogueEntry;
    expect(saved.usedBy).toEqual([
      { flow: 'big', name: { ko: '큰 금액', en: 'Big amounts' }, node: 'in', exact: true },
    ]);
    await naru.runtime.flows.idle();
    expect(await codes()).not.toContain('unknown-event-type');
  });

  it('refuses what somebody else changed first, what is wrong, and what is not there', async () => {
    const { ask } = await startNaru();
    const path = '/api/catalogue/test.paid';
    expect((await ask('GET', path)).status).toBe(404);
    const { revision } = (await (await ask('PUT', path, { info, revision: 0 })).json()) as CatalogueEntry;
    const late = await ask('PUT', path, { info: { ...info, name: 'x' }, revision: 0 });
    expect([late.status, await late.json()]).toEqual([409, expect.objectContaining({ revision })]);
    expect((await ask('DELETE', `${path}?revision=1`)).status).toBe(409);
    expect((await ask('PUT', '/api/catalogue/other', { info, revision: 0 })).status).toBe(400);
    const bad = await ask('PUT', path, {
      info: { ...info, fields: [{ path: '__proto__', type: 'string' }] },
      revision,
    });
    expect([bad.status, await bad.json()]).toEqual([
      400,
      expect.objectContaining({ faults: [expect.objectContaining({ field: 'fields.0.path' })] }),
    ]);
    expect((await ask('DELETE', '/api/catalogue/nothing?revision=0')).status).toBe(404);
    // All of them, or none.
    const types = [
      { info: { ...info, type: 'b' }, revision: 0 },
      { info, revision: 0 },
    ];
    expect((await ask('POST', '/api/catalogue', { types })).status).toBe(409);
    expect((await ask('GET', '/api/catalogue/b')).status).toBe(404);
  });

  it('takes names with any character', async () => {
    const { ask } = await startNaru();
    const type = 'a/b ?#%2F../결제';
    const path = `/api/catalogue/${encodeURIComponent(type)}`;
    expect((await ask('PUT', path, { info: { ...info, type }, revision: 0 })).status).toBe(200);
    expect(((await (await ask('GET', path)).json()) as CatalogueEntry).info.type).toBe(type);
  });

  it('follows its file, keeps what there was when that is wrong, and does not write over it', async () => {
    const { ask, home, naru } = await startNaru();
    await ask('PUT', '/api/catalogue/test.paid', { info, revision: 0 });
    expect(JSON.parse(await readFile(fileOf(home), 'utf8'))).toEqual({ format: 1, types: [info] });
    const change = async (text: string, holds: () => Promise<boolean>) => {
      await writeFile(fileOf(home), text);
      await until(async () => {
        naruClock.advance(200);
        await naru.runtime.declaredTypes.look();
        return holds();
      });
    };
    const naruClock = naru.runtime.clock as unknown as { advance(ms: number): void };
    const more = { format: 1, types: [info, { ...info, type: 'by.hand' }] };
    await change(JSON.stringify(more), async () => (await listed(ask)).total === 2);
    await change('{"types":[{"type":""}]}', async () => (await listed(ask)).fileProblem !== undefined);
    expect((await listed(ask)).total).toBe(2);
    expect((await listed(ask)).fileProblem?.en).toContain('Event type 1');
    const refused = await ask('PUT', '/api/catalogue/new', { info: { ...info, type: 'new' }, revision: 0 });
    expect(refused.status).toBe(409);
    expect(await readFile(fileOf(home), 'utf8')).toBe('{"types":[{"type":""}]}');
    await change(JSON.stringify({ types: [] }), async () => (await listed(ask)).total === 0);
    expect((await listed(ask)).fileProblem).toBeUndefined();
  });

  it('offers types that nobody declared, and fields that came besides', async () => {
    const home = await temporaryHome();
    const { ask, naru, clock } = await startNaru({ home });
    await mkdir(join(home.data, 'journal'), { recursive: true });
    const signal = new AbortController().signal;
    const journal = await openJournal({ folder: join(home.data, 'journal'), warn: () => {}, clock, signal });
    const lines = [
      { id: '1', source: '/', type: 'test.paid', data: { amount: 1, store: { city: '서울' } } },
      { id: '2', source: '/', type: 'un.known', data: { customerId: 'C1' } },
    ];
    const payload = new TextEncoder().encode(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    await journal.synced(journal.append({ kind: RECORD_KINDS.events, now: clock.now(), payload }));
    await journal.close();
    await ask('PUT', '/api/catalogue/test.paid', { info, revision: 0 });
    await until(async () => {
      clock.advance(1_000);
      return (await listed(ask)).total === 2;
    });
    const [paid, unknown] = (await listed(ask)).items;
    expect(paid.newFields.map(({ path }) => path)).toEqual(['store.city']);
    expect(unknown).toMatchObject({ origin: 'discovered', revision: 0, seen: { count: 1, atLeast: false } });
    const detail = (await (await ask('GET', '/api/catalogue/un.known')).json()) as CatalogueDetail;
    expect(detail.samples).toEqual([lines[1]]);
    // Nothing may count on it before somebody declares it.
    expect(naru.runtime.surroundings().eventTypes?.map(({ type }) => type)).toEqual(['test.paid']);
    // A form offers it behind the others, as what it is.
    const offered = async () =>
      ((await (await ask('GET', '/api/surroundings')).json()) as Surroundings).eventTypes?.map(
        ({ type, discovered, fields, dismissed }) => [
          type,
          discovered,
          fields.map(({ path }) => path),
          ...(dismissed ? ['dismissed'] : []),
        ],
      );
    const declared = ['test.paid', undefined, ['amount']];
    expect(await offered()).toEqual([declared, ['un.known', true, ['customerId']]]);

    const dismissal = (type: string, body: unknown) => ask('PUT', `/api/catalogue/${type}/dismissed`, body);
    expect(await (await dismissal('un.known', { dismissed: true })).json()).toMatchObject({
      origin: 'discovered',
      dismissed: true,
    });
    // Flows that take it already know it as before.
    expect(await offered()).toEqual([declared, ['un.known', true, ['customerId'], 'dismissed']]);
    expect((await listed(ask)).items.map(({ dismissed }) => dismissed)).toEqual([undefined, true]);
    const refusals = [
      await dismissal('nothing', { dismissed: true }),
      await dismissal('test.paid', { dismissed: true }),
      await dismissal('un.known', { dismissed: 'yes' }),
    ];
    expect(refusals.map(({ status }) => status)).toEqual([404, 409, 400]);
    expect(((await refusals[1].json()) as { message: { ko: string } }).message.ko).toContain(
      '숨길 수 없습니다',
    );
    // Declared, it is like any other; and once more only discovered, it is still dismissed.
    const own = { ...info, type: 'un.known' };
    const saved = (await (
      await ask('PUT', '/api/catalogue/un.known', { info: own, revision: 0 })
    ).json()) as CatalogueEntry;
    expect(saved.dismissed).toBeUndefined();
    await ask('DELETE', `/api/catalogue/un.known?revision=${saved.revision}`);
    expect((await dismissal('un.known', { dismissed: false })).status).toBe(200);
    expect(await offered()).toEqual([declared, ['un.known', true, ['customerId']]]);
  });
});
