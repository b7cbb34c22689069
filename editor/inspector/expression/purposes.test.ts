import { describe, expect, it } from 'vitest';
import { shippedEventTypes } from '../../../flows/catalogue/catalogue.ts';
import { checkExpression, compileExpression } from '../../../nodes/derive/expression.ts';
import type { FieldInfo } from '../../../nodes/kit/field.ts';
import { LANGUAGES } from '../../../nodes/kit/text.ts';
import { exampleEvent } from '../../samples/example-event.ts';
import { PURPOSES, picksOf } from './purposes.ts';
import { tryExpression } from './try-expression.ts';

const FIELDS: readonly FieldInfo[] = [
  { path: 'amount', type: 'number', example: 36_500 },
  { path: 'limits.daily-limit', type: 'number', example: 100_000 },
  { path: 'name', type: 'string', example: '김나루' },
  { path: 'city', type: 'string', example: '서울' },
  { path: 'channel', type: 'string', values: ['web', 'branch'], example: 'web' },
  { path: 'joinedAt', type: 'time', example: '2026-02-20T09:00:00+09:00' },
  { path: '$time', type: 'time' },
];

describe.each(LANGUAGES)('examples of expressions in %s', (language) => {
  const event = exampleEvent(FIELDS, language);
  const written = (fields: readonly FieldInfo[]) =>
    PURPOSES.map(({ id, write }) => [id, write(picksOf(fields, 'Asia/Seoul', language), language)]);

  it('are written with the fields that arrive, and give what they say', () => {
    const results = written(FIELDS).map(([id, expression]) => [
      id,
      expression,
      tryExpression(expression, {}, 'fields.0.expression', event),
    ]);
    const high = language === 'ko' ? '높음' : 'high';
    const normal = language === 'ko' ? '보통' : 'normal';
    expect(results).toEqual([
      ['share', 'round(amount * 100 / limits.`daily-limit`, 1)', { value: 36.5 }],
      ['part', 'round(amount * 0.1)', { value: 3650 }],
      ['difference', 'abs(amount - limits.`daily-limit`)', { value: 63_500 }],
      ['joined', 'name + " / " + city', { value: '김나루 / 서울' }],
      ['days', '($time - timestamp(joinedAt)).getHours() / 24', { value: 10 }],
      ['hour', '$time.getHours("Asia/Seoul")', { value: 9 }],
      ['weekend', '$time.getDayOfWeek("Asia/Seoul") in [0, 6]', { value: false }],
      ['either', `amount >= 30000 ? "${high}" : "${normal}"`, { value: high }],
      ['among', 'channel in ["web", "branch"]', { value: true }],
      ['missing', 'has(amount) ? amount : 0', { value: 36_500 }],
    ]);
  });

  it('can be read where nothing fitting arrives, and work out once it does', () => {
    for (const [, expression] of written([])) {
      expect(checkExpression(expression)).toBeUndefined();
      const { reads, evaluate } = compileExpression(expression);
      for (const path of reads.filter((each) => !each.startsWith('$'))) expect(path).toMatch(/^[\p{L}\d]+$/u);
      const outcome = () =>
        evaluate((path) => {
          if (path === '$time') return Date.parse(event.time);
          if (/^(가입일시|joinedAt)/.test(path)) return '2026-02-20T09:00:00+09:00';
          return /^(이름|name|경로|channel)/.test(path) ? 'web' : 50;
        });
      expect(outcome).not.toThrow();
    }
  });

  it.each(shippedEventTypes.map(({ type, fields }) => [type, fields] as const))(
    'can be read with %s',
    (_, fields) => {
      for (const [, expression] of written(fields)) expect(checkExpression(expression)).toBeUndefined();
    },
  );
});
