import { act, fireEvent, getByRole, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DeployPreview, NodeFate } from '../../runtime/wire/deploy.ts';
import { isComparing, leaveCompare } from '../compare/comparing.ts';
import { documentActions, documentStore } from '../document/open-document.ts';
import { draw } from '../testing/draw.tsx';
import { fakeServer } from '../testing/fake-server.ts';
import { sampleDetail, sampleFlow, sampleSummary } from '../testing/flow-samples.ts';
import type { Autosave } from './autosave.ts';
import { DeployButton } from './deploy-button.tsx';

const autosave: Autosave = {
  saveNow: async () => true,
  check: async () => {},
  alone: (run) => run(),
  dispose: async () => true,
};

function open(changed: boolean, draft = sampleFlow) {
  documentActions.open({
    flow: draft,
    deployed: sampleFlow,
    summary: sampleSummary({ changed, revision: 7 }),
    fileFaults: [],
  });
}

const preview = (...nodes: Partial<NodeFate>[]): DeployPreview => ({
  flow: 'aml',
  nodes: nodes.map((node) => ({
    node: 'n',
    kind: 'correlate',
    label: { ko: '문의 없음', en: 'No inquiry' },
    fate: 'kept',
    waiting: { runs: 12, timers: 12, keys: 12 },
    changes: [],
    reasons: [],
    ...node,
  })),
  dropped: nodes.some(({ fate }) => fate === 'dropped'),
});
const within = { ko: '기한이 5일로 늘어납니다.', en: 'Deadlines move to 5 days.' };
const otherKey = { ko: '키가 바뀌었습니다.', en: 'The key is another.' };
const deployedDetail = () => ({ body: sampleDetail({ summary: { changed: false, revision: 7 } }) });

/** A server that answers the preview; what is deployed is kept in `asked`. */
function serverOf(answer: DeployPreview) {
  return fakeServer({
    'POST /api/flows/aml/preview': () => ({ body: answer }),
    'POST /api/flows/aml/deploy': deployedDetail,
  });
}

async function click() {
  await draw(<DeployButton autosave={autosave} />);
  fireEvent.click(button());
}

beforeEach(() => documentActions.setSurroundings({}));
afterEach(() => {
  vi.unstubAllGlobals();
  documentActions.close();
});

const button = () => screen.getByRole('button', { name: 'Deploy' });

describe('the deploy button', () => {
  it('deploys the revision that was saved', async () => {
    const server = serverOf(preview());
    open(true);
    await click();
    await waitFor(() => expect(documentStore.getState().summary?.changed).toBe(false));
    expect(server.askedFor('POST', '/api/flows/aml/deploy')[0].body).toEqual({
      revision: 7,
      by: 'page',
      onDrop: 'refuse',
    });
    expect(await screen.findByText('Deployed. This is what runs now.')).toBeTruthy();
  });

  it('does nothing while a fault refuses the flow, and says how many there are', async () => {
    const server = fakeServer({});
    open(true, { ...sampleFlow, nodes: [{ ...sampleFlow.nodes[0], data: {} }, sampleFlow.nodes[1]] });
    await draw(<DeployButton autosave={autosave} />);
    expect(button().getAttribute('aria-disabled')).toBe('true');
    fireEvent.click(button());
    fireEvent.mouseEnter(button());
    expect(await screen.findByText('Fix 1 fault to deploy.')).toBeTruthy();
    expect(server.asked).toEqual([]);
  });

  it('has nothing to do when the draft is what runs', async () => {
    open(false);
    await draw(<DeployButton autosave={autosave} />);
    expect(button().getAttribute('aria-disabled')).toBe('true');
  });

  it('shows the first fault where the server refuses after all', async () => {
    const fault = {
      severity: 'error',
      code: 'x',
      message: { ko: '표가 없습니다.', en: 'The table is gone.' },
    };
    fakeServer({
      'POST /api/flows/aml/preview': () => ({
        status: 422,
        body: { type: 'x', title: 'Refused', status: 422, faults: [fault] },
      }),
    });
    open(true);
    await draw(<DeployButton autosave={autosave} />);
    fireEvent.click(button());
    expect(await screen.findByText('The table is gone.')).toBeTruthy();
  });

  it('deploys at once where everything that waits is kept, and says how much', async () => {
    serverOf(preview({}, { waiting: { windows: 1234, timers: 3 } }, { waiting: {} }));
    open(true);
    await click();
    expect(await screen.findByText('Kept: 12 open runs, 1,234 open windows')).toBeTruthy();
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('says first what changes for what waits, and remembers who deploys', async () => {
    localStorage.clear();
    const server = serverOf(
      preview({ fate: 'changed', changes: [within] }, { fate: 'changed', waiting: {} }),
    );
    open(true);
    await click();
    expect(await screen.findByText('Deadlines move to 5 days.')).toBeTruthy();
    expect(screen.getAllByText('No inquiry')).toHaveLength(1);
    expect(screen.getByText('12 open runs, 12 timers')).toBeTruthy();
    expect(server.askedFor('POST', '/api/flows/aml/deploy')).toEqual([]);
    fireEvent.change(screen.getByLabelText('Your name (optional)'), { target: { value: 'Kim' } });
    const dialog = screen.getByRole('dialog');
    fireEvent.click(getByRole(dialog, 'button', { name: 'Deploy' }));
    await waitFor(() =>
      expect(server.askedFor('POST', '/api/flows/aml/deploy').map(({ body }) => body)).toEqual([
        { revision: 7, by: 'page', onDrop: 'refuse', who: 'Kim' },
      ]),
    );
    localStorage.clear();
  });

  it('drops what waits only when somebody has said that he knows', async () => {
    const server = serverOf(preview({ fate: 'dropped', reasons: [otherKey] }));
    open(true);
    await click();
    expect(await screen.findByText('The key is another.')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Deploy and drop it' }));
    fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(server.askedFor('POST', '/api/flows/aml/deploy')).toEqual([]);

    fireEvent.click(button());
    fireEvent.click(await screen.findByLabelText('I understand that this will be dropped'));
    fireEvent.click(screen.getByRole('button', { name: 'Deploy and drop it' }));
    await waitFor(() =>
      expect(server.askedFor('POST', '/api/flows/aml/deploy')[0]?.body).toMatchObject({ onDrop: 'accept' }),
    );
  });

  it('calls the deploy off for the sake of a look at the canvas', async () => {
    const server = serverOf(preview({ fate: 'changed', changes: [within] }));
    open(true);
    await click();
    fireEvent.click(await screen.findByRole('button', { name: 'See on the canvas' }));
    await waitFor(() => expect(isComparing()).toBe(true));
    expect(server.askedFor('POST', '/api/flows/aml/deploy')).toEqual([]);
    leaveCompare();
  });

  it('says how much it would change, and what', async () => {
    const [first, ...others] = sampleFlow.nodes;
    open(true, { ...sampleFlow, nodes: [{ ...first, position: { x: 9, y: 9 } }, ...others] });
    await draw(<DeployButton autosave={autosave} />);
    expect(button().textContent).toBe('Deploy1');
    expect(screen.getByText('1 change to deploy')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'See what a deploy changes' }));
    expect(screen.getByText('Moved “Transactions”.')).toBeTruthy();
    act(() => documentActions.undo());
    act(() => documentActions.moveNodes({ [first.id]: first.position }));
    expect(screen.getByText('Nothing has changed')).toBeTruthy();
    expect(button().textContent).toBe('Deploy');
  });

  it('asks where something began to wait since the preview', async () => {
    const late = preview({ fate: 'dropped', reasons: [otherKey] });
    fakeServer({
      'POST /api/flows/aml/preview': () => ({ body: preview() }),
      'POST /api/flows/aml/deploy': () => ({
        status: 409,
        body: { type: 'urn:naru:problem:would-drop', title: 'Conflict', status: 409, preview: late },
      }),
    });
    open(true);
    await click();
    expect(await screen.findByText('The key is another.')).toBeTruthy();
  });
});
