import { describe, expect, it } from 'vitest';
import { deriveInOrder, readerOf } from './in-order.ts';

const event = { id: 'e', type: 'a.b', source: 's' };
const read = readerOf({ amount: 400, store: { city: '서울' }, list: [1] }, event, 1_772_409_600_000);

describe('a derive node, tried on one event', () => {
  it('works out in order, and null goes on for what fails', () => {
    const outcomes = deriveInOrder(
      [
        { name: 'fee', expression: 'amount * 0.1' },
        { name: 'twice', expression: 'fee * 2' },
        { name: 'wrong', expression: 'nothing + 1' },
        { name: 'after', expression: 'wrong == null' },
        { name: 'store', expression: '{"zip": 1}' },
        { name: 'last', expression: 'has(store.city)' },
      ],
      read,
    );
    expect(outcomes.map((each) => ('value' in each ? each.value : each.failure.en))).toEqual([
      40,
      80,
      'The event has no field “nothing”.',
      true,
      { zip: 1 },
      false,
    ]);
  });

  it('reads the envelope, and nothing inherited or inside a list', () => {
    expect(deriveInOrder([{ name: 'h', expression: '$time.getHours("Asia/Seoul")' }], read)).toEqual([
      { value: 9 },
    ]);
    expect([read('store.constructor'), read('list.length'), read('$subject')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});
