import { fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FlowVersion } from '../../../runtime/wire/versions.ts';
import { documentActions, documentStore } from '../../document/open-document.ts';
import { draw } from '../../testing/draw.tsx';
import { fakeServer } from '../../testing/fake-server.ts';
import { sampleDetail, sampleFlow, sampleSummary } from '../../testing/flow-samples.ts';
import type { Autosave } from '../autosave.ts';
import { VersionsDrawer } from './versions-drawer.tsx';

const autosave: Autosave = {
  saveNow: async () => true,
  check: async () => {},
  alone: (run) => run(),
  dispose: async () => true,
};

const earlier = { ...sampleFlow, timezone: 'UTC' };

const version = (n: number, parts: Partial<FlowVersion> = {}): FlowVersion => ({
  flow: 'aml',
  version: n,
  at: '2026-03-02T00:00:00Z',
  who: null,
  how: 'page',
  changes: [{ ko: `변경 ${n}`, en: `Change ${n}` }],
  ...parts,
});

function serverOf(...versions: FlowVersion[]) {
  return fakeServer({
    'GET /api/flows/aml/versions': () => ({ body: { items: versions, total: versions.length } }),
    'GET /api/flows/aml/versions/1': () => ({ body: { ...version(1), body: earlier } }),
    'POST /api/flows/aml/preview': () => ({ body: { flow: 'aml', nodes: [], dropped: false } }),
    'POST /api/flows/aml/versions/1/restore': () => ({
      body: { ...sampleDetail({ summary: { revision: 8 }, draft: earlier }), deployed: earlier },
    }),
  });
}

function open(changed = false) {
  const summary = sampleSummary({ changed, revision: 7 });
  documentActions.open({ flow: sampleFlow, deployed: sampleFlow, summary, fileFaults: [] });
  return draw(<VersionsDrawer opened onClose={() => {}} autosave={autosave} />);
}

beforeEach(() => documentActions.setSurroundings({}));
afterEach(() => {
  vi.unstubAllGlobals();
  documentActions.close();
  localStorage.clear();
});

describe('the versions of a flow', () => {
  it('say who deployed them, how, and what changed', async () => {
    const many = Array.from({ length: 6 }, (_, i) => ({ ko: `${i}`, en: `Change ${i} of six` }));
    serverOf(
      version(3, { who: '<b>Kim</b>', how: 'restored', restored: 1 }),
      version(2, { how: 'file', changes: many }),
      version(1),
    );
    await open();
    expect(await screen.findByText('<b>Kim</b>')).toBeTruthy();
    expect(screen.getByText('Back to version 1')).toBeTruthy();
    expect(screen.getByText('Flow file changed')).toBeTruthy();
    expect(screen.getByText('Change 2 of six')).toBeTruthy();
    expect(screen.queryByText('Change 3 of six')).toBeNull();
    expect(screen.getByText('3 more')).toBeTruthy();
    expect(screen.getAllByText('Current')).toHaveLength(1);
  });

  it('are compared with what runs, and gone back to; undo brings back what was drawn', async () => {
    localStorage.setItem('naru.person', '"Lee"');
    const server = serverOf(version(2), version(1));
    await open();
    fireEvent.click(await screen.findByRole('button', { name: 'Details of version 1' }));
    expect(await screen.findByText('Time zone: UTC → Asia/Seoul')).toBeTruthy();
    expect(screen.getByText(/"timezone": "UTC"/)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Go back to this version' }));
    await waitFor(() => expect(documentStore.getState().flow?.timezone).toBe('UTC'));
    expect(server.askedFor('POST', '/api/flows/aml/preview')[0].body).toEqual({ version: 1 });
    expect(server.askedFor('POST', '/api/flows/aml/versions/1/restore')[0].body).toEqual({
      revision: 7,
      by: 'page',
      onDrop: 'refuse',
      who: 'Lee',
    });
    documentActions.undo();
    expect(documentStore.getState().flow?.timezone).toBe('Asia/Seoul');
  });

  it('ask before they take the place of what was drawn and not deployed', async () => {
    const server = serverOf(version(2), version(1));
    await open(true);
    fireEvent.click(await screen.findByRole('button', { name: 'Details of version 1' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Go back to this version' }));
    expect(await screen.findByText(/This version replaces the changes that were not deployed/)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    await waitFor(() => expect(screen.queryByText(/not deployed are replaced/)).toBeNull());
    expect(server.askedFor('POST', '/api/flows/aml/versions/1/restore')).toEqual([]);
  });
});
