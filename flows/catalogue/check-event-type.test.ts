import { expect, it } from 'vitest';
import { shippedEventTypes } from './catalogue.ts';
import { checkEventType } from './check-event-type.ts';

const codesOf = (raw: unknown) => checkEventType(raw).faults.map(({ code, field }) => `${code} ${field}`);
const withFields = (...fields: unknown[]) => ({ type: 't', name: 'T', fields });

it('takes the types that ship as they are', () => {
  for (const info of shippedEventTypes) expect(checkEventType(info)).toEqual({ info, faults: [] });
});

it('keeps nothing that it does not know', () => {
  expect(
    checkEventType({ type: 't', evil: 1, fields: [{ path: 'a', type: 'number', evil: 1, values: [] }] }).info,
  ).toEqual({
    type: 't',
    name: 't',
    fields: [{ path: 'a', type: 'number' }],
  });
});

it.each([
  [null, ['shape ']],
  [{ type: '' }, ['type-name type']],
  [{ type: ' a' }, ['type-name type']],
  [{ type: 'a\u202eb' }, ['type-name type']],
  [{ type: 'a.*' }, ['type-name type']],
  [JSON.parse('{"type":"__proto__"}'), ['type-name type']],
  [{ type: '.' }, ['type-name type']],
  [{ type: '..' }, ['type-name type']],
  [{ type: 'x'.repeat(257) }, ['type-name type']],
  [{ type: 't', name: 7 }, ['text name']],
  [{ type: 't', name: { '<b>': 'x' } }, ['text name']],
  [{ type: 't', fields: {} }, ['shape fields']],
  [
    { type: 't', fields: Array.from({ length: 201 }, (_, i) => ({ path: `f${i}`, type: 'string' })) },
    ['too-many fields'],
  ],
  [withFields({ path: '', type: 'string' }), ['field-path fields.0.path']],
  [withFields({ path: 'a..b', type: 'string' }), ['field-path fields.0.path']],
  [withFields({ path: '$time', type: 'time' }), ['field-path fields.0.path']],
  [withFields({ path: 'a.__proto__', type: 'string' }), ['field-path fields.0.path']],
  [withFields({ path: 'a', type: 'string' }, { path: 'a', type: 'number' }), ['field-path fields.1.path']],
  [withFields({ path: 'a.b', type: 'string' }, { path: 'a', type: 'number' }), ['field-path fields.0.path']],
  [withFields({ path: 'a', type: 'text' }), ['field-type fields.0.type']],
  [withFields({ path: 'a', type: 'number', values: ['1'] }), ['values fields.0.values']],
  [withFields({ path: 'a', type: 'list', values: [1] }), ['values fields.0.values']],
  [withFields({ path: 'a', type: 'number', example: '1' }), ['example fields.0.example']],
  [withFields({ path: 'a', type: 'string', example: 'x'.repeat(2_000) }), ['example fields.0.example']],
])('refuses %j', (raw, codes) => {
  expect(codesOf(raw)).toEqual(codes);
});

it('takes an object and what lies in it', () => {
  expect(codesOf(withFields({ path: 'a', type: 'object' }, { path: 'a.b', type: 'string' }))).toEqual([]);
});

it('refuses an example that nothing could write as JSON', () => {
  const example: unknown = JSON.parse('['.repeat(50_000) + ']'.repeat(50_000));
  expect(codesOf(withFields({ path: 'a', type: 'unknown', example }))).toEqual(['example fields.0.example']);
});
