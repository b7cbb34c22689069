import { describe, expect, it } from 'vitest';
import { fillTemplate } from '../../../nodes/action/fill-template.ts';
import type { TrialEvent } from '../../../runtime/wire/trial.ts';
import { firstFilters, placed, textForOf } from '../form/placed-field.ts';
import { FIELD_FORMATS, formatsOf, sameFilters } from './field-formats.ts';
import { openPlace, partsOf, placeAtCaret } from './template-parts.ts';
import { type PreviewPlace, previewTemplate, type TemplatePreview } from './template-preview.ts';

const event: TrialEvent = {
  id: 'e-1',
  type: 'bank.transaction.posted',
  source: '/core',
  time: '2026-03-02T09:12:00+09:00',
  subject: 'C0001',
  data: {
    amount: 1234567.8,
    name: '홍"길동',
    'daily-limit': 5,
    list: ['a', 'b'],
    store: { 'opening hours': '9-18', 도시: '서울' },
    html: '<img src=x onerror=alert(1)>',
  },
};
const place: PreviewPlace = {
  flow: 'f',
  node: 'n',
  timezone: 'Asia/Seoul',
  channel: 'task',
  path: 'text',
};
const preview = (template: string, more: Partial<PreviewPlace> = {}) =>
  previewTemplate(template, event, { ...place, ...more }) as TemplatePreview;

describe('a template taken apart', () => {
  it('has texts, places and tags, and names the field of a place', () => {
    const template = 'A {{ store["opening hours"] }}{% if x %}{{amount|number}} {{ "a" | upcase }}{{ open';
    expect(partsOf(template).map(({ from, to, ...part }) => [template.slice(from, to), part])).toEqual([
      ['A ', { kind: 'text' }],
      ['{{ store["opening hours"] }}', { kind: 'place', path: 'store.opening hours', filters: '' }],
      ['{% if x %}', { kind: 'tag' }],
      ['{{amount|number}}', { kind: 'place', path: 'amount', filters: 'number' }],
      [' ', { kind: 'text' }],
      ['{{ "a" | upcase }}', { kind: 'place', filters: '' }],
      ['{{ open', { kind: 'text' }],
    ]);
    expect(placeAtCaret('a {{b}}', 2)).toBeUndefined();
    expect(placeAtCaret('a {{b}}', 7)?.path).toBe('b');
  });

  it('knows a place that is only begun', () => {
    expect(openPlace('a {{ am', 7)).toEqual({ from: 2, typed: 'am' });
    expect(openPlace('a {{', 4)).toEqual({ from: 2, typed: '' });
    expect(openPlace('a {{b}} c', 9)).toBeUndefined();
    expect(openPlace('a { b', 5)).toBeUndefined();
  });

  it('is done soon, whatever it is', () => {
    const start = performance.now();
    partsOf('{{ '.repeat(20_000));
    partsOf('{{a.'.repeat(20_000).concat('}}'));
    partsOf('{'.repeat(60_000));
    expect(performance.now() - start).toBeLessThan(1000);
  });
});

describe('how a field is shown', () => {
  it.each(FIELD_FORMATS)('$filters can be filled in', ({ filters, fits }) => {
    const path = fits[0] === 'number' ? 'amount' : fits[0] === 'list' ? 'list' : 'name';
    const text = placed(fits[0] === 'time' ? '$time' : path, filters);
    const { text: filled } = preview(text);
    expect(filled).not.toBe('');
    expect(partsOf(text)).toMatchObject([{ kind: 'place', filters }]);
  });

  it('says what it promises', () => {
    const shown = (path: string, filters: string) => preview(placed(path, filters)).text;
    expect(shown('amount', 'round | number')).toBe('1,234,568');
    expect(shown('$time', 'date: "%-m월 %-d일"')).toBe('3월 2일');
    expect(shown('$time', 'date: "%H:%M"')).toBe('09:12');
    expect(shown('gone', 'default: "없음"')).toBe('없음');
    expect(shown('list', 'join: ", "')).toBe('a, b');
  });

  it('fits the type, and keeps JSON for JSON', () => {
    const filters = (...args: Parameters<typeof formatsOf>) => formatsOf(...args).map((each) => each.filters);
    expect(filters('number', 'amount', false)).toEqual(expect.arrayContaining(['number', 'round | number']));
    expect(filters('number', 'amount', false)).not.toContain('json');
    expect(filters('number', 'amount', true)).toContain('json');
    expect(filters('string', 'name', false).join()).not.toContain('date');
    expect(filters('string', 'window.start', false).join()).toContain('date');
    expect(sameFilters("date:'%H:%M'", 'date: "%H:%M"')).toBe(true);
  });

  it('begins as people or machines read it', () => {
    expect(firstFilters('amount', 'number', textForOf('sms', 'text', false))).toBe('number');
    expect(firstFilters('amount', 'number', textForOf('sms', 'to', false))).toBe('');
    expect(firstFilters('amount', 'number', textForOf('webhook', 'body', true))).toBe('json');
    expect(firstFilters('amount', 'number', textForOf('webhook', 'headers.0.value', false))).toBe('');
  });

  it('finds awkward names', () => {
    expect(preview(placed('store.opening hours', '')).text).toBe('9-18');
    expect(preview(placed('store.도시', '')).text).toBe('서울');
    expect(preview(placed('daily-limit', '')).text).toBe('5');
  });
});

describe('the preview', () => {
  it('is what would be sent, with what was filled in told apart and what is empty seen', () => {
    const template =
      '{{ name }}: {{ gone }}{% if store %}{{ store.도시 }}{% endif %} {{ $subject }} {{ $key }}!';
    const { text, pieces } = preview(template);
    expect(text).toBe('홍"길동: 서울 C0001 C0001!');
    expect(pieces.map((piece) => piece.text).join('')).toBe(text);
    expect(pieces.filter(({ filled }) => filled).map((piece) => piece.text)).toEqual([
      '홍"길동',
      '',
      '서울',
      'C0001',
      'C0001',
    ]);
  });

  it('escapes as the channel does', () => {
    const webhook = { channel: 'webhook' };
    expect(preview('https://x/{{ name }}', { ...webhook, path: 'url' }).text).toBe(
      `https://x/${encodeURIComponent('홍"길동')}`,
    );
    expect(preview('{"n":"{{ name }}"}', { ...webhook, path: 'body' })).toMatchObject({
      text: '{"n":"홍\\"길동"}',
      json: 'valid',
    });
    expect(preview('{"n": {{ name }}}', { ...webhook, path: 'body' }).json).toBe('invalid');
    expect(preview('n={{ name }}', { ...webhook, path: 'body' }).json).toBe('none');
    expect(preview('{{ amount }}', { channel: 'table', path: 'row.amount' }).text).toBe('1234567.8');
  });

  it('counts the bytes of a text message, and says why a text can not be filled in', () => {
    expect(preview('{{ name }}', { channel: 'sms' }).smsBytes).toBe(7);
    expect(preview('{{ name }}').smsBytes).toBeUndefined();
    expect(previewTemplate('{{ name | nothing }}', event, place)).toMatchObject({
      failure: { ko: expect.stringContaining('템플릿') },
    });
  });

  it('takes nothing from what an event holds', () => {
    const odd = { ...event, data: { a: 'x\uE000y\uE001z' } };
    const { text } = previewTemplate('{{ a }}', odd, place) as TemplatePreview;
    expect(text).toBe(fillTemplate('{{ a }}', { data: odd.data, envelope: {}, timezone: 'UTC' }));
  });
});
