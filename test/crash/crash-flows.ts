/**
 * The flows that the crash suite runs, one for each kind of thing that waits: counts that are emptied, runs with an
 * absence, sessions and fixed windows with their timers, a throttle, events that go on when a delivery is settled,
 * matches that become events, and absences that the clock alone decides.
 *
 * What they find must not depend on who was faster, so that a disturbed run can be held against an undisturbed one:
 * - Times of events are all different, and long past; `lateness` is as long as a round, so events are worked off in the
 *   order of their times, however they arrived. `delay` is so long that the clock decides nothing.
 * - Behind a delivery (`done`, and the channel `event`) stands only what does not ask for order.
 * - The flow `by-clock` is the other way round: there the clock decides, and every ping is without an answer.
 */
import type { FlowFile, FlowNode } from '../../flows/format/flow-file.ts';

/** Event time of one round, in seconds. */
export const ROUND_SECONDS = 60;

type Settings = Readonly<Record<string, unknown>>;

function flow(id: string, nodes: Record<string, [string, Settings]>, edges: readonly string[]): FlowFile {
  return {
    id,
    name: { ko: id, en: id },
    timezone: 'Asia/Seoul',
    lateness: `PT${ROUND_SECONDS}S`,
    delay: 'P36500D',
    late: 'process',
    nodes: Object.entries(nodes).map(([name, [type, data]], index) => ({
      id: name,
      type,
      position: { x: 240 * index, y: 0 },
      data: { ...data, label: { ko: name, en: name } },
    })),
    edges: edges.map((edge, index) => {
      const [source, target] = edge.split(' > ').map((end) => end.split('.'));
      return {
        id: `e${index}`,
        source: source[0],
        ...(source[1] && { sourceHandle: source[1] }),
        target: target[0],
        ...(target[1] && { targetHandle: target[1] }),
      };
    }),
  };
}

const rule = (field: string, operator: string, value: unknown) => ({
  combinator: 'and',
  rules: [{ field, operator, value }],
});
const from = (eventType: string): [string, Settings] => ['event-source', { eventType }];
const action = (channel: string, params: Settings): [string, Settings] => ['action', { channel, params }];
const count = { name: 'n', function: 'count' };

function payments(hook: string): FlowFile {
  return flow(
    'payments',
    {
      paid: from('crash.payment'),
      small: ['filter', { where: rule('amount', '<', 300) }],
      often: [
        'window',
        {
          key: ['account'],
          window: { kind: 'rolling', size: 'PT10M' },
          aggregates: [
            count,
            { name: 'total', function: 'sum', field: 'amount' },
            { name: 'customerId', function: 'last', field: 'customerId' },
            { name: 'ids', function: 'list', field: '$id' },
          ],
          having: rule('n', '>=', 5),
          emit: 'reset',
        },
      ],
      customer: [
        'lookup',
        { table: 'people', into: 'customer', on: [{ field: 'customerId', column: 'id' }] },
      ],
      alert: action('webhook', { url: `${hook}/alert` }),
      note: ['derive', { fields: [{ name: 'note', expression: '"after " + account' }] }],
      'follow-up': action('task', { queue: 'crash', title: 'Call {{account}}' }),
    },
    [
      'paid > small',
      'small.match > often',
      'often > customer',
      'customer.found > alert',
      'alert.done > note',
      'note > follow-up',
    ],
  );
}

function quotes(): FlowFile {
  return flow(
    'quotes',
    {
      quote: from('crash.quote'),
      contract: from('crash.contract'),
      silent: [
        'correlate',
        {
          steps: [
            { name: 'asked', key: ['customerId'] },
            { name: 'signed', key: ['customerId'], absent: true },
          ],
          within: 'PT25S',
          start: 'first',
        },
      ],
      both: [
        'correlate',
        {
          steps: [
            { name: 'asked', key: ['customerId'] },
            { name: 'signed', key: ['customerId'] },
          ],
          within: 'PT20S',
          order: 'any',
        },
      ],
      open: action('case', { title: 'No contract {{asked.customerId}}' }),
      seen: action('log', { text: 'both {{asked.customerId}}' }),
    },
    [
      'quote > silent.asked',
      'contract > silent.signed',
      'quote > both.asked',
      'contract > both.signed',
      'silent > open',
      'both > seen',
    ],
  );
}

function visits(hook: string): FlowFile {
  return flow(
    'visits',
    {
      visit: from('crash.visit'),
      session: [
        'window',
        {
          key: ['user'],
          window: { kind: 'session', gap: 'PT10S' },
          aggregates: [count, { name: 'pages', function: 'distinct', field: 'page' }],
          emit: 'close',
        },
      ],
      left: action('webhook', { url: `${hook}/left` }),
      region: [
        'window',
        {
          key: ['region'],
          window: { kind: 'tumbling', size: 'PT20S' },
          aggregates: [count, { name: 'people', function: 'distinct', field: 'user' }],
          having: rule('n', '>=', 5),
          emit: 'close',
        },
      ],
      seldom: ['throttle', { key: ['region'], max: 2, per: 'PT90S' }],
      look: action('task', { queue: 'regions', title: 'Look at {{region}}' }),
      rest: action('table', { table: 'crowds', row: { region: '{{region}}', n: '{{n}}' } }),
    },
    [
      'visit > session',
      'session > left',
      'visit > region',
      'region > seldom',
      'seldom.pass > look',
      'seldom.held > rest',
    ],
  );
}

/** A match becomes an event, which another flow takes whenever it comes. */
function big(): FlowFile {
  return flow(
    'big',
    {
      paid: from('crash.payment'),
      size: ['decide', { rules: [{ when: rule('amount', '>=', 1490), set: { size: 'big' } }] }],
      tell: action('event', { type: 'crash.echo' }),
    },
    ['paid > size', 'size.out > tell'],
  );
}

function echoes(): FlowFile {
  return flow(
    'echoes',
    {
      echo: from('crash.echo'),
      watch: action('watchlist', { entry: '{{customerId}}', reason: '{{size}} {{amount}}' }),
    },
    ['echo > watch'],
  );
}

/** The clock decides: a second after a ping, at the latest when the runtime is there again. */
function byClock(): FlowFile {
  const made = flow(
    'by-clock',
    {
      ping: from('crash.ping'),
      pong: from('crash.pong'),
      gone: [
        'correlate',
        {
          steps: [
            { name: 'ping', key: ['name'] },
            { name: 'pong', key: ['name'], absent: true },
          ],
          within: 'PT1S',
        },
      ],
      missing: action('task', { queue: 'clock', title: 'No answer {{ping.name}}' }),
    },
    ['ping > gone.ping', 'pong > gone.pong', 'gone > missing'],
  );
  return { ...made, lateness: 'PT0S', delay: 'PT1S' };
}

/** @param hook where the web hooks go, without a slash at its end */
export function crashFlows(hook: string): FlowFile[] {
  return [payments(hook), quotes(), visits(hook), big(), echoes(), byClock()];
}

/** The reference table of `payments`: whoever is not in it is not called. */
export const PEOPLE = `id,grade\n${Array.from({ length: 18 }, (_, i) => `C${i},${i % 3 === 0 ? 'VIP' : 'BASIC'}`).join('\n')}\n`;

/** By its description a deployed version is told from the others. */
export function version(made: FlowFile, name: string): FlowFile {
  return { ...made, description: name };
}

/** What changes nothing that waits: places and labels. */
export function moved(made: FlowFile, by: number): FlowFile {
  return {
    ...made,
    nodes: made.nodes.map((node) => ({
      ...node,
      position: { x: node.position.x, y: by },
      data: { ...node.data, label: { ko: `${node.id} ${by}`, en: `${node.id} ${by}` } },
    })),
  };
}

/** What changes something: each time another threshold, span, or node. */
export function changed(made: FlowFile, round: number): FlowFile {
  const set = (id: string, change: Settings) => ({
    ...made,
    nodes: made.nodes.map(
      (node): FlowNode => (node.id === id ? { ...node, data: { ...node.data, ...change } } : node),
    ),
  });
  if (made.id === 'payments') return set('often', { having: rule('n', '>=', 4 + (round % 3)) });
  if (made.id === 'quotes') return set('silent', { within: `PT${20 + 5 * (round % 3)}S` });
  return set('region', { having: rule('n', '>=', 4 + (round % 3)) });
}
