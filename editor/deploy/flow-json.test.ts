import { describe, expect, it } from 'vitest';
import { copyName, idFor, readFlowText } from './flow-json.ts';

describe('readFlowText', () => {
  it('takes what the server can be asked about', () => {
    const text = '\uFEFF{"id":"f","nodes":[],"edges":[],"owner":"kim"}';
    expect(readFlowText(text).flow).toEqual({ id: 'f', nodes: [], edges: [], owner: 'kim' });
  });

  it('says where the text stops being JSON', () => {
    const read = readFlowText('{\n"id": }');
    expect(read).toMatchObject({ problem: { en: expect.stringContaining('line 2') } });
  });

  it.each(['[]', '7', 'null', '{"id":"f"}', '{"id":7,"nodes":[],"edges":[]}'])('refuses %s', (text) => {
    expect(readFlowText(text)).toEqual({ problem: undefined });
  });
});

describe('copyName', () => {
  const copyOf = (name: string, language: string) => `${language}:${name}`;
  it('names a copy in each language of the name', () => {
    expect(copyName({ ko: '가', en: 'A', fr: 'É' }, copyOf)).toEqual({ ko: 'ko:가', en: 'en:A', fr: 'É' });
    expect(copyName('A', copyOf)).toBe('en:A');
  });
});

describe('idFor', () => {
  it.each([
    ['Day traders 2', [], 'day-traders-2'],
    ['휴면 고객', [], 'flow'],
    ['휴면 고객', ['flow', 'flow-2'], 'flow-3'],
    ['  --A--  ', ['a'], 'a-2'],
    ['x'.repeat(90), [], 'x'.repeat(56)],
  ])('%s', (name, taken, id) => {
    expect(idFor(name, taken)).toBe(id);
  });
});
