import { describe, expect, it } from 'vitest';
import { createTail } from './tail.ts';

const tailOf = (limit = 5) => createTail<{ id: string }>(limit, (item) => item.id);
const items = (...ids: string[]) => ids.map((id) => ({ id }));
const ids = (list: readonly { id: string }[]) => list.map((item) => item.id);

describe('createTail', () => {
  it('shows the newest first and keeps no more than its limit', () => {
    const tail = tailOf(3);
    tail.take(items('a', 'b'));
    tail.take(items('c', 'd'));
    expect(ids(tail.getState().items)).toEqual(['d', 'c', 'b']);
  });

  it('passes over what is there already', () => {
    const tail = tailOf();
    tail.take(items('a', 'b', 'a'));
    const before = tail.getState().items;
    tail.take(items('b', 'a'));
    expect(tail.getState().items).toBe(before);
  });

  it('stands still while paused and then shows what came', () => {
    const tail = tailOf();
    tail.take(items('a'));
    tail.pause();
    tail.take(items('a', 'b', 'c'), 4);
    expect(ids(tail.getState().items)).toEqual(['a']);
    expect(tail.getState()).toMatchObject({ heldCount: 2, skipped: 4 });
    tail.resume();
    expect(ids(tail.getState().items)).toEqual(['c', 'b', 'a']);
    expect(tail.getState()).toMatchObject({ paused: false, heldCount: 0 });
  });

  it('stays bounded while paused', () => {
    const tail = tailOf(2);
    tail.pause();
    for (const id of 'abcdefgh') tail.take(items(id));
    expect(ids(tail.getState().held)).toEqual(['h', 'g']);
    expect(tail.getState().heldCount).toBe(8);
  });
});
