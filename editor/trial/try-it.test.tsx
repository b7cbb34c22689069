import { act, fireEvent, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FlowFile } from '../../flows/format/flow-file.ts';
import type { Language } from '../../nodes/kit/text.ts';
import { definitionOf } from '../../nodes/register.ts';
import type { Trial, TryNode } from '../../runtime/wire/trial.ts';
import { documentActions, useNode, useNodeContext } from '../document/open-document.ts';
import { counts } from '../live/live.ts';
import { draw } from '../testing/draw.tsx';
import { fakeServer } from '../testing/fake-server.ts';
import { sampleSummary } from '../testing/flow-samples.ts';
import { useTrialChoice } from './trial-choice.ts';
import { TryIt } from './try-it.tsx';

const FLOW: FlowFile = {
  id: 'f',
  name: 'F',
  timezone: 'Asia/Seoul',
  nodes: [
    { id: 'in', type: 'event-source', position: { x: 0, y: 0 }, data: { eventType: 'test.paid' } },
    {
      id: 'big',
      type: 'filter',
      position: { x: 0, y: 0 },
      data: {
        label: 'Big ones',
        where: { combinator: 'and', rules: [{ field: 'amount', operator: '>', value: 100 }] },
      },
    },
    { id: 'often', type: 'window', position: { x: 0, y: 0 }, data: { key: ['who'] } },
    { id: 'note', type: 'comment', position: { x: 0, y: 0 }, data: { text: 'x' } },
  ],
  edges: [
    { id: 'e1', source: 'in', target: 'big' },
    { id: 'e2', source: 'big', sourceHandle: 'match', target: 'often' },
  ],
};

const event = (id: string, amount: number) => ({
  id,
  type: 'test.paid',
  source: '/test',
  time: `2026-03-02T09:00:0${id}Z`,
  data: { who: 'kim', amount },
});
const FILTERED: Trial = {
  from: 'recent',
  events: 1240,
  first: '2026-03-02T00:00:00Z',
  last: '2026-03-02T09:00:02Z',
  counts: { in: { in: 1240, out: { out: 1240 } }, big: { in: 1240, out: { match: 37, else: 1203 } } },
  arrived: [
    { handle: 'in', event: event('1', 50), passed: false, key: null, causes: ['1'] },
    { handle: 'in', event: event('2', 500), passed: true, key: null, causes: ['2'] },
  ],
  left: [
    { handle: 'else', event: event('1', 50), key: null, causes: ['1'] },
    { handle: 'match', event: event('2', 500), key: null, causes: ['2'] },
  ],
  noKey: 0,
  errors: 0,
  problems: [],
};
const EMPTY: Trial = {
  ...FILTERED,
  events: 0,
  first: undefined,
  last: undefined,
  counts: {},
  arrived: [],
  left: [],
};

function Panel({ id }: { id: string }) {
  const node = useNode(id)!;
  const context = useNodeContext(id);
  return <TryIt key={id} node={node} definition={definitionOf(node.type)!} context={context} />;
}

const NO_EVENTS = {
  at: 0,
  accepted: 0,
  refused: 0,
  duplicates: 0,
  rate: 0,
  outboxPending: 0,
  outboxFailed: 0,
};

const aMoment = () => act(() => vi.advanceTimersByTimeAsync(1_000));
const press = async (name: RegExp | string) => {
  fireEvent.click(screen.getByRole('button', { name }));
  await aMoment();
};

beforeEach(() => {
  vi.useFakeTimers();
  useTrialChoice.setState({ isOpen: false, from: undefined, text: '' });
  documentActions.open({ flow: FLOW, deployed: null, summary: sampleSummary(), fileFaults: [] });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function open(
  id: string,
  answer: Partial<Trial> | ((asked: TryNode) => Trial),
  language: Language = 'en',
) {
  const server = fakeServer({
    'POST /api/trials': ({ body }) => ({
      body: typeof answer === 'function' ? answer(body as TryNode) : { ...FILTERED, ...answer },
    }),
  });
  await draw(<Panel id={id} />, language);
  await press(language === 'en' ? 'Try it' : '시험해 보기');
  return server;
}

describe('trying a node', () => {
  it('says how many passed, of which events', async () => {
    const server = await open('big', {});
    expect(screen.getByText('37 of 1,240 recent events passed.')).toBeTruthy();
    expect(screen.getByText('1,240 recent events · 02 Mar 2026, 09:00:00 – 18:00:02')).toBeTruthy();
    const { flow, node } = server.asked[0].body as { flow: FlowFile; node: string };
    expect(node).toBe('big');
    expect(flow.nodes.map(({ id }) => id)).toEqual(['in', 'big']);
  });

  it('says it in Korean', async () => {
    await open('big', {}, 'ko');
    expect(screen.getByText('최근 이벤트 1,240건 중 37건이 통과했습니다.')).toBeTruthy();
    expect(screen.getByRole('button', { name: /통과하지 못함/ })).toBeTruthy();
  });

  it('lists what arrived, newest first, with a mark; and what left by each handle', async () => {
    await open('big', {});
    const rows = within(screen.getByRole('list', { name: 'Arrived' })).getAllByRole('button');
    expect(rows.map((row) => within(row).getByRole('img').getAttribute('aria-label'))).toEqual([
      'passed',
      'did not pass',
    ]);
    expect(rows[0].textContent).toMatch(/amount 500.*who kim/);
    expect(rows[0].getAttribute('aria-expanded')).toBe('false');
    fireEvent.click(rows[0]);
    expect(rows[0].getAttribute('aria-expanded')).toBe('true');
    expect(screen.getAllByText('kim').length).toBeGreaterThan(0);
    fireEvent.click(screen.getByText('else 1,203'));
    const left = within(screen.getByRole('list', { name: 'else' })).getAllByRole('button');
    expect(left.length).toBe(1);
    expect(left[0].textContent).toMatch(/amount 50/);
  });

  it('shows the key and the causes of what a window makes', async () => {
    const made = {
      id: 'f.often/kim',
      type: 'f.often',
      source: '/flows/f/often',
      time: FILTERED.last!,
      data: { n: 2 },
    };
    await open('often', {
      counts: { often: { in: 2, out: { out: 1 } } },
      left: [{ handle: 'out', event: made, key: 'kim', causes: ['1', '7', '9'] }],
      sources: [event('7', 70)],
      noKey: 3,
      errors: 1,
      lastError: { ko: '이상합니다', en: 'It is odd.' },
    });
    expect(screen.getByText('2 recent events came to 1 result.')).toBeTruthy();
    expect(screen.getByText(/3 events were not processed/)).toBeTruthy();
    expect(screen.getByText(/Something went wrong at 1 event\. It is odd\./)).toBeTruthy();
    fireEvent.click(screen.getByText('Left 1'));
    fireEvent.click(within(screen.getByRole('list', { name: 'Left' })).getAllByRole('button')[0]);
    expect(screen.getByText('3 events caused it')).toBeTruthy();
    expect(screen.getByTitle('7').textContent).toMatch(/70/);
    expect(screen.getByText('9')).toBeTruthy();
    expect(screen.getByText('Key').parentElement!.textContent).toBe('Key kim');
  });

  it('tries again a moment after the settings change, and shows no answer to what was asked before', async () => {
    const server = await open('big', {});
    const data = (value: number) => ({
      where: { combinator: 'and', rules: [{ field: 'amount', operator: '>', value }] },
    });
    for (const value of [1, 12, 123]) {
      act(() => documentActions.setNodeData('big', data(value)));
      await act(() => vi.advanceTimersByTimeAsync(100));
    }
    expect(server.asked.length).toBe(1);
    await aMoment();
    expect(server.asked.length).toBe(2);
    act(() => documentActions.renameLabel('big', 'en', 'Other name'));
    await aMoment();
    expect(server.asked.length).toBe(2);
  });

  it('takes the events that a person writes, beginning with true ones', async () => {
    const server = await open('big', {});
    fireEvent.click(screen.getByText('Your own'));
    await aMoment();
    const text = screen.getByLabelText('Events to try (JSON)') as HTMLTextAreaElement;
    expect(text.value).toContain('"amount":500');
    fireEvent.change(text, { target: { value: '{"amount":7}' } });
    await aMoment();
    expect(server.asked.at(-1)!.body).toMatchObject({ from: 'given', text: '{"amount":7}' });
    const count = server.asked.length;
    fireEvent.change(text, { target: { value: ' ' } });
    await aMoment();
    expect(server.asked.length).toBe(count);
    expect(screen.getByText(/Put in events/)).toBeTruthy();
    expect(screen.queryByText(/passed\./)).toBeNull();
  });

  it('says how to get events where there are none', async () => {
    await open('big', ({ from }) => ({ ...EMPTY, from: from ?? 'recent' }));
    expect(screen.getByText('No events came in lately')).toBeTruthy();
    await press('Try simulated events');
    expect(screen.getByText('There are no events for this flow yet')).toBeTruthy();
    await press('Put in your own');
    expect(screen.getByLabelText('Events to try (JSON)')).toBeTruthy();
  });

  it('says where the events went no further', async () => {
    const counts = { ...FILTERED.counts, big: { in: 5, out: { match: 0, else: 5 } } };
    await open('often', { ...EMPTY, events: 5, counts });
    expect(screen.getByText('The events went no further than “Big ones”.')).toBeTruthy();
    await press('Look at “Big ones”');
  });

  it('says what is wrong with the draft, and what arrives all the same', async () => {
    await open('big', { isBroken: true, problems: [{ ko: '고치세요', en: 'Big ones: mend it.' }] });
    expect(screen.getByText('Big ones: mend it.')).toBeTruthy();
    expect(screen.getByText('1,240 recent events come to this node.')).toBeTruthy();
    expect(screen.queryByText(/^match/)).toBeNull();
    expect(screen.queryByRole('img', { name: 'passed' })).toBeNull();
  });

  it('says why it could not be tried, and tries again', async () => {
    const server = fakeServer({});
    await draw(<Panel id="big" />);
    await press('Try it');
    expect(screen.getByText('It could not be tried')).toBeTruthy();
    fireEvent.click(within(screen.getByRole('alert')).getByRole('button', { name: 'Try again' }));
    await aMoment();
    expect(server.asked.length).toBe(2);
  });

  it('takes the focus along when it is opened and closed', async () => {
    await open('big', {});
    expect(document.activeElement).toBe(screen.getByRole('region', { name: 'Try it' }));
    await press('Close');
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Try it' }));
  });

  describe('on the recent events', () => {
    const late = event('3', 900);
    const newer: Trial = {
      ...FILTERED,
      events: 1241,
      arrived: [...FILTERED.arrived, { handle: 'in', event: late, passed: true, key: null, causes: ['3'] }],
      counts: { ...FILTERED.counts, big: { in: 1241, out: { match: 38, else: 1203 } } },
    };
    const comeIn = async (accepted: number) => {
      counts.takeSystem({ ...NO_EVENTS, accepted });
      await act(() => vi.advanceTimersByTimeAsync(6_000));
      await aMoment();
    };

    it('goes along with those that come in, and leaves open what is', async () => {
      let answer = FILTERED;
      const server = await open('big', () => answer);
      const list = screen.getByRole('list', { name: 'Arrived' });
      fireEvent.click(within(list).getAllByRole('button')[0]);
      await comeIn(0);
      expect(server.asked.length).toBe(1);
      answer = newer;
      await comeIn(1);
      expect(screen.getByText('38 of 1,241 recent events passed.')).toBeTruthy();
      const rows = within(list).getAllByRole('button');
      expect(rows.map((row) => row.getAttribute('aria-expanded'))).toEqual(['false', 'true', 'false']);
      expect(server.asked.length).toBe(2);
    });

    it('stands still while somebody is at it', async () => {
      const server = await open('big', {});
      within(screen.getByRole('list', { name: 'Arrived' }))
        .getAllByRole('button')[0]
        .focus();
      await comeIn(2);
      expect(server.asked.length).toBe(1);
    });

    it('keeps what is shown where nobody answers', async () => {
      await open('big', {});
      fakeServer({});
      await comeIn(3);
      expect(screen.getByText('37 of 1,240 recent events passed.')).toBeTruthy();
      expect(screen.queryByText('It could not be tried')).toBeNull();
    });
  });

  it('is not offered for a comment', async () => {
    await draw(<Panel id="note" />);
    expect(screen.queryByRole('button')).toBeNull();
  });
});
