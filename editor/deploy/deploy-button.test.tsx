import { fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { documentActions, documentStore } from '../document/open-document.ts';
import { draw } from '../testing/draw.tsx';
import { fakeServer } from '../testing/fake-server.ts';
import { sampleDetail, sampleFlow, sampleSummary } from '../testing/flow-samples.ts';
import type { Autosave } from './autosave.ts';
import { DeployButton } from './deploy-button.tsx';

const autosave: Autosave = { saveNow: async () => true, dispose: () => {} };

function open(changed: boolean, draft = sampleFlow) {
  documentActions.open({
    flow: draft,
    deployed: sampleFlow,
    summary: sampleSummary({ changed, revision: 7 }),
    fileFaults: [],
  });
}

beforeEach(() => documentActions.setSurroundings({}));
afterEach(() => {
  vi.unstubAllGlobals();
  documentActions.close();
});

const button = () => screen.getByRole('button', { name: 'Deploy' });

describe('the deploy button', () => {
  it('deploys the revision that was saved', async () => {
    const server = fakeServer({
      'POST /api/flows/aml/deploy': () => ({
        body: sampleDetail({ summary: { changed: false, revision: 7 } }),
      }),
    });
    open(true);
    await draw(<DeployButton autosave={autosave} />);
    fireEvent.click(button());
    await waitFor(() => expect(documentStore.getState().summary?.changed).toBe(false));
    expect(server.askedFor('POST', '/api/flows/aml/deploy')[0].body).toEqual({ revision: 7 });
    expect(await screen.findByText('Deployed. This is what runs now.')).toBeTruthy();
  });

  it('does nothing while a fault refuses the flow, and says how many there are', async () => {
    const server = fakeServer({});
    open(true, { ...sampleFlow, nodes: [{ ...sampleFlow.nodes[0], data: {} }, sampleFlow.nodes[1]] });
    await draw(<DeployButton autosave={autosave} />);
    expect(button().getAttribute('aria-disabled')).toBe('true');
    fireEvent.click(button());
    fireEvent.mouseEnter(button());
    expect(await screen.findByText('Mend 1 fault to deploy.')).toBeTruthy();
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
      'POST /api/flows/aml/deploy': () => ({
        status: 422,
        body: { type: 'x', title: 'Refused', status: 422, faults: [fault] },
      }),
    });
    open(true);
    await draw(<DeployButton autosave={autosave} />);
    fireEvent.click(button());
    expect(await screen.findByText('The table is gone.')).toBeTruthy();
  });
});
