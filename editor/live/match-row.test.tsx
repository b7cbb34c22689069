import { fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LiveMatch } from '../../runtime/wire/live.ts';
import { documentActions, documentStore } from '../document/open-document.ts';
import { draw } from '../testing/draw.tsx';
import { sampleFlow, sampleSummary } from '../testing/flow-samples.ts';
import { MatchRow } from './match-row.tsx';

const match: LiveMatch = {
  id: 'm1',
  flow: 'aml',
  node: 'case',
  channel: 'log',
  time: '2026-03-02T00:00:00.000Z',
  key: ['110-22', 'KRW'],
  data: { accountNo: '110-22', amount: 820_000 },
  causes: ['t1', 't2'],
  causeEvents: [
    {
      id: 't1',
      source: '/core',
      type: 'bank.transaction.posted',
      time: '2026-03-01T23:00:00.000Z',
      data: { accountNo: '110-22', amount: 820_000 },
    },
  ],
  simulated: true,
  at: 0,
};

beforeEach(() => {
  documentActions.setSurroundings({
    eventTypes: [
      {
        type: 'bank.transaction.posted',
        name: { ko: '입출금', en: 'Transaction posted' },
        fields: [{ path: 'amount', type: 'number', label: { ko: '금액', en: 'Amount' } }],
      },
    ],
  });
  documentActions.open({ flow: sampleFlow, deployed: null, summary: sampleSummary(), fileFaults: [] });
});
afterEach(() => documentActions.close());

describe('a match', () => {
  it('says by how much it was found late', async () => {
    const late = { ...match, lateBy: 5_400_000 };
    await draw(<MatchRow match={late} opened={false} onToggle={() => {}} />, 'ko');
    expect(screen.getByRole('img', { name: /1시간 30분 늦게/ })).toBeTruthy();
  });

  it('says when, what, about whom, and what was found', async () => {
    await draw(<MatchRow match={match} opened={false} onToggle={() => {}} />, 'ko');
    expect(screen.getByText('2026. 03. 02. 09:00:00')).toBeTruthy();
    expect(screen.getByText('조사')).toBeTruthy();
    expect(screen.getByText('110-22 · KRW')).toBeTruthy();
    expect(screen.getByText('금액')).toBeTruthy();
    expect(screen.getByRole('img', { name: '시뮬레이션' })).toBeTruthy();
  });

  it('unfolds to the events that caused it, and says how many are gone', async () => {
    await draw(<MatchRow match={match} opened onToggle={() => {}} />);
    expect(screen.getByText('Transaction posted')).toBeTruthy();
    expect(screen.getByText('t1')).toBeTruthy();
    expect(screen.getByText('2 events caused it')).toBeTruthy();
    expect(screen.getByText(/1 event caused it; it is not at hand/)).toBeTruthy();
  });

  it('shows its node on the canvas', async () => {
    await draw(<MatchRow match={match} opened={false} onToggle={() => {}} />);
    fireEvent.click(screen.getByTitle('Show on the canvas'));
    expect(documentStore.getState().selection.nodes).toEqual(['case']);
  });

  it('is folded and unfolded by its own button', async () => {
    const toggle = vi.fn();
    await draw(<MatchRow match={match} opened={false} onToggle={toggle} />);
    fireEvent.click(screen.getByRole('button', { name: 'Show the events that caused it' }));
    expect(toggle).toHaveBeenCalledTimes(1);
  });

  it('does not select a node that is not drawn any more', async () => {
    await draw(<MatchRow match={{ ...match, node: 'gone' }} opened={false} onToggle={() => {}} />);
    expect(screen.getByText('gone')).toBeTruthy();
    fireEvent.click(screen.getByTitle('Show on the canvas'));
    expect(documentStore.getState().selection.nodes).toEqual([]);
  });
});
