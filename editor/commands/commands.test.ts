import { describe, expect, it } from 'vitest';
import type { FlowFile } from '../../flows/format/flow-file.ts';
import { fragmentOf } from '../document/operations.ts';
import { fragmentText, readFragment } from './clipboard.ts';
import { commands, isForCanvas } from './commands.ts';

describe('isForCanvas', () => {
  it('leaves keys to those who type, and to the buttons of forms', () => {
    document.body.innerHTML =
      '<main id="main"><div data-canvas><i id="card"></i><input id="inside"></div><aside><button id="button"></button></aside></main>';
    const at = (id: string) => isForCanvas(document.getElementById(id));
    expect([isForCanvas(document.body), at('main'), at('card')]).toEqual([true, true, true]);
    expect([at('inside'), at('button')]).toEqual([false, false]);
  });
});

describe('keys', () => {
  it('mean one command each', () => {
    const keys = Object.values(commands).flatMap((command) => command.keys.map((key) => key.toLowerCase()));
    expect(new Set(keys).size).toBe(keys.length);
  });
});

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
