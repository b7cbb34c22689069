import { MantineProvider } from '@mantine/core';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FlowFile } from '../../flows/format/flow-file.ts';
import { documentActions, documentStore, startChecks } from '../document/open-document.ts';
import { setLanguage } from '../i18n/setup.ts';
import { Problems } from '../problems/problems.tsx';
import { Inspector } from './inspector.tsx';
import { CONTEXT, input, leave, retype, type } from './testing/draw-form.tsx';

beforeAll(() => import('./condition/condition-builder.tsx'));
beforeAll(startChecks);

const and = (...rules: unknown[]) => ({ combinator: 'and', rules });
const FLOW: FlowFile = {
  id: 'flow',
  name: { ko: '흐름', en: 'Flow' },
  nodes: [
    {
      id: 'in',
      type: 'event-source',
      position: { x: 0, y: 0 },
      data: { eventType: 'bank.transaction.posted' },
    },
    {
      id: 'pair',
      type: 'correlate',
      position: { x: 200, y: 0 },
      data: {
        label: { ko: '짝', en: 'Pair' },
        steps: [
          { name: 'first', key: ['customerId'] },
          { name: 'second', key: ['customerId'] },
        ],
        within: 'P1D',
        where: and({ field: 'second.amount', operator: '>', value: 'first.amount', valueSource: 'field' }),
      },
    },
    {
      id: 'count',
      type: 'window',
      position: { x: 400, y: 0 },
      data: {
        key: ['first.customerId'],
        window: { kind: 'rolling', size: 'P7D' },
        aggregates: [{ name: 'n', function: 'count' }],
        having: and({ field: 'n', operator: '>=', value: 3 }),
        emit: 'reset',
      },
    },
    { id: 'act', type: 'action', position: { x: 600, y: 0 }, data: { channel: 'email', params: {} } },
    { id: 'odd', type: 'from-the-future', position: { x: 0, y: 300 }, data: { keep: 1 } },
  ],
  edges: [
    { id: 'e1', source: 'in', sourceHandle: 'out', target: 'pair', targetHandle: 'first' },
    { id: 'e2', source: 'in', sourceHandle: 'out', target: 'pair', targetHandle: 'second' },
    { id: 'e3', source: 'pair', sourceHandle: 'out', target: 'count', targetHandle: 'in' },
    { id: 'e4', source: 'count', sourceHandle: 'out', target: 'act', targetHandle: 'in' },
  ],
};

const node = (id: string) => documentStore.getState().flow?.nodes.find((each) => each.id === id);

function select(...ids: string[]) {
  act(() => documentActions.select(ids));
}

beforeEach(() => {
  act(() => setLanguage('en'));
  documentActions.setSurroundings(CONTEXT.surroundings);
  documentActions.open({
    flow: FLOW,
    deployed: null,
    fileFaults: [],
    summary: {
      id: 'flow',
      name: FLOW.name,
      revision: 1,
      status: 'undeployed',
      changed: false,
      nodeCount: 5,
      faultCount: 0,
      hasSimulation: false,
      updatedAt: '2026-03-02T00:00:00Z',
    },
  });
  render(
    <MantineProvider env="test">
      <Inspector />
      <Problems />
    </MantineProvider>,
  );
});

afterEach(() => {
  cleanup();
  documentActions.close();
});

describe('the panel', () => {
  it('shows the flow while nothing is selected, and sets it', () => {
    retype(input('Flow name (English)'), 'Other');
    expect(documentStore.getState().flow?.name).toEqual({ ko: '흐름', en: 'Other' });
    fireEvent.click(screen.getByRole('button', { name: 'More settings' }));
    type(input('Lateness'), '5');
    fireEvent.change(input('Unit of Lateness'), { target: { value: 'seconds' } });
    expect(documentStore.getState().flow?.lateness).toBe('PT5S');
    expect(documentStore.getState().flow?.nodes).toBe(FLOW.nodes);
  });

  it('names a node in both languages', () => {
    select('act');
    type(input('Name (English)'), 'Mail');
    type(input('Name (Korean)'), '메일');
    expect(node('act')?.data.label).toEqual({ en: 'Mail', ko: '메일' });
    fireEvent.change(input('Name (English)'), { target: { value: '' } });
    expect(node('act')?.data.label).toEqual({ ko: '메일' });
    expect(node('act')?.data.channel).toBe('email');
  });

  it('writes settings to the node, and nothing by being looked at', () => {
    for (const { id } of FLOW.nodes) select(id);
    expect(documentStore.getState().flow).toBe(FLOW);
    select('pair');
    retype(input(/^Within/), '2');
    expect(node('pair')?.data.within).toBe('P2D');
    expect(documentStore.getState().saveState).toBe('dirty');
  });

  it('renames a step with its wires and its conditions', () => {
    select('pair');
    const [first] = screen.getAllByLabelText(/^Name/, { selector: '[data-field="steps.0.name"] input' });
    retype(first as HTMLInputElement, 'buy');
    expect(documentStore.getState().flow).toBe(FLOW);
    leave(first);
    expect(node('pair')?.data.where).toEqual(
      and({ field: 'second.amount', operator: '>', value: 'buy.amount', valueSource: 'field' }),
    );
    expect(documentStore.getState().flow?.edges[0].targetHandle).toBe('buy');
    expect(documentStore.getState().flow?.edges[1].targetHandle).toBe('second');
  });

  it('renames an aggregate with the condition over it', () => {
    select('count');
    const [name] = screen.getAllByLabelText(/^Name/, { selector: '[data-field="aggregates.0.name"] input' });
    retype(name as HTMLInputElement, 'many');
    leave(name);
    expect(node('count')?.data.having).toEqual(and({ field: 'many', operator: '>=', value: 3 }));
  });

  it('says what leaves a node', () => {
    select('in');
    expect(screen.getByRole('region', { name: 'Fields that leave this node' }).textContent).toContain(
      'Amount',
    );
  });

  it('keeps what it does not know', () => {
    select('odd');
    expect(screen.getByText(/This kind \(from-the-future\) is not known/)).toBeTruthy();
    type(input('Name (English)'), 'x');
    expect(node('odd')?.data).toEqual({ keep: 1, label: { en: 'x' } });
  });

  it('shows several at once', () => {
    select('in', 'act');
    expect(screen.getByText('2 nodes selected')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Delete' }));
    expect(documentStore.getState().flow?.nodes.map((each) => each.id)).toEqual(['pair', 'count', 'odd']);
  });

  it('shows an edge with its ends', () => {
    act(() => documentActions.select([], ['e3']));
    expect(screen.getByRole('button', { name: 'Pair' })).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Window' }));
    expect(documentStore.getState().selection.nodes).toEqual(['count']);
  });

  it('follows the reader to another language', () => {
    select('pair');
    act(() => setLanguage('ko'));
    expect(screen.getByText('이어 보기', { selector: 'h2' })).toBeTruthy();
    expect(input('이름(한국어)').value).toBe('짝');
  });
});

describe('the list of problems', () => {
  it('leads to the place of each', () => {
    fireEvent.click(screen.getByRole('button', { name: /Action To: / }));
    expect(documentStore.getState().selection.nodes).toEqual(['act']);
    expect(document.activeElement).toBe(screen.getByLabelText(/^To/, { selector: 'textarea' }));
  });

  it('does not take the cursor again when the node is looked at later', () => {
    fireEvent.click(screen.getByRole('button', { name: /Action To: / }));
    select('in');
    select('act');
    expect(document.activeElement).toBe(document.body);
  });

  it('says when there are none', () => {
    act(() => documentActions.remove(documentStore.getState().flow?.nodes.map(({ id }) => id) ?? []));
    act(() => documentStore.analyseNow());
    expect(screen.getByText('No problems')).toBeTruthy();
  });

  it('speaks Korean', () => {
    act(() => setLanguage('ko'));
    expect(screen.getByRole('button', { name: /조치 받는 사람: / })).toBeTruthy();
  });
});
