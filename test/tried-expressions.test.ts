/** What a form shows of expressions on an event is what the engine gives for that event. */
import { expect, it } from 'vitest';
import { deriveInOrder, readerOf } from '../nodes/derive/in-order.ts';
import { oneNode, START } from './one-node-flow.ts';

const FIELDS = [
  { name: 'fee', expression: 'amount * 0.1' },
  { name: 'twice', expression: 'fee * 2' },
  { name: 'city', expression: 'store.city.contains("서")' },
  { name: 'wrong', expression: 'nothing + 1' },
  { name: 'after', expression: 'wrong == null ? "none" : "some"' },
  { name: 'store', expression: '{"zip": 1}' },
  { name: 'zip', expression: 'store.zip' },
  { name: 'gone', expression: 'has(store.city)' },
  { name: 'hour', expression: '$time.getHours("Asia/Seoul")' },
  { name: 'many', expression: 'list.map(x, x * 2)' },
  { name: 'length', expression: 'has(list.length)' },
  { name: 'odd', expression: '`daily-limit` - amount' },
];
const DATA = { amount: 400, store: { city: '서울' }, list: [1, 2], 'daily-limit': 1000 };

it('expressions tried in a form give what the engine gives', () => {
  const node = oneNode('derive', { fields: FIELDS }, () => ({ in: 'e' }));
  node.event('e', 0, DATA);
  node.until(10);
  const read = readerOf(DATA, { id: 'e', type: 'e', source: '/' }, START);
  const tried = deriveInOrder(FIELDS, read).map((each) => ('value' in each ? each.value : null));
  const added = Object.fromEntries(FIELDS.map(({ name }, i) => [name, tried[i]]));
  expect(tried).toContain(null);
  expect(node.told.map(({ data }) => data)).toEqual([{ ...DATA, ...added }]);
});
