import { request } from 'node:http';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { BATCH_LIMIT, EVENT_LIMIT } from '../ingest/event-limits.ts';
import { bigAmounts, type NaruUnderTest, paid, startNaru, until } from '../testing/naru-under-test.ts';

const flows = [bigAmounts('big')];

function post(
  naru: NaruUnderTest,
  type: string,
  body: BodyInit,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(`${naru.url}/api/events`, {
    method: 'POST',
    headers: { 'content-type': type, ...headers },
    body,
  });
}

const tasks = async (naru: NaruUnderTest) =>
  (await (await naru.ask('GET', '/api/records?kind=task')).json()).total;
const accepted = (count: number) => ({ accepted: count, duplicates: 0, refused: 0, problems: [] });

describe('events come in', () => {
  it('as UTF-8: one that is not is refused with its place, in a batch and in lines', async () => {
    const naru = await startNaru({ flows });
    // 'EUC-KR' for 가.
    const other = Buffer.concat([
      Buffer.from('{"id":"k","source":"/t","type":"test.paid","data":{"name":"'),
      Buffer.from([0xb0, 0xa1]),
      Buffer.from('"}}'),
    ]);
    const good = () => Buffer.from(JSON.stringify(paid(101)));
    const lines = Buffer.concat([good(), Buffer.from('\r\n\n'), other, Buffer.from('\n'), good()]);
    const batch = Buffer.concat([Buffer.from('['), good(), Buffer.from(','), other, Buffer.from(']')]);
    const inLines = await (await post(naru, 'application/x-ndjson', lines)).json();
    expect(inLines).toMatchObject({ accepted: 2, refused: 1, problems: [{ index: 1, line: 3 }] });
    const inBatch = await (await post(naru, 'application/cloudevents-batch+json', batch)).json();
    expect(inBatch).toMatchObject({ accepted: 1, refused: 1, problems: [{ index: 1 }] });
    expect(inBatch.problems[0].message.ko).toMatch(/UTF-8이 아닌/);
  });

  it('in binary mode, where one that is refused is counted and can be found', async () => {
    const naru = await startNaru({ flows });
    const headers = { 'ce-id': 'b1', 'ce-source': '/t', 'ce-type': 'test.paid' };
    const large = await post(naru, 'application/json', JSON.stringify('x'.repeat(EVENT_LIMIT)), headers);
    expect(large.status).toBe(400);
    expect(await large.json()).toMatchObject({
      refused: 1,
      message: { en: 'The event is larger than 1 MiB.' },
    });
    await post(naru, 'application/json', '{"amount": oops}', headers);
    const { items } = await (await naru.ask('GET', '/api/bad-events')).json();
    expect(items[0].event).toBe('ce-id: b1\nce-source: /t\nce-type: test.paid\n\n{"amount": oops}');
    expect(naru.naru.runtime.intake.totals.refused).toBe(2);
  });

  it('as one CloudEvent, as JSON, as a batch, in binary mode, as lines; and reach the flow', async () => {
    const naru = await startNaru({ flows });
    const answers = [
      await post(naru, 'application/cloudevents+json; charset=utf-8', JSON.stringify(paid(101))),
      await post(naru, 'application/json', JSON.stringify(paid(102))),
      await post(naru, 'application/json', JSON.stringify([paid(103)])),
      await post(naru, 'application/cloudevents-batch+json', JSON.stringify([paid(104), paid(5)], null, 2)),
      await post(naru, 'application/json', '{"amount": 105}', {
        'ce-id': 'b1',
        'ce-source': '/t',
        'ce-type': 'test.paid',
      }),
      await post(
        naru,
        'application/x-ndjson',
        `${JSON.stringify(paid(106))}\n\n${JSON.stringify(paid(107))}`,
      ),
    ];
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202, 202, 202, 202]);
    expect(await Promise.all(answers.map((answer) => answer.json()))).toEqual(
      [1, 1, 1, 2, 1, 2].map(accepted),
    );
    naru.clock.advance(300);
    await until(async () => (await tasks(naru)) === 7);
  });

  it('once each: the same source and id again is counted, not taken', async () => {
    const naru = await startNaru({ flows });
    const event = paid(101, { id: 'same' });
    expect(await (await naru.send([event, event])).json()).toMatchObject({ accepted: 1, duplicates: 1 });
    const again = await naru.send([event]);
    expect(again.status).toBe(202);
    expect(await again.json()).toMatchObject({ accepted: 0, duplicates: 1 });
  });

  it('and the wrong ones are refused with their place and a sentence, the others taken', async () => {
    const naru = await startNaru({ flows });
    const lines = [
      '',
      JSON.stringify(paid(1)),
      'not json',
      '{"source":"/t","type":"x"}',
      JSON.stringify(paid(2)),
      '{"id":"a',
    ];
    const answer = await (await post(naru, 'application/x-ndjson', lines.join('\n'))).json();
    expect(answer).toMatchObject({ accepted: 2, refused: 3 });
    expect(answer.problems.map(({ index, line }: { index: number; line: number }) => [index, line])).toEqual([
      [1, 3],
      [2, 4],
      [4, 6],
    ]);
    for (const { message } of answer.problems)
      expect(message).toEqual({ ko: expect.any(String), en: expect.any(String) });

    const batch = [
      paid(1),
      7,
      { ...paid(1), time: 'yesterday' },
      { ...paid(1), specversion: '0.3' },
      paid(2),
    ];
    const second = await (
      await post(naru, 'application/cloudevents-batch+json', JSON.stringify(batch))
    ).json();
    expect(second).toMatchObject({ accepted: 2, refused: 3 });
    expect(second.problems.map(({ index }: { index: number }) => index)).toEqual([1, 2, 3]);

    const { items } = await (await naru.ask('GET', '/api/bad-events')).json();
    expect(items).toHaveLength(6);
    expect(items[0]).toMatchObject({ reason: 'refused', event: expect.stringContaining('0.3') });
  });

  it('from the future are refused', async () => {
    const naru = await startNaru({ flows });
    const at = (ms: number) => new Date(naru.clock.now() + ms).toISOString();
    const answer = await (
      await naru.send([paid(1, { time: at(30_000) }), paid(1, { time: at(90_000) })])
    ).json();
    expect(answer).toMatchObject({ accepted: 1, refused: 1, problems: [{ index: 1 }] });
  });

  it('larger than 1 MiB are refused in lines and batches, wherever they stand', async () => {
    const naru = await startNaru({ flows });
    const large = JSON.stringify(paid(1, { data: { text: 'x'.repeat(EVENT_LIMIT) } }));
    const [first, last] = [JSON.stringify(paid(1)), JSON.stringify(paid(2))];
    const lines = await (await post(naru, 'application/x-ndjson', `${first}\n${large}\n${last}\n`)).json();
    expect(lines).toMatchObject({ accepted: 2, refused: 1, problems: [{ index: 1, line: 2 }] });
    const batch = await (
      await post(naru, 'application/json', `[${JSON.stringify(paid(1))},${large},${JSON.stringify(paid(2))}]`)
    ).json();
    expect(batch).toMatchObject({ accepted: 2, refused: 1, problems: [{ index: 1 }] });
    const one = await post(naru, 'application/cloudevents+json', large);
    expect(one.status).toBe(400);
    expect(await one.json()).toMatchObject({
      status: 400,
      refused: 1,
      message: { ko: expect.stringContaining('1MiB') },
    });
  });

  it('all refused: 400, and the problem says why', async () => {
    const naru = await startNaru({ flows });
    const answer = await post(naru, 'application/json', '{"source":"/t","type":"x"}');
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(await answer.json()).toMatchObject({
      accepted: 0,
      refused: 1,
      problems: [{ index: 0 }],
      detail: expect.stringContaining('id'),
    });
  });

  it('not as JSON at all: 400; of another type: 415; over 64 MiB: 413', async () => {
    const naru = await startNaru({ flows });
    for (const body of ['[{"id":', 'hello, world', ''])
      expect((await post(naru, 'application/json', body)).status).toBe(400);
    const plain = await post(naru, 'text/plain', 'x');
    expect([plain.status, plain.headers.get('accept')]).toEqual([
      415,
      expect.stringContaining('application/x-ndjson'),
    ]);
    const tooLarge = await post(naru, 'application/json', Buffer.alloc(BATCH_LIMIT + 1, 32));
    expect(tooLarge.status).toBe(413);
    expect(await tooLarge.json()).toMatchObject({ status: 413, type: 'urn:naru:problem:too-large' });
  });

  it('gzipped; and a bomb is 413, nonsense 400, another packing 415', async () => {
    const naru = await startNaru({ flows });
    const gzip = { 'content-encoding': 'gzip' };
    const packed = gzipSync([paid(101), paid(102)].map((event) => JSON.stringify(event)).join('\n'));
    expect(await (await post(naru, 'application/x-ndjson', packed, gzip)).json()).toEqual(accepted(2));
    const bomb = gzipSync(Buffer.alloc(BATCH_LIMIT + 1024, 32), { level: 9 });
    expect((await post(naru, 'application/json', bomb, gzip)).status).toBe(413);
    expect((await post(naru, 'application/json', 'not gzip', gzip)).status).toBe(400);
    expect((await post(naru, 'application/json', packed.subarray(0, 30), gzip)).status).toBe(400);
    expect((await post(naru, 'application/json', 'x', { 'content-encoding': 'br' })).status).toBe(415);
  });

  it('as a stream: what has come is taken before the stream ends', async () => {
    const naru = await startNaru({ flows });
    const answer = new Promise<string>((resolve, reject) => {
      const stream = request(
        `${naru.url}/api/events`,
        { method: 'POST', headers: { 'content-type': 'application/x-ndjson' } },
        (response) => {
          let text = '';
          response.on('data', (chunk) => {
            text += chunk;
          });
          response.on('end', () => resolve(text));
        },
      );
      stream.on('error', reject);
      const text = `${JSON.stringify(paid(101))}\n`;
      stream.write(text.slice(0, 20));
      stream.write(text.slice(20));
      const look = async () => {
        while (naru.naru.runtime.intake.totals.accepted < 1) await new Promise((turn) => setImmediate(turn));
        stream.end(JSON.stringify(paid(102)));
      };
      void look();
    });
    expect(JSON.parse(await answer)).toEqual(accepted(2));
  });

  it('in a flood of nonsense, quickly, and the operator still finds some of it', async () => {
    const naru = await startNaru({ flows });
    const count = 100_000;
    const answer = await (await post(naru, 'application/json', `[${'1,'.repeat(count - 1)}1]`)).json();
    expect(answer).toMatchObject({ accepted: 0, refused: count });
    expect(answer.problems).toHaveLength(100);
    expect((await (await naru.ask('GET', '/api/bad-events?limit=500')).json()).total).toBe(500);
  });
});
