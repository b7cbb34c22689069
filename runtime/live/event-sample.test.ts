import { describe, expect, it } from 'vitest';
import type { FlowFile } from '../../flows/format/flow-file.ts';
import { bigAmounts, paid } from '../testing/naru-under-test.ts';
import { EventSample, takes } from './event-sample.ts';

const flow = bigAmounts('a') as unknown as FlowFile;
const block = (count: number) =>
  new TextEncoder().encode(Array.from({ length: count }, (_, i) => `${JSON.stringify(paid(i))}\n`).join(''));

describe('a sample of events', () => {
  it('has a few of each block, and not more than a message takes', () => {
    const sample = new EventSample();
    for (let i = 0; i < 50; i++) sample.addBlock(block(1_000), [flow]);
    const { length } = sample.take().get('a') ?? [];
    expect(length).toBeGreaterThan(10);
    expect(length).toBeLessThanOrEqual(20);
    expect(sample.take().size).toBe(0);
  });

  it('has what a small block holds, whole lines only, and nothing that is none', () => {
    const sample = new EventSample();
    sample.addBlock(block(3), [flow]);
    sample.addBlock(new TextEncoder().encode('nonsense\n\n{"id":1}\n'), [flow]);
    sample.addBlock(new TextEncoder().encode(JSON.stringify({ ...paid(1), type: 'other' })), [flow]);
    expect(
      sample
        .take()
        .get('a')
        ?.map(({ data }) => data.amount),
    ).toEqual([0, 1, 2]);
  });

  it('knows which events a flow takes', () => {
    const wildcard = { ...flow, nodes: [{ ...flow.nodes[0], data: { eventType: 'test.*' } }] };
    expect([
      takes(flow, 'test.paid'),
      takes(flow, 'test.paid.twice'),
      takes(wildcard, 'test.x'),
      takes(wildcard, 'tester'),
      takes(wildcard, 'test'),
    ]).toEqual([true, false, true, false, false]);
  });
});
