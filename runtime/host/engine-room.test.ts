import { describe, expect, it } from 'vitest';
import type { FlowFile } from '../../flows/format/flow-file.ts';
import { createEngine } from '../engine/engine.ts';
import type { HostedMatch } from './engine-host.ts';
import { EngineRoom } from './engine-room.ts';

const start = Date.parse('2026-03-02T00:00:00Z');
const HOUR = 3_600_000;
const position = { x: 0, y: 0 };

/** Tells by a channel of a quote that nobody has asked about within a time. */
const silence = (within: string, channel: string): FlowFile => ({
  id: 'silence',
  name: 'silence',
  nodes: [
    { id: 'quote', type: 'event-source', position, data: { eventType: 'quote' } },
    { id: 'inquiry', type: 'event-source', position, data: { eventType: 'inquiry' } },
    {
      id: 'wait',
      type: 'correlate',
      position,
      data: {
        steps: [
          { name: 'q', key: ['customer'] },
          { name: 'i', key: ['customer'], absent: true },
        ],
        within,
      },
    },
    { id: 'call', type: 'action', position, data: { channel, params: {} } },
  ],
  edges: [
    { id: 'a', source: 'quote', target: 'wait', targetHandle: 'q' },
    { id: 'b', source: 'inquiry', target: 'wait', targetHandle: 'i' },
    { id: 'c', source: 'wait', target: 'call' },
  ],
});

const quote = new TextEncoder().encode(
  JSON.stringify({
    id: 'q1',
    source: '/s',
    type: 'quote',
    time: '2026-03-02T00:00:00Z',
    data: { customer: 'C1' },
  }),
);

function room() {
  const matches: HostedMatch[] = [];
  const tables = { live: {}, simulated: {} };
  const made = new EngineRoom({
    createEngine,
    tables,
    onMatch: (match) => matches.push(match),
    onBadEvent: () => {},
  });
  return { matches, room: made };
}

describe('what a deploy itself finds', () => {
  it('is told with the settings of the new version', () => {
    const { matches, room: live } = room();
    live.deploy(silence('P1D', 'log'), start);
    live.push(quote, start);
    live.tick(start + 12 * HOUR);
    live.deploy(silence('PT6H', 'task'), start + 12 * HOUR);
    expect(matches.map(({ match, action }) => [match.key, match.time, action.channel])).toEqual([
      ['C1', start + 6 * HOUR, 'task'],
    ]);
  });

  it('is so in a copy too', () => {
    const { matches, room: live } = room();
    live.startCopy(silence('P1D', 'log'), start);
    live.advanceCopy('silence', quote, start, start);
    live.advanceCopy('silence', new Uint8Array(0), start + 12 * HOUR, start);
    live.deployCopy(silence('PT6H', 'task'));
    expect(matches.map(({ match, action }) => [match.key, action.channel])).toEqual([['C1', 'task']]);
  });
});

it('previews what a deploy does to the live flow, which a copy does not change', () => {
  const { room: live } = room();
  expect(live.preview(silence('P1D', 'log')).nodes.map(({ fate }) => fate)).toEqual(Array(4).fill('new'));
  live.deploy(silence('P1D', 'log'), start);
  live.push(quote, start);
  live.startCopy(silence('P1D', 'log'), start);
  expect(live.preview(silence('P3D', 'log')).nodes[2]).toMatchObject({
    node: 'wait',
    kind: 'correlate',
    fate: 'changed',
    waiting: { runs: 1, timers: 1 },
    changes: [
      {
        ko: '기다리는 시간이 1일에서 3일로 늘어납니다. 진행 중인 1건의 마감도 함께 옮겨집니다.',
        en: 'The time to wait becomes longer: 3 days instead of 1 day. The deadline of the one open run moves with it.',
      },
    ],
    reasons: [],
  });
});
