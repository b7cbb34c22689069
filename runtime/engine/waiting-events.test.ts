import { describe, expect, it } from 'vitest';
import type { FlowFile } from '../../flows/format/flow-file.ts';
import { createEngine } from './engine.ts';
import { MemoryLog } from './kernel/event-log.ts';

/** Counts what must not be let go. */
class PinningLog extends MemoryLog {
  readonly pinned = new Map<number, number>();

  pin(place: number): void {
    this.pinned.set(place, (this.pinned.get(place) ?? 0) + 1);
  }

  unpin(place: number): void {
    const count = this.pinned.get(place)! - 1;
    if (count > 0) this.pinned.set(place, count);
    else this.pinned.delete(place);
  }
}

const START = Date.UTC(2026, 2, 2);
const flow = (id: string) =>
  ({
    id,
    name: id,
    lateness: 'PT1H',
    nodes: [
      { id: 'in', type: 'event-source', position: { x: 0, y: 0 }, data: { eventType: 'paid' } },
      { id: 'act', type: 'action', position: { x: 0, y: 0 }, data: { channel: 'log', params: {} } },
    ],
    edges: [{ id: 'e', source: 'in', target: 'act' }],
  }) as unknown as FlowFile;
const event = (id: string, time: number) =>
  `${JSON.stringify({ id, source: '/t', type: 'paid', time: new Date(time).toISOString(), data: {} })}\n`;

describe('events that wait for the watermark', () => {
  it('are not let go by the log until they have been worked off, or their flow is gone', () => {
    const log = new PinningLog();
    const engine = createEngine({ mode: 'live' }, log);
    engine.deploy(flow('a'));
    engine.deploy(flow('b'));
    engine.push(Buffer.from(event('1', START) + event('2', START + 1)), START + 1);
    expect([...log.pinned.values()]).toEqual([2, 2]);
    engine.remove('a');
    expect([...log.pinned.values()]).toEqual([1, 1]);
    engine.push(Buffer.from(event('3', START + 3_600_000)), START + 3_600_000);
    expect(log.pinned.size).toBe(2);
    engine.tick(START + 3 * 3_600_000);
    expect(log.pinned.size).toBe(0);
  });
});
