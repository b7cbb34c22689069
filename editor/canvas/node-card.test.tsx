import { act, screen } from '@testing-library/react';
import { ReactFlowProvider } from '@xyflow/react';
import { Profiler } from 'react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FlowNode } from '../../flows/format/flow-file.ts';
import type { FlowCounts, NodeCounts } from '../../runtime/wire/live.ts';
import { documentActions } from '../document/open-document.ts';
import { counts } from '../live/live.ts';
import { draw } from '../testing/draw.tsx';
import { sampleFlow, sampleSummary } from '../testing/flow-samples.ts';
import type { CardData, CardNode } from './drawn-parts.ts';
import { NodeCard } from './node-card.tsx';

const Card = NodeCard as unknown as (props: { data: CardData; selected: boolean }) => React.ReactNode;

function cardOf(node: FlowNode, parts: Partial<CardData> = {}) {
  const data: CardNode['data'] = {
    flow: 'aml',
    node,
    incoming: {},
    missingInputs: [],
    missingOutputs: [],
    ...parts,
  };
  return (
    <ReactFlowProvider>
      <Card data={data} selected={false} />
    </ReactFlowProvider>
  );
}

function countsOf(nodes: Record<string, Partial<NodeCounts>>, at = 0): Record<string, FlowCounts> {
  const whole = Object.fromEntries(
    Object.entries(nodes).map(([id, node]) => [
      id,
      { in: 0, out: {}, noKey: 0, tooLate: 0, errors: 0, open: 0, ...node },
    ]),
  );
  return {
    aml: {
      at,
      mode: 'live',
      watermark: null,
      events: 0,
      matches: 0,
      late: 0,
      lateDropped: 0,
      waiting: 0,
      nodes: whole,
      edges: {},
    },
  };
}

const filter: FlowNode = {
  id: 'small',
  type: 'filter',
  position: { x: 0, y: 0 },
  data: {
    label: 'Small sums',
    where: { combinator: 'and', rules: [{ field: 'amount', operator: '<', value: 5 }] },
  },
};

beforeEach(() =>
  documentActions.open({ flow: sampleFlow, deployed: null, summary: sampleSummary(), fileFaults: [] }),
);
afterEach(() => {
  counts.clear();
  documentActions.close();
});

describe('a card', () => {
  it('shows what the node is called, what it is set to, and its handles', async () => {
    await draw(cardOf(filter));
    expect(screen.getByText('Small sums')).toBeTruthy();
    expect(screen.getByText(/amount < 5/)).toBeTruthy();
    expect(screen.getByText('match')).toBeTruthy();
    expect(screen.getByText('else')).toBeTruthy();
    expect(screen.getByText('Filter')).toBeTruthy();
  });

  it('shows counts, and what could not be used', async () => {
    await draw(cardOf(filter));
    act(() =>
      counts.takeFlows(
        countsOf({ small: { in: 10_000, out: { match: 1, else: 9999 }, noKey: 3, errors: 2 } }),
      ),
    );
    expect(screen.getByText('10,000')).toBeTruthy();
    expect(screen.getByText('9,999')).toBeTruthy();
    expect(screen.getByText('no key 3')).toBeTruthy();
    expect(screen.getByText('errors 2')).toBeTruthy();
  });

  it('is not drawn anew when another node’s counts change', async () => {
    let draws = 0;
    await draw(
      <Profiler id="card" onRender={() => draws++}>
        {cardOf(filter)}
      </Profiler>,
    );
    act(() => counts.takeFlows(countsOf({ small: { in: 1 }, other: { in: 1 } })));
    const before = draws;
    act(() => counts.takeFlows(countsOf({ small: { in: 1 }, other: { in: 500 } }, 100)));
    expect(draws).toBe(before);
    act(() => counts.takeFlows(countsOf({ small: { in: 2 }, other: { in: 500 } }, 200)));
    expect(draws).toBeGreaterThan(before);
  });

  it('shows a wire’s handle that the node does not have', async () => {
    await draw(cardOf(filter, { missingOutputs: ['gone'] }));
    expect(screen.getByText('gone').parentElement?.dataset.broken).toBe('true');
  });

  it('draws a kind that it does not know', async () => {
    await draw(cardOf({ ...filter, type: 'from-the-future', data: {} }));
    expect(screen.getByText('This version does not know this kind of node')).toBeTruthy();
  });

  it('survives settings that are no settings at all', async () => {
    for (const type of ['filter', 'correlate', 'window', 'action', 'lookup', 'decide'])
      await draw(
        cardOf({
          ...filter,
          id: type,
          type,
          data: { steps: 7, where: null, window: [], rules: 'x' } as FlowNode['data'],
        }),
      );
    expect(screen.getAllByText('Filter').length).toBeGreaterThan(0);
  });
});
