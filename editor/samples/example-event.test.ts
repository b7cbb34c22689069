import { describe, expect, it } from 'vitest';
import { exampleEvent } from './example-event.ts';

describe('an event made of examples', () => {
  it('holds what the catalogue says, and something of the right type where it says nothing', () => {
    const inner = { path: 'customer', type: 'object', example: { grade: 'VIP' } } as const;
    const { data, subject } = exampleEvent(
      [
        { path: 'customerId', type: 'string', example: 'C0001' },
        { path: 'channel', type: 'string', values: ['web', 'app'] },
        { path: 'customer.name', type: 'string', label: { ko: '고객 이름', en: 'Name' } },
        inner,
        { path: 'n', type: 'number' },
        { path: 'derived', type: 'unknown' },
        { path: 'constructor', type: 'boolean' },
        { path: '__proto__.polluted', type: 'boolean' },
        { path: '$time', type: 'time' },
      ],
      'ko',
    );
    expect(data).toEqual({
      customerId: 'C0001',
      channel: 'web',
      customer: { grade: 'VIP', name: '고객 이름' },
      n: 100,
      constructor: true,
    });
    expect(subject).toBe('C0001');
    expect(inner.example).toEqual({ grade: 'VIP' });
    expect('polluted' in {}).toBe(false);
  });
});
