import { act, screen, waitFor } from '@testing-library/react';
import { ReactFlowProvider } from '@xyflow/react';
import { Profiler } from 'react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FlowNode } from '../../flows/format/flow-file.ts';
import type { FlowCounts, NodeCounts } from '../../runtime/wire/live.ts';
import { documentActions } from '../document/open-document.ts';
import { counts } from '../live/live.ts';
import { draw } from '../testing/draw.tsx';
import { sampleFlow, sampleSummary } from '../testing/flow-samples.ts';
import { DetailContext } from './detail.ts';
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

/** Which of the two cards something belongs to. */
function inside(container: Element, target: Node): string {
  if (container.querySelector('[data-small]')?.contains(target)) return 'small';
  return container.querySelector('[data-other]')?.contains(target) ? 'other' : 'elsewhere';
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
    counts.takeFlows(countsOf({ small: { in: 10_000, out: { match: 1, else: 9999 }, noKey: 3, errors: 2 } }));
    expect(await screen.findByText('10,000')).toBeTruthy();
    expect(await screen.findByText('9,999')).toBeTruthy();
    expect(await screen.findByText('no key 3')).toBeTruthy();
    expect(await screen.findByText('errors 2')).toBeTruthy();
    counts.takeFlows(countsOf({ small: { in: 10_001, out: { match: 1, else: 10_000 }, noKey: 0 } }, 100));
    expect(await screen.findByText('10,001')).toBeTruthy();
    await waitFor(() => expect(screen.queryByText(/no key/)).toBeNull());
    act(() => counts.clear());
    await waitFor(() => expect(screen.queryByText('10,001')).toBeNull());
  });

  it('is not drawn by counts: their text alone is written, and only on the card that they belong to', async () => {
    const other: FlowNode = { ...filter, id: 'other', data: { label: 'Others' } };
    let draws = 0;
    const { container } = await draw(
      <Profiler id="cards" onRender={() => draws++}>
        <div data-small>{cardOf(filter)}</div>
        <div data-other>{cardOf(other)}</div>
      </Profiler>,
    );
    counts.takeFlows(countsOf({ small: { in: 1 }, other: { in: 1 } }));
    await screen.findAllByText('1');
    const before = draws;
    const changed: string[] = [];
    const observer = new MutationObserver((records) =>
      changed.push(...records.map(({ target }) => inside(container, target))),
    );
    observer.observe(container, { subtree: true, childList: true, characterData: true, attributes: true });
    counts.takeFlows(countsOf({ small: { in: 1 }, other: { in: 500 } }, 100));
    await screen.findByText('500');
    counts.takeFlows(countsOf({ small: { in: 1 }, other: { in: 700 } }, 200));
    await screen.findByText('700');
    observer.disconnect();
    expect(new Set(changed)).toEqual(new Set(['other']));
    expect(draws).toBe(before);
  });

  it('shows one number where nothing else could be read', async () => {
    await draw(<DetailContext value="signs">{cardOf(filter)}</DetailContext>);
    counts.takeFlows(countsOf({ small: { in: 7, out: { match: 3, else: 4 } } }));
    expect(await screen.findByText('7')).toBeTruthy();
    expect(screen.queryByText('3')).toBeNull();
    expect(screen.getAllByTitle('Small sums').length).toBe(2);
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
