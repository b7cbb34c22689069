import { describe, expect, it } from 'vitest';
import { NOTHING_LEFT, oneNode } from '../../test/one-node-flow.ts';

const throttle = (config: Readonly<Record<string, unknown>>) =>
  oneNode('throttle', config, () => ({ in: 'e' }), { out: 'pass' });
const passed = (node: ReturnType<typeof throttle>) => node.told.map(({ minute }) => minute);

describe('the passes of before', () => {
  it('count on when more or fewer may pass, in a longer or shorter time', () => {
    const node = throttle({ key: ['k'], per: 'PT10M' });
    node.event('e', 0, { k: 1 });
    node.event('e', 1, { k: 1 });
    const more = node.deploy({ key: ['k'], per: 'PT10M', max: 2 });
    expect(more).toMatchObject({ fate: 'changed', waiting: { keys: 1, events: 1 }, reasons: [] });
    expect(more.changes).toEqual([
      {
        ko: '최대 횟수가 1번에서 2번으로 바뀝니다. 그동안 통과한 것도 함께 셉니다.',
        en: 'At most 2 may pass instead of 1. What passed before counts too.',
      },
    ]);
    node.event('e', 2, { k: 1 });
    node.event('e', 3, { k: 1 });
    expect(passed(node)).toEqual([0, 2]);
    const longer = node.deploy({ key: ['k'], per: 'PT1H', max: 2 });
    expect(longer.changes[0].ko).toBe(
      '횟수를 세는 기간이 10분에서 1시간으로 늘어납니다. 그동안 통과한 기록 중 남아 있는 것만 셉니다.',
    );
    node.event('e', 20, { k: 1 });
    const shorter = node.deploy({ key: ['k'], per: 'PT5M', max: 2 });
    expect(shorter.changes[0].en).toContain('Older ones count no more.');
    node.event('e', 21, { k: 1 });
    expect(passed(node)).toEqual([0, 2, 21]);
    expect(node.counts()).toMatchObject({ in: 6, out: { pass: 3, held: 3 } });
    expect(node.end()).toEqual(NOTHING_LEFT);
  });

  it('are dropped where they are counted by other fields', () => {
    const node = throttle({ key: ['k'], per: 'PT10M' });
    node.event('e', 0, { k: 1, j: 1 });
    const fate = node.deploy({ key: ['j'], per: 'PT10M' });
    expect(fate).toMatchObject({ fate: 'dropped', waiting: { keys: 1, events: 1 }, changes: [] });
    expect(fate.reasons).toHaveLength(1);
    node.event('e', 1, { k: 1, j: 1 });
    expect(passed(node)).toEqual([0, 1]);
    expect(node.end()).toEqual(NOTHING_LEFT);
  });
});
