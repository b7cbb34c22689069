import { act, fireEvent, screen, waitFor } from '@testing-library/react';

import { afterEach, describe, expect, it, vi } from 'vitest';
import { counts } from '../../live/live.ts';
import { draw } from '../../testing/draw.tsx';
import { fakeServer } from '../../testing/fake-server.ts';
import { sampleDetail, sampleSummary } from '../../testing/flow-samples.ts';
import { HomePage } from './home-page.tsx';

afterEach(() => {
  vi.unstubAllGlobals();
  localStorage.clear();
  location.hash = '';
});

const other = sampleSummary({
  id: 'vip',
  name: { ko: '우량 고객', en: 'Day traders' },
  status: 'undeployed',
  description: 'x',
});

function listOf(...flows: unknown[]) {
  return () => ({ body: { items: flows, total: flows.length } });
}

/** What stopping or removing the flow would do. */
const ONE_RUN = {
  flow: 'aml',
  nodes: [{ node: 'n', kind: 'correlate', fate: 'dropped', waiting: { runs: 1 }, changes: [], reasons: [] }],
  dropped: true,
};

describe('the list of flows', () => {
  it('shows each flow with its state, in the reader’s language', async () => {
    fakeServer({ 'GET /api/flows': listOf(sampleSummary({ changed: true, faultCount: 2 }), other) });
    await draw(<HomePage />, 'ko');
    const link = await screen.findByRole('link', { name: '자금 세탁 방지' });
    expect(link.getAttribute('href')).toBe('#/flows/aml');
    expect(screen.getByText('실행 중')).toBeTruthy();
    expect(screen.getByText('초안이 다름')).toBeTruthy();
    expect(screen.getByText('오류 2개')).toBeTruthy();
    expect(screen.getByText('배포 전')).toBeTruthy();
  });

  it('shows live counts as they come', async () => {
    fakeServer({ 'GET /api/flows': listOf(sampleSummary()) });
    await draw(<HomePage />);
    await screen.findByRole('link', { name: 'Anti money laundering' });
    const flow = {
      at: 0,
      mode: 'simulated' as const,
      watermark: null,
      events: 0,
      matches: 12_345,
      late: 0,
      lateDropped: 0,
      waiting: 0,
      nodes: {},
      edges: {},
    };
    act(() => counts.takeFlows({ aml: flow }));
    act(() => counts.takeFlows({ aml: { ...flow, at: 1000, events: 40 } }));
    expect(screen.getByText('12,345')).toBeTruthy();
    expect(screen.getByText('40/s')).toBeTruthy();
    expect(screen.getByText('Simulated')).toBeTruthy();
    act(() => counts.clear());
  });

  it('finds flows by what they are called and described', async () => {
    fakeServer({ 'GET /api/flows': listOf(sampleSummary(), other) });
    await draw(<HomePage />);
    await screen.findByRole('link', { name: 'Day traders' });
    const search = screen.getByRole('searchbox', { name: 'Search by name or description' });
    fireEvent.change(search, { target: { value: 'SPLIT' } });
    expect(screen.queryByRole('link', { name: 'Day traders' })).toBeNull();
    fireEvent.change(search, { target: { value: 'no such flow' } });
    expect(screen.getByText('No flow fits')).toBeTruthy();
  });

  it('says what to do when there is none', async () => {
    fakeServer({ 'GET /api/flows': listOf() });
    await draw(<HomePage />);
    expect(await screen.findByText('No flows yet')).toBeTruthy();
  });

  it('says why nothing came, and tries again', async () => {
    let up = false;
    fakeServer({
      'GET /api/flows': () =>
        up
          ? { body: { items: [other], total: 1 } }
          : {
              status: 503,
              body: { type: 'x', title: 'x', status: 503, message: { ko: '점검 중', en: 'Under repair' } },
            },
    });
    await draw(<HomePage />);
    expect(await screen.findByText('Under repair')).toBeTruthy();
    up = true;
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('link', { name: 'Day traders' })).toBeTruthy();
  });

  it('makes a flow with an id that is free', async () => {
    const server = fakeServer({
      'GET /api/flows': listOf(sampleSummary({ id: 'new-one' })),
      'POST /api/flows': () => ({ status: 201, body: sampleDetail({ summary: { id: 'new-one-2' } }) }),
    });
    await draw(<HomePage />);
    await screen.findByRole('link', { name: 'Anti money laundering' });
    fireEvent.click(screen.getByRole('button', { name: 'New flow' }));
    // The dialog is loaded when it is first asked for.
    fireEvent.change(await screen.findByLabelText('Name', undefined, { timeout: 10_000 }), {
      target: { value: 'New one' },
    });
    expect((screen.getByLabelText('ID') as HTMLInputElement).value).toBe('new-one-2');
    fireEvent.click(screen.getByRole('button', { name: 'Create' }));
    await waitFor(() => expect(location.hash).toBe('#/flows/new-one-2'));
    expect(server.askedFor('POST', '/api/flows')[0].body).toMatchObject({
      flow: { id: 'new-one-2', name: 'New one', nodes: [], edges: [] },
    });
  });

  it('imports what was pasted, and says what is wrong with it', async () => {
    const server = fakeServer({
      'GET /api/flows': listOf(),
      'POST /api/flows': () => ({ status: 201, body: sampleDetail({ summary: { id: 'aml-2' } }) }),
    });
    await draw(<HomePage />);
    fireEvent.click(await screen.findByRole('button', { name: 'Import' }));
    const text = await screen.findByLabelText('Or paste JSON');
    fireEvent.change(text, { target: { value: '{"id":' } });
    const submit = screen.getAllByRole('button', { name: 'Import' }).at(-1)!;
    fireEvent.click(submit);
    expect(await screen.findByText(/This is no JSON/)).toBeTruthy();
    fireEvent.change(text, { target: { value: '{"id":"aml","nodes":[],"edges":[]}' } });
    fireEvent.click(submit);
    await waitFor(() => expect(location.hash).toBe('#/flows/aml-2'));
    expect(server.askedFor('POST', '/api/flows')[0].body).toEqual({
      flow: { id: 'aml', nodes: [], edges: [] },
      onConflict: 'copy',
    });
  });

  it('asks before it deletes', async () => {
    const server = fakeServer({
      'GET /api/flows': listOf(sampleSummary()),
      'DELETE /api/flows/aml': () => ({ status: 204 }),
      'POST /api/flows/aml/preview': () => ({ body: ONE_RUN }),
    });
    await draw(<HomePage />);
    fireEvent.click(await screen.findByRole('button', { name: 'Actions for Anti money laundering' }));
    fireEvent.click(await screen.findByRole('menuitem', { name: 'Delete' }));
    expect(await screen.findByText(/what is waiting in it is lost/)).toBeTruthy();
    expect(screen.getByText('1 open run')).toBeTruthy();
    expect(server.askedFor('DELETE', '/api/flows/aml')).toHaveLength(0);
    fireEvent.click(screen.getByRole('button', { name: 'Delete' }));
    await waitFor(() => expect(server.askedFor('DELETE', '/api/flows/aml')).toHaveLength(1));
  });

  it('stops a flow at once, but asks where something waits in it', async () => {
    let waits = true;
    const server = fakeServer({
      'GET /api/flows': listOf(sampleSummary()),
      'POST /api/flows/aml/preview': () => ({
        body: waits ? ONE_RUN : { ...ONE_RUN, nodes: [], dropped: false },
      }),
      'POST /api/flows/aml/stop': () => ({ body: sampleDetail() }),
    });
    await draw(<HomePage />);
    const stop = async () => {
      fireEvent.click(await screen.findByRole('button', { name: 'Actions for Anti money laundering' }));
      fireEvent.click(await screen.findByRole('menuitem', { name: 'Stop' }));
    };
    await stop();
    expect(await screen.findByText('Stop the flow?')).toBeTruthy();
    expect(screen.getByText('1 open run')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    await waitFor(() => expect(screen.queryByText('Stop the flow?')).toBeNull());
    expect(server.askedFor('POST', '/api/flows/aml/stop')).toHaveLength(0);
    waits = false;
    await stop();
    await waitFor(() => expect(server.askedFor('POST', '/api/flows/aml/stop')).toHaveLength(1));
  });

  it('brings back a flow that was removed, as the version that was deployed last', async () => {
    const version = { flow: 'gone', version: 4, at: '2026-03-02T00:00:00Z', who: null, how: 'page' };
    const body = { id: 'gone', name: 'Gone', nodes: [], edges: [] };
    const server = fakeServer({
      'GET /api/flows': listOf(sampleSummary()),
      'GET /api/removed-flows': () => ({ body: { items: [{ ...version, name: 'Gone' }], total: 1 } }),
      'GET /api/flows/gone/versions/4': () => ({ body: { ...version, changes: [], body } }),
      'POST /api/flows': () => ({ status: 201, body: sampleDetail({ summary: { id: 'gone' } }) }),
    });
    await draw(<HomePage />);
    fireEvent.click(await screen.findByRole('button', { name: '1 deleted flow' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Bring back “Gone”' }));
    await waitFor(() => expect(location.hash).toBe('#/flows/gone'));
    expect(server.askedFor('POST', '/api/flows')[0].body).toEqual({ flow: body, onConflict: 'refuse' });
  });
});
