import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { describe, expect, it, onTestFinished } from 'vitest';
import { manualClock } from '../../clock.ts';
import { startHookServer } from '../../testing/hook-server.ts';
import { bigAmounts, type NaruUnderTest, paid, startNaru, until } from '../../testing/naru-under-test.ts';
import type { Delivery } from '../../wire/rest.ts';
import { emailChannel } from './email.ts';
import { HOP_LIMIT } from './event.ts';

const outbox = async (naru: NaruUnderTest): Promise<Delivery[]> =>
  (await (await naru.ask('GET', '/api/outbox')).json()).items;

async function deliveries(naru: NaruUnderTest, holds: (items: Delivery[]) => boolean): Promise<Delivery[]> {
  let items: Delivery[] = [];
  await until(async () => {
    items = await outbox(naru);
    return holds(items);
  });
  return items;
}

/** The live engine notices an event's time when the clock says so. */
async function send(naru: NaruUnderTest, ...events: unknown[]): Promise<void> {
  await naru.send(events);
  naru.clock.advance(300);
}

describe('webhook', () => {
  it('sends the match, or what the template makes of it, with its id as the idempotency key', async () => {
    const hook = await startHookServer();
    const whole = bigAmounts('whole', 'webhook', { url: `${hook.url}/{{ customer }}` });
    const made = bigAmounts('made', 'webhook', {
      url: hook.url,
      method: 'PUT',
      body: '{"who": "{{ customer }}", "amount": {{ amount }}}',
      headers: [
        { name: 'X-Who', value: '{{ amount }}' },
        { name: 'Host', value: 'evil' },
      ],
    });
    const naru = await startNaru({ flows: [whole, made], webhookAllow: '127.0.0.1' });
    await send(naru, paid(500, { data: { amount: 500, customer: 'a/b "c"\n' } }));
    const items = await deliveries(
      naru,
      (all) => all.length === 2 && all.every(({ status }) => status === 'delivered'),
    );
    const put = hook.got.find(({ method }) => method === 'PUT');
    const post = hook.got.find(({ method }) => method === 'POST');
    expect(JSON.parse(put?.body ?? '')).toEqual({ who: 'a/b "c"\n', amount: 500 });
    expect(put?.headers).toMatchObject({
      'x-who': '500',
      'content-type': 'application/json',
      host: new URL(hook.url).host,
    });
    expect(post?.path).toBe('/a%2Fb%20%22c%22%0A');
    const item = items.find(({ flow }) => flow === 'whole');
    expect(JSON.parse(post?.body ?? '')).toMatchObject({
      id: item?.id,
      flow: 'whole',
      node: 'act',
      data: { amount: 500 },
    });
    expect(post?.headers['idempotency-key']).toBe(item?.id);
  });

  it('refuses a header that would break out of its line', async () => {
    const flow = bigAmounts('f', 'webhook', {
      url: 'http://127.0.0.1:1/',
      headers: { 'x-a': '{{ customer }}' },
    });
    const naru = await startNaru({ flows: [flow], webhookAllow: '127.0.0.1' });
    await send(naru, paid(500, { data: { amount: 500, customer: 'a\r\nx-b: c' } }));
    const [item] = await deliveries(naru, (all) => all[0]?.status === 'failed');
    expect(item.reason).toContain('x-a');
  });

  it('to an address inside is kept as failed, with what to do', async () => {
    const naru = await startNaru({ flows: [bigAmounts('f', 'webhook', { url: 'http://127.0.0.1:1/' })] });
    await send(naru, paid(500));
    const [item] = await deliveries(naru, (all) => all[0]?.status === 'failed');
    expect(item.reasonText?.ko).toContain('NARU_WEBHOOK_ALLOW');
  });
});

describe('email', () => {
  async function startSmtp() {
    const mails: string[] = [];
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onAuth: (auth, _session, done) =>
        done(auth.password === 'geheim' ? null : new Error('no'), { user: 'u' }),
      onRcptTo: (address, _session, done) =>
        done(
          address.address.startsWith('nobody')
            ? Object.assign(new Error('unknown'), { responseCode: 550 })
            : null,
        ),
      onData(stream, _session, done) {
        let text = '';
        stream.on('data', (chunk) => {
          text += chunk;
        });
        stream.on('end', () => {
          mails.push(text);
          done();
        });
      },
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
    return { mails, port: (server.server.address() as AddressInfo).port };
  }

  it('is held until a server is set up, and then sent on request', async () => {
    const smtp = await startSmtp();
    const flow = bigAmounts('f', 'email', {
      to: '{{ customer }}',
      subject: '알림 {{ amount }}',
      body: '본문',
    });
    const naru = await startNaru({ flows: [flow] });
    await send(naru, paid(500, { data: { amount: 500, customer: 'kim@example.com' } }));
    await deliveries(naru, (all) => all[0]?.status === 'held');
    const email = {
      host: '127.0.0.1',
      port: smtp.port,
      secure: false,
      user: 'u',
      password: 'geheim',
      from: 'naru@example.com',
    };
    expect((await naru.ask('PUT', '/api/settings', { email, sms: null })).status).toBe(200);
    expect(await (await naru.ask('POST', '/api/outbox/resend', { status: 'held' })).json()).toEqual({
      count: 1,
    });
    await deliveries(naru, (all) => all[0]?.status === 'delivered');
    expect(smtp.mails[0]).toContain('To: kim@example.com');
    expect(smtp.mails[0]).toMatch(/Message-ID: <[0-9a-f]+@naru>/i);
  });

  it('that the server refuses for good is not tried again', async () => {
    const smtp = await startSmtp();
    const channel = emailChannel(() => ({
      host: '127.0.0.1',
      port: smtp.port,
      secure: false,
      user: '',
      from: 'naru@example.com',
    }));
    const mail = (to: string) =>
      channel.send(
        { id: 'x', params: { to, subject: 's', body: 'b' } } as unknown as Delivery,
        new AbortController().signal,
      );
    await expect(mail('nobody@example.com')).rejects.toMatchObject({ retry: false });
    await expect(mail('')).rejects.toMatchObject({ retry: false });
    await mail('somebody@example.com');
    expect(smtp.mails).toHaveLength(1);
  });

  it('to a server that is away is tried again', async () => {
    const channel = emailChannel(() => ({
      host: '127.0.0.1',
      port: 1,
      secure: false,
      user: '',
      from: 'naru@example.com',
    }));
    const mail = channel.send(
      { id: 'x', params: { to: 'a@example.com' } } as unknown as Delivery,
      new AbortController().signal,
    );
    await expect(mail).rejects.toMatchObject({ retry: true });
  });
});

describe('sms', () => {
  it('goes to the gateway that is set, with what goes into the template kept in its place', async () => {
    const gateway = await startHookServer();
    const naru = await startNaru({
      flows: [bigAmounts('f', 'sms', { to: '{{ customer }}', text: '"{{ amount }}"원\n결제' })],
    });
    const sms = {
      url: `${gateway.url}/send`,
      method: 'POST',
      contentType: 'application/json',
      body: '{"to":"{{ to }}","message":"{{ text }}","ref":"{{ id }}"}',
      header: 'Authorization',
      secret: 'Key 123',
    };
    const broken = await naru.ask('PUT', '/api/settings', {
      email: null,
      sms: { ...sms, secret: 'a\r\nb: c' },
    });
    expect([broken.status, (await broken.json()).field]).toEqual([400, 'sms.secret']);
    expect(await (await naru.ask('PUT', '/api/settings', { email: null, sms })).json()).toMatchObject({
      sms: { hasSecret: true },
    });
    await send(naru, paid(500, { data: { amount: 500, customer: '010-1234' } }));
    const [item] = await deliveries(naru, (all) => all[0]?.status === 'delivered');
    expect(JSON.parse(gateway.got[0].body)).toEqual({
      to: '010-1234',
      message: '"500"원\n결제',
      ref: item.id,
    });
    expect(gateway.got[0].headers.authorization).toBe('Key 123');
  });
});

describe('event', () => {
  const relay = (id: string, from: string, to: string) => {
    const flow = bigAmounts(id, 'event', { type: to, data: { amount: '{{ amount }}', from: id } });
    return {
      ...flow,
      nodes: flow.nodes.map((node) => (node.id === 'in' ? { ...node, data: { eventType: from } } : node)),
    };
  };

  it('is taken by another flow, with numbers that stay numbers', async () => {
    const naru = await startNaru({
      flows: [
        relay('first', 'test.paid', 'test.next'),
        { ...relay('second', 'test.next', 'x'), id: 'second' },
      ],
    });
    await send(naru, paid(500));
    await until(async () => {
      naru.clock.advance(300);
      return (await outbox(naru)).filter(({ status }) => status === 'delivered').length === 2;
    });
    const items = await outbox(naru);
    expect(items.find(({ flow }) => flow === 'second')).toMatchObject({
      data: { amount: 500, from: 'first' },
      params: { hops: 2 },
    });
  });

  it('does not go round for ever', async () => {
    const naru = await startNaru({ flows: [relay('loop', 'test.paid', 'test.paid')] });
    await send(naru, paid(500));
    await until(async () => {
      naru.clock.advance(300);
      return (await outbox(naru)).some(({ status }) => status === 'failed');
    });
    const items = await outbox(naru);
    expect(items.filter(({ status }) => status === 'delivered')).toHaveLength(HOP_LIMIT);
    expect(items[0].reasonText?.ko).toContain('끝없이');
  });
});

describe('task, case, watchlist, table, log', () => {
  it('write down what people work with', async () => {
    const naru = await startNaru({
      flows: [
        bigAmounts('t', 'task', { queue: 'tm', title: 'Call {{ customer }}', text: 'now' }),
        bigAmounts('c', 'case', { severity: 'high' }),
        bigAmounts('w', 'watchlist', { entry: '{{ customer }}', reason: 'often' }),
        bigAmounts('l', 'log', { text: 'seen {{ amount }}' }),
        bigAmounts('r', 'table', { table: 'seen', row: { amount: '{{ amount }}', who: '{{ customer }}' } }),
        bigAmounts('bad', 'table', { table: '../{{ customer }}' }),
      ],
    });
    await send(naru, paid(500, { data: { amount: 500, customer: 'C1' } }));
    const items = await deliveries(naru, (all) => all.length === 6);
    expect(items.map(({ flow, status }) => `${flow} ${status}`).sort()).toEqual([
      'bad failed',
      'c delivered',
      'l delivered',
      'r delivered',
      't delivered',
      'w delivered',
    ]);
    const records = (await (await naru.ask('GET', '/api/records')).json()).items;
    expect(
      records.map(({ kind, title }: { kind: string; title: string }) => `${kind} ${title}`).sort(),
    ).toEqual(['case c · act', 'task Call C1', 'watchlist C1']);
    expect((await (await naru.ask('GET', '/api/records?kind=task&queue=tm')).json()).items).toMatchObject([
      { queue: 'tm', details: { text: 'now' } },
    ]);
    await until(async () => (await naru.ask('GET', '/api/tables/seen')).status === 200);
    expect(await (await naru.ask('GET', '/api/tables/seen')).json()).toMatchObject({
      total: 1,
      items: [{ row: { amount: 500, who: 'C1' }, written: { simulated: false } }],
    });
  });

  it('and what a table gets, a lookup finds', async () => {
    const look = {
      ...bigAmounts('look'),
      nodes: [
        { id: 'in', type: 'event-source', position: { x: 0, y: 0 }, data: { eventType: 'test.asked' } },
        {
          id: 'big',
          type: 'lookup',
          position: { x: 1, y: 0 },
          data: { table: 'seen', into: 'row', on: [{ field: 'who', column: 'who' }] },
        },
        { id: 'act', type: 'action', position: { x: 2, y: 0 }, data: { channel: 'log', params: {} } },
      ],
      edges: [
        { id: 'e1', source: 'in', target: 'big' },
        { id: 'e2', source: 'big', sourceHandle: 'found', target: 'act' },
      ],
    };
    const clock = manualClock();
    const naru = await startNaru({
      clock,
      flows: [
        bigAmounts('r', 'table', { table: 'seen', row: { who: '{{ customer }}', amount: '{{ amount }}' } }),
      ],
    });
    await naru.send([paid(500, { data: { amount: 500, customer: 'C1' } })]);
    await until(async () => {
      clock.advance(600);
      return (await naru.ask('GET', '/api/surroundings'))
        .json()
        .then(({ tables }) => tables.some(({ rowCount }: { rowCount: number }) => rowCount === 1));
    });
    clock.advance(600);
    expect((await naru.ask('POST', '/api/flows', { flow: look })).status).toBe(201);
    expect((await naru.ask('POST', '/api/flows/look/deploy', { revision: 1 })).status).toBe(200);
    await naru.send([paid(1, { type: 'test.asked', data: { who: 'C1' } })]);
    await until(async () => {
      clock.advance(300);
      return (await outbox(naru)).some(({ flow }) => flow === 'look');
    });
    expect((await outbox(naru)).find(({ flow }) => flow === 'look')?.data).toMatchObject({
      row: { amount: 500, who: 'C1' },
    });
  });
});
