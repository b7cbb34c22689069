import { describe, expect, it } from 'vitest';
import { fillModeOf } from './fill-mode.ts';
import { fillTemplate } from './fill-template.ts';
import { smsLength } from './sms-length.ts';
import { templateScope } from './template-scope.ts';

describe('how values go into the texts of an action', () => {
  it.each([
    ['sms', 'text', 'x', 'plain'],
    ['webhook', 'url', 'https://x', 'uri'],
    ['webhook', 'body', ' {"a": 1}', 'json'],
    ['webhook', 'body', '{{ a }}', 'plain'],
    ['webhook', 'body.a', '{{ a }}', 'typed'],
    ['webhook', 'headers.0.value', '{"a"', 'plain'],
    ['table', 'row.amount', '{{ a }}', 'typed'],
    ['table', 'table', '{{ a }}', 'plain'],
    ['event', 'data.amount', '{{ a }}', 'typed'],
    ['event', 'subject', '{{ a }}', 'plain'],
  ])('%s %s %s: %s', (channel, path, template, mode) => {
    expect(fillModeOf(channel, path, template)).toBe(mode);
  });

  it('marks show what was filled in, and take nothing away', () => {
    const scope = templateScope({
      flow: 'f',
      node: 'n',
      id: 'd',
      time: 0,
      key: ['a', 'b'],
      causes: ['e'],
      data: { name: '홍"길동' },
      envelope: { $type: 't' },
      timezone: 'UTC',
    });
    const text = '{"a":"{{ name }}{{ gone }}","k":"{{ $key }} {{ $type }}"}';
    const marks = { before: '<', after: '>' };
    const marked = fillTemplate(text, scope, 'json', marks);
    expect(marked).toBe('{"a":"<홍\\"길동><>","k":"<a|b> <t>"}');
    expect(fillTemplate(text, scope, 'json')).toBe(String(marked).replace(/[<>]/g, ''));
  });

  it('counts a text message as carriers do', () => {
    expect([smsLength(''), smsLength('안녕 OK'), smsLength('가'.repeat(45))]).toEqual([0, 7, 90]);
  });
});
