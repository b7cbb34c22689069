import { describe, expect, it } from 'vitest';
import type { FlowFile } from '../../flows/format/flow-file.ts';
import { fragmentOf } from '../document/operations.ts';
import { fragmentText, readFragment } from './fragment-text.ts';

describe('the clipboard', () => {
  const flow: FlowFile = {
    id: 'f',
    name: 'F',
    nodes: [
      { id: 'a', type: 'filter', position: { x: 1, y: 2 }, data: { label: 'A' } },
      { id: 'b', type: 'filter', position: { x: 3, y: 4 }, data: {} },
    ],
    edges: [{ id: 'e1', source: 'a', sourceHandle: 'match', target: 'b' }],
  };

  it('gives back what was copied', () => {
    const fragment = fragmentOf(flow, ['a', 'b']);
    expect(readFragment(fragmentText(fragment))).toEqual(fragment);
  });

  it.each([
    '',
    'naru/nodes',
    '{"format":"naru/nodes"}',
    '{"format":"naru/nodes","nodes":[{"id":1},null,{"id":"x","type":"filter","position":{"x":"0"}}]}',
  ])('takes %s for nothing', (text) => {
    expect(readFragment(text)).toBeUndefined();
  });
});
