import { readFileSync } from 'node:fs';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { shippedEventTypes } from '../../flows/catalogue/catalogue.ts';
import { draw } from '../testing/draw.tsx';
import { fakeServer } from '../testing/fake-server.ts';
import { sampleDetail } from '../testing/flow-samples.ts';
import { StartDialog } from './start-dialog.tsx';

afterEach(() => {
  vi.unstubAllGlobals();
  location.hash = '';
});

const SLOW = { timeout: 15_000 };

function serve() {
  return fakeServer({
    'GET /api/surroundings': () => ({ body: { eventTypes: shippedEventTypes, tables: [], connections: [] } }),
    'POST /api/flows': () => ({ status: 201, body: sampleDetail({ summary: { id: 'made' } }) }),
  });
}

async function choose(title: RegExp, language: 'ko' | 'en' = 'en') {
  await draw(<StartDialog onClose={() => {}} taken={[]} />, language);
  fireEvent.click(await screen.findByRole('button', { name: title }, SLOW));
}

function fill(label: string, value: string, at = 0) {
  const input = screen.getAllByLabelText(new RegExp(`^${label}`), { selector: 'input' })[at];
  fireEvent.focus(input);
  fireEvent.change(input, { target: { value } });
  fireEvent.blur(input);
}

type Made = { flow: { id: string; name: unknown; nodes: { type: string; data: Record<string, unknown> }[] } };
const madeBy = (server: ReturnType<typeof serve>) => server.askedFor('POST', '/api/flows')[0].body as Made;

describe('a flow from a few questions', () => {
  it('says what is missing, then makes the flow and opens it', async () => {
    const server = serve();
    await choose(/does not happen in time/);
    fireEvent.click(await screen.findByRole('button', { name: 'Create and open' }, SLOW));
    expect(await screen.findByText('3 questions are still open.')).toBeTruthy();
    expect(server.askedFor('POST', '/api/flows')).toEqual([]);
    fill('Event', 'insurance.quote.requested');
    fill('Event', 'insurance.application.received', 1);
    fill('The field that tells whose it is', 'customerId');
    expect(
      screen.getByText(/“Quote requested” is not followed by “Application received” of the same Customer id/),
    ).toBeTruthy();
    expect(screen.getByRole('img', { name: /A flow of 4 nodes/ })).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Create and open' }));
    await waitFor(() => expect(location.hash).toBe('#/flows/made'));
    const { flow } = madeBy(server);
    expect(flow).toMatchObject({
      id: 'quote-requested-without-application-received',
      name: { ko: '보험료 견적 요청 뒤 가입 접수 없음' },
    });
    expect(flow.nodes.map((node) => node.type)).toEqual([
      'event-source',
      'event-source',
      'correlate',
      'action',
    ]);
  });
});

describe('a flow from what exists', () => {
  it('copies a scenario', async () => {
    const server = serve();
    await choose(/준비된 시나리오/, 'ko');
    fireEvent.click(await screen.findByRole('button', { name: '‘자금 세탁 방지’ 복사해서 시작' }, SLOW));
    await waitFor(() => expect(location.hash).toBe('#/flows/made'));
    expect(screen.getAllByRole('button', { name: /복사해서 시작/ })).toHaveLength(7);
    expect(madeBy(server).flow).toMatchObject({
      id: 'bank-aml-copy',
      name: { ko: '자금 세탁 방지 사본' },
    });
  });

  it('says every fault of a pasted flow, and opens it all the same', async () => {
    const server = serve();
    await choose(/A flow file/);
    const text = JSON.stringify({
      id: 'mine',
      nodes: [
        { id: 'a', type: 'event-source', position: { x: 0, y: 0 }, data: {} },
        { id: 'b', type: 'nothing-like-it', position: { x: 0, y: 0 }, data: {} },
      ],
      edges: [{ id: 'e', source: 'a', target: 'gone' }],
    });
    fireEvent.change(await screen.findByLabelText('Paste JSON', undefined, SLOW), {
      target: { value: text },
    });
    fireEvent.click(screen.getByRole('button', { name: 'Check' }));
    const list = await screen.findByRole('list', { name: /have to be fixed/ });
    expect(within(list).getAllByRole('listitem').length).toBeGreaterThanOrEqual(3);
    fireEvent.click(screen.getByRole('button', { name: 'Open as a draft and fix it' }));
    await waitFor(() => expect(madeBy(server).flow.id).toBe('mine'));
  });

  it('shows what becomes of a Node-RED export, wherever it is pasted', async () => {
    const server = serve();
    const text = readFileSync('flows/import/node-red/exports/orders.json', 'utf8');
    await choose(/A flow file/);
    fireEvent.change(await screen.findByLabelText('Paste JSON', undefined, SLOW), {
      target: { value: text },
    });
    fireEvent.click(screen.getByRole('button', { name: 'Check' }));
    expect(await screen.findByText(/nodes of Node-RED were looked at/, undefined, SLOW)).toBeTruthy();
    expect(screen.getByText('price with tax')).toBeTruthy();
    expect(screen.getAllByText('Kept as a comment').length).toBeGreaterThan(0);
    fireEvent.click(screen.getByRole('button', { name: 'Open as a flow' }));
    await waitFor(() => expect(location.hash).toBe('#/flows/made'));
    const places = madeBy(server).flow.nodes.map((node) =>
      JSON.stringify((node as unknown as { position: unknown }).position),
    );
    expect(new Set(places).size).toBe(places.length);
  });

  it('says why a text is none', async () => {
    serve();
    await choose(/Node-RED export/);
    fireEvent.change(await screen.findByLabelText('Paste JSON', undefined, SLOW), {
      target: { value: '{"a":1}' },
    });
    fireEvent.click(screen.getByRole('button', { name: 'Check' }));
    expect(await screen.findByText(/This is no Node-RED export/)).toBeTruthy();
  });
});
