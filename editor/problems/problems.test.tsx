import { act, cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FlowFile } from '../../flows/format/flow-file.ts';
import type { FlowCounts } from '../../runtime/wire/live.ts';
import { CardFaults } from '../canvas/card-faults.tsx';
import { documentActions, documentStore } from '../document/open-document.ts';
import { CountsStore } from '../live/counts.ts';
import { counts as liveCounts } from '../live/live.ts';
import { draw } from '../testing/draw.tsx';
import { sampleFlow, sampleSummary } from '../testing/flow-samples.ts';
import { liveProblemsOf } from './live-problems.ts';
import { Problems } from './problems.tsx';

const loose: FlowFile = { ...sampleFlow, edges: [] };

beforeEach(() => {
  documentActions.setSurroundings({});
  documentActions.open({ flow: loose, deployed: null, summary: sampleSummary(), fileFaults: [] });
});
afterEach(() => documentActions.close());

describe('the list of problems', () => {
  it('says what a trap is and goes to its node', async () => {
    await draw(<Problems />, 'ko');
    fireEvent.click(screen.getByRole('button', { name: /들어온 이벤트가 어디로도 가지 않습니다/ }));
    expect(documentStore.getState().selection.nodes).toEqual(['tx']);
  });

  it('mends it in one step, which can be undone', async () => {
    await draw(<Problems />, 'ko');
    await act(async () => fireEvent.click(screen.getByRole('button', { name: '‘조사’와 연결' })));
    expect(documentStore.getState().flow?.edges).toMatchObject([{ source: 'tx', target: 'case' }]);
    act(() => documentStore.analyseNow());
    expect(screen.queryByText(/어디로도 가지 않습니다/)).toBeNull();
    act(() => documentActions.undo());
    expect(documentStore.getState().flow).toBe(loose);
  });
});

describe('what the running flow shows', () => {
  const counts = (out: number): FlowCounts => ({
    at: 0,
    mode: 'live',
    watermark: null,
    events: 5000,
    matches: 0,
    late: 0,
    lateDropped: 0,
    waiting: 0,
    nodes: { tx: { in: 0, out: { out }, noKey: 0, tooLate: 0, errors: 0, open: 0 } },
    edges: {},
  });
  const codes = (flow: FlowFile, out: number) => {
    const live = new CountsStore();
    live.takeFlows({ aml: counts(out) });
    return liveProblemsOf(flow, sampleFlow, live).map((fault) => fault.code);
  };

  it('is told of nodes that run as they are drawn', () => {
    expect(codes(sampleFlow, 0)).toEqual(['silent-source']);
    expect(codes(sampleFlow, 3)).toEqual([]);
    const [tx, ...others] = sampleFlow.nodes;
    const changed = {
      ...sampleFlow,
      nodes: [{ ...tx, data: { ...tx.data, eventType: 'other' } }, ...others],
    };
    expect(codes(changed, 0)).toEqual([]);
  });

  it('stands on the card like other hints', async () => {
    documentActions.open({
      flow: sampleFlow,
      deployed: sampleFlow,
      summary: sampleSummary(),
      fileFaults: [],
    });
    act(() => documentStore.analyseNow());
    await draw(<CardFaults node="tx" />, 'en');
    expect(screen.queryByRole('img')).toBeNull();
    cleanup();
    const running = counts(0);
    liveCounts.takeFlows({ [sampleFlow.id]: running });
    await draw(<CardFaults node="tx" />, 'en');
    expect(screen.getByRole('img', { name: '1 hint' })).toBeTruthy();
  });
});
