import { describe, expect, it } from 'vitest';
import { bigAmounts, type NaruUnderTest, paid, startNaru, until } from '../testing/naru-under-test.ts';
import { badEventPageSchema, type SentBadEvent, sentBadEventSchema } from '../wire/bad-events.ts';

const flows = [bigAmounts('big')];

async function list({ ask }: NaruUnderTest, query = '') {
  return badEventPageSchema.parse(await (await ask('GET', `/api/bad-events${query}`)).json());
}

const lines = (naru: NaruUnderTest, text: string) =>
  fetch(`${naru.url}/api/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson' },
    body: text,
  });

async function send(naru: NaruUnderTest, id: string, body?: object): Promise<SentBadEvent> {
  const answer = await naru.ask('POST', `/api/bad-events/${id}/send`, body);
  expect(answer.status).toBe(200);
  return sentBadEventSchema.parse(await answer.json());
}

const tasks = async (naru: NaruUnderTest) =>
  (await (await naru.ask('GET', '/api/records?kind=task')).json()).total;

describe('bad events', () => {
  it('are listed with their reason and text, filtered, and over a restart', async () => {
    const naru = await startNaru({ flows });
    const wrong = JSON.stringify({ ...paid(1), id: 7 });
    await lines(naru, `{"half": \n${wrong}\n${JSON.stringify(paid(2))}`);
    const { items, total, totals } = await list(naru);
    expect(total).toBe(2);
    expect(totals.refused).toEqual({ kept: 2, counted: 0 });
    expect(items.map(({ event }) => event)).toEqual([wrong, '{"half":']);
    expect(items[0]).toMatchObject({ reason: 'refused', whole: true, cut: false });
    expect(items[0].message.ko).not.toBe(items[0].message.en);
    expect((await list(naru, '?text=half')).total).toBe(1);
    expect((await list(naru, '?reason=late')).total).toBe(0);
    expect((await list(naru, '?limit=1&offset=1')).items[0].event).toBe('{"half":');
    const one = await naru.ask('GET', `/api/bad-events/${items[0].id}`);
    expect(await one.json()).toEqual(items[0]);
    await naru.naru.close();
    const again = await startNaru({ home: naru.home });
    expect((await list(again)).items).toEqual(items);
  });

  it('can be mended and sent in; the result says what is still wrong', async () => {
    const naru = await startNaru({ flows });
    await lines(naru, JSON.stringify({ ...paid(500), id: 7 }));
    const [{ id, event }] = (await list(naru)).items;
    expect(await send(naru, id)).toMatchObject({
      outcome: 'refused',
      item: { sent: { outcome: 'refused' } },
    });
    expect(await send(naru, id, { event: '{"id": "x"' })).toMatchObject({
      outcome: 'refused',
      result: { problems: [{ message: { en: expect.stringContaining('not JSON') } }] },
    });
    const mended = await send(naru, id, {
      event: JSON.stringify({ ...JSON.parse(event), id: '7' }, null, 2),
    });
    expect(mended).toMatchObject({
      outcome: 'accepted',
      item: { timesIn: 1, sent: { outcome: 'accepted' } },
    });
    await until(async () => (await tasks(naru)) === 1);
    // Nothing of it came to be a bad event itself.
    expect((await list(naru)).total).toBe(1);
    expect((await list(naru, '?sent=true')).total).toBe(1);
    expect((await list(naru, '?sent=false')).total).toBe(0);
  });

  it('that are in already are duplicates, unless they get an id of their own', async () => {
    const naru = await startNaru({ flows: [{ ...bigAmounts('big'), late: 'drop' } as (typeof flows)[0]] });
    const at = (ms: number) => new Date(naru.clock.now() + ms).toISOString();
    await lines(naru, JSON.stringify(paid(500, { time: at(0) })));
    await lines(naru, JSON.stringify(paid(600, { time: at(-3_600_000) })));
    await until(async () => (await tasks(naru)) === 1);
    const [late] = (await list(naru)).items;
    expect(late).toMatchObject({ reason: 'late', flow: 'big', whole: true });
    expect(await send(naru, late.id)).toMatchObject({ outcome: 'duplicate' });
    expect(await send(naru, late.id, { newId: true, now: true })).toMatchObject({ outcome: 'accepted' });
    await until(async () => (await tasks(naru)) === 2);
    // Sent once more it is another event.
    expect(await send(naru, late.id, { newId: true, now: true })).toMatchObject({
      outcome: 'accepted',
      item: { timesIn: 2 },
    });
  });

  it('are sent in again all at once, but not those that are in', async () => {
    const naru = await startNaru({ flows });
    const future = (i: number) =>
      JSON.stringify(paid(200 + i, { time: new Date(naru.clock.now() + 600_000).toISOString() }));
    await lines(naru, Array.from({ length: 250 }, (_, i) => future(i)).join('\n'));
    await lines(naru, 'no event');
    naru.clock.advance(600_000);
    const [noEvent, newest] = (await list(naru, '?limit=2')).items;
    await send(naru, newest.id);
    const selected = await naru.ask('POST', '/api/bad-events/send', {
      ids: [newest.id, noEvent.id, '999999'],
    });
    expect(await selected.json()).toEqual({ accepted: 0, duplicates: 0, refused: 1, skipped: 1 });
    const all = await naru.ask('POST', '/api/bad-events/send', { text: 'paid-' });
    expect(await all.json()).toEqual({ accepted: 249, duplicates: 0, refused: 0, skipped: 1 });
    naru.clock.advance(10_000);
    await until(async () => (await tasks(naru)) === 250);
  });

  it('keep the id of those that were refused, where all get one of their own', async () => {
    const naru = await startNaru({ flows: [{ ...bigAmounts('big'), late: 'drop' } as (typeof flows)[0]] });
    const at = (ms: number) => new Date(naru.clock.now() + ms).toISOString();
    await lines(naru, JSON.stringify(paid(500, { time: at(0) })));
    await lines(naru, JSON.stringify(paid(600, { time: at(-3_600_000) })));
    const early = paid(700, { time: at(600_000) });
    await lines(naru, JSON.stringify(early));
    await until(async () => (await list(naru)).total === 2);
    const all = await naru.ask('POST', '/api/bad-events/send', { newId: true, now: true });
    expect(await all.json()).toEqual({ accepted: 2, duplicates: 0, refused: 0, skipped: 0 });
    // Its source sends it once more: it is in by now.
    const again = await lines(naru, JSON.stringify({ ...early, time: at(0) }));
    expect(await again.json()).toMatchObject({ accepted: 0, duplicates: 1 });
  });

  it('that were cut, or are not as they came, are not sent as they are', async () => {
    const naru = await startNaru({ flows });
    await lines(naru, `"${'x'.repeat(100_000)}"`);
    await fetch(`${naru.url}/api/events`, {
      method: 'POST',
      headers: {
        'ce-id': 'b',
        'ce-source': '/s',
        'ce-type': 'test.paid',
        'content-type': 'application/json',
      },
      body: '{oops',
    });
    const [binary, cut] = (await list(naru)).items;
    expect(cut).toMatchObject({ cut: true, whole: false, size: 100_002 });
    expect((await naru.ask('POST', `/api/bad-events/${cut.id}/send`)).status).toBe(409);
    expect((await naru.ask('POST', `/api/bad-events/${cut.id}/send`, { event: '{}' })).status).toBe(409);
    expect(binary).toMatchObject({ cut: false, whole: false });
    expect((await naru.ask('POST', `/api/bad-events/${binary.id}/send`)).status).toBe(409);
    expect(await send(naru, binary.id, { event: JSON.stringify(paid(1)) })).toMatchObject({
      outcome: 'accepted',
    });
  });

  it('are forgotten one, or all that fit', async () => {
    const naru = await startNaru({ flows });
    await lines(naru, '"a"\n"b"\n"c"');
    const [newest] = (await list(naru)).items;
    expect(await (await naru.ask('DELETE', `/api/bad-events/${newest.id}`)).json()).toEqual({ count: 1 });
    expect((await naru.ask('DELETE', `/api/bad-events/${newest.id}`)).status).toBe(404);
    expect(await (await naru.ask('DELETE', '/api/bad-events?text=%22b%22')).json()).toEqual({ count: 1 });
    expect((await list(naru)).items.map(({ event }) => event)).toEqual(['"a"']);
  });
});
