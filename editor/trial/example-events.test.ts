import { describe, expect, it } from 'vitest';
import type { Trial } from '../../runtime/wire/trial.ts';
import { sampleFlow } from '../testing/flow-samples.ts';
import { exampleEvents } from './example-events.ts';

const event = (id: string, source: string) => ({
  id,
  type: 'a.b',
  source,
  time: '2026-03-02T09:00:00Z',
  data: { id },
});
const trial = (...events: ReturnType<typeof event>[]): Trial => ({
  from: 'recent',
  events: 1,
  counts: {},
  arrived: events.map((each) => ({ handle: 'in', event: each, passed: false })),
  left: [],
  sources: [event('cause', '/web')],
  noKey: 0,
  errors: 0,
  problems: [],
});
const idsOf = (text: string) =>
  text.split('\n').map((line) => (JSON.parse(line) as { data: { id: string } }).data.id);

describe('events to begin with', () => {
  it('are the newest that came in, or what a made event came from', () => {
    const many = trial(...['1', '2', '3', '4'].map((id) => event(id, '/web')));
    expect(idsOf(exampleEvents(many, sampleFlow, 'case'))).toEqual(['2', '3', '4']);
    expect(idsOf(exampleEvents(trial(event('5', '/flows/aml/x')), sampleFlow, 'case'))).toEqual(['cause']);
  });

  it('are what the catalogue says where none came', () => {
    const info = {
      type: 'bank.transaction.posted',
      name: 'T',
      fields: [
        { path: 'amount', type: 'number' as const, example: 5 },
        { path: 'store.city', type: 'string' as const, values: ['Seoul', 'Busan'] },
        { path: 'more', type: 'string' as const },
      ],
    };
    expect(JSON.parse(exampleEvents(undefined, sampleFlow, 'case', [info]))).toEqual({
      type: 'bank.transaction.posted',
      data: { amount: 5, store: { city: 'Seoul' } },
    });
    expect(exampleEvents(undefined, sampleFlow, 'case', [])).toBe('');
  });
});
