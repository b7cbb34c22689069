import { describe, expect, it } from 'vitest';
import { NOTHING_LEFT, oneNode } from '../../test/one-node-flow.ts';

const step = (name: string, more: object = {}) => ({ name, key: ['k'], ...more });
const steps = [step('a'), step('b')];
const types = (config: Readonly<Record<string, unknown>>) =>
  Object.fromEntries((config.steps as { name: string }[]).map(({ name }, i) => [name, 'abc'[i]]));
const correlate = (config: Readonly<Record<string, unknown>>) => oneNode('correlate', config, types);

describe('a longer or shorter time', () => {
  it('moves the deadlines of open runs, which are expired by the new one', () => {
    const node = correlate({ steps, within: 'PT10M' });
    node.event('a', 0, { k: 1 });
    const fate = node.deploy({ steps, within: 'PT20M' });
    expect(fate).toMatchObject({ fate: 'changed', waiting: { runs: 1, timers: 1 }, reasons: [] });
    expect(fate.changes.map(({ ko }) => ko)).toEqual([
      '기다리는 시간이 10분에서 20분으로 늘어납니다. 진행 중인 1건의 마감도 함께 옮겨집니다.',
    ]);
    node.until(15);
    node.event('b', 19, { k: 1 });
    expect(node.told.map(({ minute }) => minute)).toEqual([19]);
    node.event('a', 20, { k: 2 });
    node.deploy({ steps, within: 'PT5M' });
    node.until(25.5);
    expect(node.counts()).toMatchObject({ open: 0, expired: 1, in: 3 });
    expect(node.end()).toEqual(NOTHING_LEFT);
  });

  it('is over at once where it is over by then, in the order of the deadlines', () => {
    const absent = [step('a'), step('b', { absent: true })];
    const node = correlate({ steps: absent, within: 'PT1H' });
    node.event('a', 0, { k: 'x' });
    node.event('a', 2, { k: 'y' });
    node.event('a', 9, { k: 'z' });
    node.until(10);
    const fate = node.deploy({ steps: absent, within: 'PT5M' });
    expect(fate.changes[0].en).toBe(
      'The time to wait becomes shorter: 5 minutes instead of 1 hour. The deadlines of the 3 open runs move with it; what is past its new deadline already is decided at once.',
    );
    expect(node.told.map(({ minute, key }) => [minute, key])).toEqual([
      [5, 'x'],
      [7, 'y'],
    ]);
    node.until(15);
    expect(node.told.at(-1)).toMatchObject({ minute: 14, key: 'z' });
  });

  it('makes no match of a run whose steps no longer lie within it', () => {
    const three = [step('a'), step('b'), step('c', { absent: true })];
    const node = correlate({ steps: three, within: 'PT1H' });
    node.event('a', 0, { k: 1 });
    node.event('b', 20, { k: 1 });
    node.deploy({ steps: three, within: 'PT10M' });
    expect(node.told).toEqual([]);
    expect(node.counts()).toMatchObject({ open: 0, expired: 1 });
  });

  it('counts for steps in any order too', () => {
    const node = correlate({ steps, within: 'PT10M', order: 'any' });
    node.event('b', 0, { k: 1 });
    node.deploy({ steps, within: 'PT30M', order: 'any' });
    node.until(20);
    node.event('a', 25, { k: 1 });
    expect(node.told.map(({ minute }) => minute)).toEqual([25]);
  });
});

describe('another condition', () => {
  it('applies from now on, to values of open runs that nobody kept before', () => {
    const node = correlate({ steps, within: 'PT1H' });
    node.event('a', 0, { k: 1, n: 5, name: 'x' });
    node.event('a', 0, { k: 2, n: 5, name: 'y' });
    const where = {
      combinator: 'and',
      rules: [{ field: 'b.name', operator: '=', value: 'a.name', valueSource: 'field' }],
    };
    const fate = node.deploy({ steps, within: 'PT1H', where });
    expect(fate.changes).toEqual([
      {
        ko: '조건이 바뀝니다. 진행 중인 2건에도 다음 이벤트부터 적용합니다.',
        en: 'The condition changes, from the next event on; for the 2 open runs too.',
      },
    ]);
    node.event('b', 1, { k: 1, name: 'x' });
    node.event('b', 1, { k: 2, name: 'x' });
    expect(node.told.map(({ key }) => key)).toEqual(['1']);
    node.deploy({ steps, within: 'PT1H' });
    node.event('b', 2, { k: 2, name: 'x' });
    expect(node.told.map(({ key }) => key)).toEqual(['1', '2']);
    expect(node.end()).toEqual(NOTHING_LEFT);
  });
});

it('another way to start or go on leaves the open runs, and other names go by the places of the steps', () => {
  const node = correlate({ steps, within: 'PT1H' });
  node.event('a', 0, { k: 1, n: 1 });
  node.event('a', 1, { k: 1, n: 2 });
  const named = [step('quote'), step('call')];
  const fate = node.deploy({ steps: named, within: 'PT1H', start: 'first', advance: 'newest' });
  expect([fate.fate, fate.changes.length]).toEqual(['changed', 3]);
  node.event('a', 2, { k: 1, n: 3 });
  expect(node.waiting()).toEqual({ runs: 2, timers: 2 });
  node.event('b', 3, { k: 1 });
  expect(node.told.map(({ data }) => data)).toEqual([{ quote: { k: 1, n: 2 }, call: { k: 1 } }]);
});

describe('what can’t go on', () => {
  const cases: [string, object, string][] = [
    ['another number of steps', { steps: [...steps, step('c')] }, '단계가 2개에서 3개로'],
    ['a step that must not come now', { steps: [step('a'), step('b', { absent: true })] }, '일어나지 않아야'],
    ['other keys', { steps: [step('a', { key: ['k2'] }), step('b')] }, '‘a’ 단계에서 대상을 구분하는 기준'],
    ['steps in another order', { steps: [step('b'), step('a')] }, '단계의 차례'],
    ['any order', { steps, order: 'any' }, '순서대로 볼지'],
  ];
  it.each(cases)('%s: dropped, for a reason', (_, config, reason) => {
    const node = correlate({ steps, within: 'PT1H' });
    node.event('a', 0, { k: 1, k2: 1 });
    const fate = node.deploy({ within: 'PT1H', ...config });
    expect(fate).toMatchObject({ fate: 'dropped', waiting: { runs: 1 }, changes: [] });
    expect(fate.reasons[0].ko).toContain(reason);
    expect(fate.reasons[0].en).toMatch(/open runs|the open/);
    expect(node.counts()).toMatchObject({ open: 0, in: 0 });
    node.until(120);
    expect(node.told).toEqual([]);
    expect(node.end()).toEqual(NOTHING_LEFT);
  });

  it('is no loss where nothing waits', () => {
    const node = correlate({ steps, within: 'PT1H' });
    const fate = node.deploy({ steps: [...steps, step('c')], within: 'PT1H' });
    expect(fate).toMatchObject({ fate: 'changed', waiting: { runs: 0 }, reasons: [] });
    expect(fate.changes[0].en).toBe('Nothing waits here, so the node begins with the new settings.');
  });
});

it('the same time in other words, looks and the time zone change nothing', () => {
  const node = correlate({ steps, within: 'P1D' });
  node.event('a', 0, { k: 1 });
  for (const [config, ofFlow] of [
    [{ steps, within: 'PT24H' }, {}],
    [{ steps, within: 'P1D', order: 'sequence', start: 'every', advance: 'all' }, {}],
    [{ steps, within: 'P1D', label: { ko: '기다리기', en: 'Wait' } }, {}],
    [{ steps, within: 'P1D' }, { timezone: 'Asia/Seoul' }],
  ] as const)
    expect(node.deploy(config, ofFlow)).toMatchObject({ fate: 'kept', changes: [], waiting: { runs: 1 } });
  node.event('b', 1, { k: 1 });
  expect(node.told.length).toBe(1);
});
