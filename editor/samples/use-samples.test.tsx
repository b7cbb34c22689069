import { act, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FlowFile } from '../../flows/format/flow-file.ts';
import { documentActions } from '../document/open-document.ts';
import { draw } from '../testing/draw.tsx';
import { fakeServer } from '../testing/fake-server.ts';
import { sampleFlow, sampleSummary } from '../testing/flow-samples.ts';
import { arrivedAt } from './samples.ts';
import { useNodeSamples } from './use-samples.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function Shown({ node }: { node: string }) {
  const samples = useNodeSamples(node);
  return <p>{`${node}: ${arrivedAt(samples).map(({ id }) => id)}`}</p>;
}

const answering = () =>
  fakeServer({
    'POST /api/trials': ({ body }) => {
      const { node } = body as { node: string };
      const event = { id: `at ${node}`, type: 'a', source: 's', time: '2026-03-02T09:00:00Z', data: {} };
      return {
        body: {
          from: 'recent',
          events: 1,
          counts: {},
          arrived: [{ handle: 'in', event, passed: false }],
          left: [],
          noKey: 0,
          errors: 0,
          problems: [],
        },
      };
    },
  });

function open(parts: Partial<FlowFile> = {}) {
  const [tx, first] = sampleFlow.nodes;
  const second = { ...first, id: 'second' };
  const edges = [...sampleFlow.edges, { id: 'e2', source: 'tx', target: 'second' }];
  const flow = { ...sampleFlow, nodes: [tx, first, second], edges, ...parts };
  documentActions.open({ flow, deployed: null, summary: sampleSummary(), fileFaults: [] });
}

const aMoment = () => act(() => vi.advanceTimersByTimeAsync(1_000));

describe('the samples of a node', () => {
  it('are asked for when the way changes, not when the node itself does', async () => {
    const server = answering();
    open();
    const { rerender } = await draw(<Shown node="case" />);
    await aMoment();
    expect(screen.getByText('case: at case')).toBeTruthy();
    act(() => documentActions.setNodeData('case', { channel: 'task', params: {} }));
    await aMoment();
    expect(server.asked.length).toBe(1);
    act(() => documentActions.setNodeData('tx', { eventType: 'bank.other' }));
    expect(screen.getByText('case:')).toBeTruthy();
    await aMoment();
    expect(server.asked.length).toBe(2);
    expect(screen.getByText('case: at case')).toBeTruthy();
    rerender(<Shown node="second" />);
    expect(screen.getByText('second:')).toBeTruthy();
    await aMoment();
    expect(screen.getByText('second: at second')).toBeTruthy();
    rerender(<Shown node="tx" />);
    await aMoment();
    expect(screen.getByText('tx:')).toBeTruthy();
    expect(server.asked.length).toBe(3);
  });

  it('are none where nobody answers', async () => {
    fakeServer({});
    open({ id: 'other' });
    await draw(<Shown node="case" />);
    await aMoment();
    expect(screen.getByText('case:')).toBeTruthy();
  });
});
