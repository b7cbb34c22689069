import { afterEach, expect, it } from 'vitest';
import type { FlowFile } from '../../flows/format/flow-file.ts';
import { sampleSummary } from '../testing/flow-samples.ts';
import { documentActions, documentStore, startChecks } from './open-document.ts';

const at = { x: 0, y: 0 };
const flow: FlowFile = {
  id: 'f',
  name: 'F',
  nodes: [
    { id: 'in', type: 'event-source', position: at, data: { eventType: 'a.b' } },
    { id: 'sum', type: 'derive', position: at, data: { fields: [{ name: 'x', expression: '1 +' }] } },
    { id: 'act', type: 'action', position: at, data: { channel: 'log', params: { text: '{{ x' } } },
  ],
  edges: [
    { id: 'e1', source: 'in', target: 'sum' },
    { id: 'e2', source: 'sum', target: 'act' },
  ],
};
const open = () => documentActions.open({ flow, deployed: null, summary: sampleSummary({}), fileFaults: [] });

afterEach(() => documentActions.close());

it('knows what arrives at once, and of faults when the checks are loaded', async () => {
  open();
  const before = documentStore.getState();
  expect(before).toMatchObject({ checked: false, faults: [] });
  expect(before.inputs.act.in.fields.map(({ path }) => path)).toContain('x');

  await startChecks();
  const { checked, faults } = documentStore.getState();
  expect(checked).toBe(true);
  // What only the readers of expressions and of templates can find.
  expect(faults.map(({ code, node }) => `${code} ${node}`)).toEqual(
    expect.arrayContaining(['expression sum', 'template act']),
  );
  // The next one need not wait.
  documentActions.close();
  expect(documentStore.getState().checked).toBe(false);
  open();
  expect(documentStore.getState().checked).toBe(true);
});
