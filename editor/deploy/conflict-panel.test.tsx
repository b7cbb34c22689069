import { fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { FlowFile } from '../../flows/format/flow-file.ts';
import { documentActions, documentStore } from '../document/open-document.ts';
import { draw } from '../testing/draw.tsx';
import { sampleFlow, sampleSummary } from '../testing/flow-samples.ts';
import { ConflictPanel } from './conflict-panel.tsx';

const opened = (flow: FlowFile, revision: number) => ({
  flow,
  deployed: null,
  summary: sampleSummary({ revision }),
  fileFaults: [],
});
const withChannel = (channel: string): FlowFile => ({
  ...sampleFlow,
  nodes: sampleFlow.nodes.map((node) =>
    node.id === 'case' ? { ...node, data: { ...node.data, channel } } : node,
  ),
});
const channel = () => documentStore.getState().flow?.nodes[1]?.data.channel;

beforeEach(() => {
  documentActions.setSurroundings({});
  documentActions.open(opened(sampleFlow, 1));
  const mine = withChannel('email').nodes[1].data;
  documentActions.setNodeData('case', mine);
  documentActions.takeTheirs(opened(withChannel('task'), 2));
});
afterEach(() => documentActions.close());

it('tells in words what both changed, and takes one and the other', async () => {
  await draw(<ConflictPanel />, 'en');
  const panel = screen.getByRole('region', { name: '1 place that both of you changed' });
  expect(panel.textContent).toContain('“Case”');
  const [mine, theirs] = screen.getAllByRole('radio') as HTMLInputElement[];
  expect(mine.checked).toBe(true);
  expect(channel()).toBe('email');
  fireEvent.click(theirs);
  expect(channel()).toBe('task');
  fireEvent.click(mine);
  expect(channel()).toBe('email');
  fireEvent.click(screen.getByRole('button', { name: 'Done' }));
  expect(screen.queryByRole('region')).toBeNull();
  expect(documentStore.getState().conflicts).toEqual([]);
});

it('tells it in Korean, and folds', async () => {
  await draw(<ConflictPanel />, 'ko');
  screen.getByText(/‘조사’ 노드의 .+: 서로 다르게 바꿨습니다\./);
  fireEvent.click(screen.getByRole('button', { name: '접기' }));
  expect(screen.queryByRole('radio')).toBeNull();
  screen.getByRole('button', { name: '펼치기', expanded: false });
});
