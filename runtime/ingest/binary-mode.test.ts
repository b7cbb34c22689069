import { describe, expect, it } from 'vitest';
import { binaryEvent, isBinaryMode } from './binary-mode.ts';

const encode = (text: string) => new TextEncoder().encode(text);
const headers = {
  'ce-specversion': '1.0',
  'ce-id': '7',
  'ce-source': '/web',
  'ce-type': 'a.b',
  'content-type': 'application/json',
};

describe('the binary mode', () => {
  it('takes attributes from the headers and data from the body', () => {
    expect(isBinaryMode(headers)).toBe(true);
    expect(isBinaryMode({ 'content-type': 'application/json' })).toBe(false);
    const made = binaryEvent({ ...headers, 'ce-tenant': 'x' }, encode('{"amount": 3}'));
    expect('event' in made && JSON.parse(made.event)).toEqual({
      specversion: '1.0',
      id: '7',
      source: '/web',
      type: 'a.b',
      tenant: 'x',
      data: { amount: 3 },
    });
  });

  it('decodes percent signs and quotes', () => {
    const made = binaryEvent(
      { ...headers, 'ce-subject': '%EA%B9%80 100%', 'ce-note': '"a \\"b\\""' },
      encode(''),
    );
    expect('event' in made && JSON.parse(made.event)).toMatchObject({ subject: '김 100%', note: 'a "b"' });
  });

  it('refuses what is no UTF-8, no name of an attribute, no JSON', () => {
    expect(binaryEvent({ ...headers, 'ce-subject': '%FF' }, encode('{}'))).toHaveProperty('refused');
    expect(binaryEvent({ ...headers, 'ce-data': '{}' }, encode('{}'))).toHaveProperty('refused');
    expect(binaryEvent({ ...headers, 'ce-a_b': '1' }, encode('{}'))).toHaveProperty('refused');
    expect(binaryEvent(headers, encode('{}, "id": "8"'))).toHaveProperty('refused');
  });
});
