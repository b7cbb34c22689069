import { act, screen, waitFor } from '@testing-library/react';
import { ReactFlowProvider, useReactFlow } from '@xyflow/react';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { groupNodes, setGroup, ungroup } from '../document/grouping.ts';
import { documentActions } from '../document/open-document.ts';
import { counts } from '../live/live.ts';
import { draw } from '../testing/draw.tsx';
import { sampleFlow, sampleSummary } from '../testing/flow-samples.ts';
import { Canvas } from './canvas.tsx';

const drawn = vi.hoisted(() => ({ nodes: [] as string[] }));
// A part of every card: whenever a card is drawn, so is this.
vi.mock('./card-faults.tsx', () => ({
  CardFaults({ node }: { node: string }) {
    drawn.nodes.push(node);
    return null;
  },
}));

let move: ReturnType<typeof useReactFlow>['setViewport'];

function Hand() {
  move = useReactFlow().setViewport;
  return null;
}

async function drawCanvas() {
  const { container } = await draw(
    <ReactFlowProvider>
      <Canvas />
      <Hand />
    </ReactFlowProvider>,
  );
  await waitFor(() => expect(drawn.nodes.length).toBeGreaterThan(0));
  await act(() => move({ x: 10, y: 10, zoom: 1 }));
  drawn.nodes = [];
  return container;
}

beforeEach(() =>
  documentActions.open({ flow: sampleFlow, deployed: null, summary: sampleSummary(), fileFaults: [] }),
);
afterEach(() => documentActions.close());

describe('the canvas', () => {
  it('draws each card once when it is opened', async () => {
    drawn.nodes = [];
    await draw(
      <ReactFlowProvider>
        <Canvas />
      </ReactFlowProvider>,
    );
    await act(() => new Promise((resolve) => setTimeout(resolve, 50)));
    expect([...drawn.nodes].sort()).toEqual(sampleFlow.nodes.map(({ id }) => id).sort());
  });

  it('is moved about without a card being drawn or touched', async () => {
    const container = await drawCanvas();
    const nodes = container.querySelector('.react-flow__nodes');
    if (!nodes) throw new Error('there are no nodes');
    const touched: string[] = [];
    const observer = new MutationObserver((records) => touched.push(...records.map(({ type }) => type)));
    observer.observe(nodes, { subtree: true, childList: true, characterData: true, attributes: true });
    for (let i = 0; i < 5; i++) await act(() => move({ x: 20 * i, y: 10 * i, zoom: 1 }));
    observer.disconnect();
    const viewport = container.querySelector<HTMLElement>('.react-flow__viewport');
    expect(viewport?.style.transform).toBe('translate(80px,40px) scale(1)');
    expect(touched).toEqual([]);
    expect(drawn.nodes).toEqual([]);
  });

  it('keeps what is not drawn out of the drawing: the controls and how far the flow has come lie below it', async () => {
    const container = await drawCanvas();
    const [node, edge] = [{ in: 0, out: {}, noKey: 0, tooLate: 0, errors: 0, open: 0 }, 0];
    const told = { at: 0, mode: 'live', watermark: 1_000, events: 3, matches: 0, late: 0 } as const;
    const aml = { ...told, lateDropped: 0, waiting: 0, nodes: { tx: node }, edges: { e1: edge } };
    act(() => counts.takeFlows({ aml }));
    onTestFinished(() => act(() => counts.clear()));
    const facts = await screen.findByRole('list', { name: 'State of the flow' });
    const drawing = container.querySelector('.react-flow');
    for (const part of [facts, screen.getByRole('button', { name: 'Zoom in' })]) {
      expect(drawing?.contains(part)).toBe(false);
      expect(part.closest('[data-canvas]')).toBeTruthy();
      expect(getComputedStyle(part).position).not.toBe('absolute');
    }
  });

  it('draws a group and its name without a card', async () => {
    const container = await drawCanvas();
    const ids = sampleFlow.nodes.map(({ id }) => id);
    let group = '';
    act(() =>
      documentActions.apply((flow) => {
        const grouped = groupNodes(flow, ids);
        group = grouped.id;
        return { flow: grouped.flow };
      }),
    );
    const title = container.querySelector<HTMLElement>('[data-group-title]');
    expect(title?.getAttribute('aria-label')).toBe(`Group “Group 1”, ${ids.length} nodes`);
    act(() => documentActions.apply((flow) => ({ flow: setGroup(flow, group, { title: 'Sifting' }) })));
    expect(title?.textContent).toBe('Sifting');
    act(() => documentActions.apply((flow) => ({ flow: ungroup(flow, [group]) })));
    expect(container.querySelector('[data-group-title]')).toBeNull();
    expect(drawn.nodes).toEqual([]);
    act(() => documentActions.travel(-3));
    expect(container.querySelector('[data-group-title]')).toBeNull();
    act(() => documentActions.travel(2));
    expect(container.querySelector('[data-group-title]')?.textContent).toBe('Sifting');
  });

  it('draws the card alone whose settings changed', async () => {
    await drawCanvas();
    const [, changed] = sampleFlow.nodes;
    act(() => documentActions.setNodeData(changed.id, { ...changed.data, label: 'Another name' }));
    expect(new Set(drawn.nodes)).toEqual(new Set([changed.id]));
  });
});
