import { expect, it } from 'vitest';
import { MemoryLog } from './kernel/event-log.ts';
import { HeldEvents } from './kernel/held-events.ts';
import { RowMemory } from './kernel/row-memory.ts';
import { ParsedEvents } from './kernel/source-events.ts';
import { UnsettledEvents } from './unsettled-events.ts';

it('tells which event it gives up where there are too many, and keeps the others', () => {
  const log = new MemoryLog();
  const givenUp: string[] = [];
  const held = new HeldEvents(log, new ParsedEvents(log));
  held.use(new RowMemory());
  const events = new UnsettledEvents(held, (node, data) => givenUp.push(`${node} ${data}`), 2);
  const event = (n: number) => ({ key: `k${n}`, envelope: {}, time: n, data: { n }, causes: [] });
  for (const n of [1, 2, 3]) events.add('act', `m${n}`, event(n));
  expect(givenUp).toEqual(['act {"n":1}']);
  const seen: unknown[] = [];
  for (const n of [1, 2, 3]) events.settle('act', `m${n}`, (each) => seen.push(each?.data));
  expect(seen).toEqual([undefined, { n: 2 }, { n: 3 }]);
});
