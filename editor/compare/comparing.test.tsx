import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { ReactFlowProvider } from '@xyflow/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FlowFile } from '../../flows/format/flow-file.ts';
import { Canvas } from '../canvas/canvas.tsx';
import { documentActions, documentStore } from '../document/open-document.ts';
import { stepName } from '../document/step-name.ts';
import { draw } from '../testing/draw.tsx';
import { fakeServer } from '../testing/fake-server.ts';
import { sampleFlow, sampleSummary } from '../testing/flow-samples.ts';
import { CompareBar } from './compare-bar.tsx';
import { compareWith, isComparing, leaveCompare, stepCompare } from './comparing.ts';

const drawn = vi.hoisted(() => ({ nodes: [] as string[] }));
// A part of every card: whenever a card is drawn, so is this.
vi.mock('../canvas/card-faults.tsx', () => ({
  CardFaults({ node }: { node: string }) {
    drawn.nodes.push(node);
    return null;
  },
}));

const [tx, action] = sampleFlow.nodes;
/** The source listens to another type, and there is a second action. */
const draft: FlowFile = {
  ...sampleFlow,
  nodes: [
    { ...tx, data: { ...tx.data, eventType: 'bank.transfer' } },
    action,
    { ...action, id: 'mail', position: { x: 320, y: 300 }, data: { ...action.data, label: 'Mail' } },
  ],
};

async function drawPage() {
  fakeServer({ 'GET /api/flows/aml/versions': () => ({ body: { items: [], total: 0 } }) });
  await draw(
    <ReactFlowProvider>
      <CompareBar />
      <Canvas />
    </ReactFlowProvider>,
  );
  await waitFor(() => expect(drawn.nodes.length).toBeGreaterThan(0));
  drawn.nodes = [];
}

const flow = () => documentStore.getState().flow;
const status = () => screen.getByRole('status', { hidden: true }).textContent;

beforeEach(() => {
  documentActions.setSurroundings({});
  documentActions.open({
    flow: draft,
    deployed: sampleFlow,
    summary: sampleSummary({ changed: true }),
    fileFaults: [],
  });
});
afterEach(() => {
  leaveCompare();
  documentActions.close();
  vi.unstubAllGlobals();
});

describe('a comparison', () => {
  it('marks what differs without a card being drawn for it', async () => {
    await drawPage();
    act(() => compareWith('deployed'));
    expect(screen.getByLabelText('Changed 1: Transactions')).toBeTruthy();
    expect(screen.getByLabelText('Added: Mail')).toBeTruthy();
    expect(status()).toBe('What differs between the draft and the deployed version: Added 1 · Changed 1');
    act(() => stepCompare(1));
    act(() => leaveCompare());
    expect(screen.queryByLabelText('Added: Mail')).toBeNull();
    expect(drawn.nodes).toEqual([]);
  });

  it('follows what is drawn, and draws nothing but that', async () => {
    await drawPage();
    act(() => compareWith('deployed'));
    drawn.nodes = [];
    act(() => documentActions.setNodeData('mail', { ...action.data, label: 'Letter' }));
    expect(screen.getByLabelText('Added: Letter')).toBeTruthy();
    expect(new Set(drawn.nodes)).toEqual(new Set(['mail']));
    act(() => documentActions.remove(['case']));
    expect(screen.getByLabelText('Removed: Case')).toBeTruthy();
    expect(screen.getAllByText('Case')).toHaveLength(1);
  });

  it('goes from change to change, and passes over what is hidden', async () => {
    await drawPage();
    act(() => compareWith('deployed'));
    act(() => stepCompare(1));
    expect(screen.getByText('1 of 2')).toBeTruthy();
    expect(screen.getByRole('region', { name: 'What changed' }).textContent).toContain('bank.transfer');
    act(() => stepCompare(1));
    expect(screen.getByRole('region', { name: 'What changed' }).textContent).toContain('was added');
    act(() => stepCompare(1));
    expect(screen.getByText('1 of 2')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Changed 1' }));
    expect(screen.queryByRole('region', { name: 'What changed' })).toBeNull();
    expect(screen.getByText('1 in all')).toBeTruthy();
    expect(screen.queryByLabelText(/Changed 1:/)).toBeNull();
  });

  it('tells at a sign what it was and is', async () => {
    await drawPage();
    act(() => compareWith('deployed'));
    const sign = screen.getByLabelText('Changed 1: Transactions');
    fireEvent.pointerEnter(sign, { pointerType: 'mouse' });
    expect(await screen.findByText(/bank\.transaction\.posted → bank\.transfer/)).toBeTruthy();
    fireEvent.pointerLeave(sign);
    act(() => sign.focus());
    expect(await screen.findByText(/→ bank\.transfer/)).toBeTruthy();
    act(() => sign.blur());
    fireEvent.click(sign);
    expect(screen.getByRole('region', { name: 'What changed' })).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Close the details' }));
    expect(document.activeElement).toBe(sign);
  });

  it('can be read the other way round', async () => {
    await drawPage();
    act(() => compareWith('deployed'));
    fireEvent.click(screen.getByRole('button', { name: 'Swap the direction' }));
    expect(screen.getByLabelText('Removed: Mail')).toBeTruthy();
    expect(status()).toContain('Going back to the deployed version would mean: Changed 1 · Removed 1');
  });

  it('takes one change back, and the whole version, each as one step with a name', async () => {
    await drawPage();
    act(() => compareWith('deployed'));
    act(() => stepCompare(1));
    fireEvent.click(screen.getByRole('button', { name: 'Take this change back' }));
    expect(flow()?.nodes[0].data).toEqual(tx.data);
    expect(flow()?.nodes).toHaveLength(3);
    // What comes next is shown then.
    expect(screen.getByRole('region', { name: 'What changed' }).textContent).toContain('Mail');
    const { past } = documentStore.getState();
    expect(stepName(past.at(-1)!, flow()!).en).toBe('take “Transactions” back to the deployed version');

    fireEvent.click(screen.getByRole('button', { name: 'Restore this version into the draft' }));
    expect(flow()).toEqual(sampleFlow);
    expect(documentStore.getState().past).toHaveLength(2);
    expect(stepName(documentStore.getState().past.at(-1)!, flow()!).ko).toBe('배포된 버전 내용으로 되돌리기');
    expect(status()).toContain('are the same');
    act(() => documentActions.undo());
    act(() => documentActions.undo());
    expect(flow()).toBe(draft);
  });

  it('takes the place of a node back, and leaves its settings', async () => {
    documentActions.moveNodes({ tx: { x: 50, y: 90 } });
    await drawPage();
    act(() => compareWith('deployed'));
    act(() => stepCompare(1));
    fireEvent.click(screen.getByRole('button', { name: 'Take back the place' }));
    expect(flow()?.nodes[0]).toEqual(draft.nodes[0]);
    fireEvent.click(screen.getByRole('button', { name: 'Swap the direction' }));
    fireEvent.click(screen.getByRole('button', { name: 'Take this into the draft' }));
    expect(flow()?.nodes[0]).toEqual(tx);
  });

  it('ends with the flow that it is about', async () => {
    await drawPage();
    act(() => compareWith({ version: 1, at: '2026-11-22T00:00:00Z', who: '<Kim>', body: sampleFlow }));
    expect(status()).toMatch(/version 1 \(.*<Kim>\)/);
    act(() => documentActions.close());
    expect(isComparing()).toBe(false);
    act(() => compareWith('deployed'));
    expect(isComparing()).toBe(false);
  });
});
