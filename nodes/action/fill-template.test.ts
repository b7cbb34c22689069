import { describe, expect, it } from 'vitest';
import { fillTemplate, fillTexts, OUTPUT_LIMIT, TemplateFault, type TemplateScope } from './fill-template.ts';

const scope: TemplateScope = {
  data: {
    name: '홍"길동',
    amount: 820000,
    path: 'a/../b?c=1',
    row: { city: '서울' },
    text: 'x'.repeat(1_000),
    open: '<'.repeat(50_000),
  },
  envelope: { subject: 'C001', time: '2026-03-02T00:00:00.000Z', key: 'C001|A' },
  timezone: 'Asia/Seoul',
};

describe('templates', () => {
  it('reach the fields of the event, and the envelope by a dollar', () => {
    expect(fillTemplate('{{ name }} {{ row.city }} {{ $subject }} {{$key}}', scope)).toBe(
      '홍"길동 서울 C001 C001|A',
    );
    expect(fillTemplate('{% if $subject == "$subject" %}no{% else %}yes{% endif %} $subject', scope)).toBe(
      'yes $subject',
    );
    expect(fillTemplate('[{{ missing }}] {{ row }}', scope)).toBe('[] {"city":"서울"}');
  });

  it("tell the time of the flow's zone, and amounts as people read them", () => {
    expect(fillTemplate('{{ $time | date: "%Y-%m-%d %H:%M" }}', scope)).toBe('2026-03-02 09:00');
    expect(fillTemplate('{{ amount | number }}', scope)).toBe('820,000');
  });

  it('keep values inside their place in JSON and in addresses', () => {
    const json = fillTemplate('{"n":"{{ name }}","row":{{ row }},"t":{{ name | json }}}', scope, 'json');
    expect(JSON.parse(String(json))).toEqual({ n: '홍"길동', row: { city: '서울' }, t: '홍"길동' });
    expect(fillTemplate('https://x/{{ path }}', scope, 'uri')).toBe('https://x/a%2F..%2Fb%3Fc%3D1');
  });

  it('that are one value alone keep its type, where that is asked for', () => {
    expect(fillTemplate('{{ amount }}', scope, 'typed')).toBe(820000);
    expect(fillTemplate('{{ amount }} won', scope, 'typed')).toBe('820000 won');
    expect(fillTexts({ a: ['{{ amount }}', 5, null], b: { c: '{{ name }}' } }, scope)).toEqual({
      a: ['820000', 5, null],
      b: { c: '홍"길동' },
    });
  });

  it('reach no file, no prototype, and nothing of ours', () => {
    for (const tag of ['include', 'render', 'layout'])
      expect(() => fillTemplate(`{% ${tag} "/etc/passwd" %}`, scope)).toThrow(TemplateFault);
    expect(
      fillTemplate('{{ row.constructor }}{{ row.__proto__ }}{{ constructor.name }}{{ process }}', scope),
    ).toBe('');
  });

  it('end soon and stay small, whatever they ask for', () => {
    const hostile = [
      '{% for i in (1..100000000) %}x{% endfor %}',
      '{% for i in (1..1000) %}{% for j in (1..1000) %}{% for k in (1..1000) %}{{ text }}{% endfor %}{% endfor %}{% endfor %}',
      '{% assign a = text %}{% for i in (1..40) %}{% assign a = a | append: a %}{% endfor %}{{ a }}',
      '{{ "now" | date: "%999999999d" }}',
      `{{ text }}${'{{ text }}'.repeat(OUTPUT_LIMIT / 1_000)}`,
      'x{{ '.repeat(30_000),
      '{{ text | nothing }}',
      '{% if %}',
    ];
    const start = performance.now();
    for (const template of hostile)
      expect(() => fillTemplate(template, scope), template.slice(0, 80)).toThrow(TemplateFault);
    fillTemplate('{{ open | strip_html | size }}', scope);
    expect(performance.now() - start).toBeLessThan(2_000);
  });
});
