import { describe, expect, it } from 'vitest';
import { NOTHING_LEFT, oneNode } from '../../test/one-node-flow.ts';

type Config = Readonly<Record<string, unknown>>;
const count = { name: 'n', function: 'count' };
const of = (name: string, func: string, field = 'v') => ({ name, function: func, field });
const window = (config: Config, more?: Parameters<typeof oneNode>[3]) =>
  oneNode('window', config, () => ({ in: 'e' }), more);
const settings = (shape: Config, more: Config = {}): Config => ({
  key: ['k'],
  window: shape,
  aggregates: [count],
  emit: 'every',
  ...more,
});
const last = (node: ReturnType<typeof window>) => node.told.at(-1)?.data;
const above = (field: string, value: number) => ({
  combinator: 'and',
  rules: [{ field, operator: '>=', value }],
});

describe('tumbling', () => {
  it('lets go of values that nobody asks for any more, and keeps those that two ask for twice', () => {
    const tumbling = (aggregates: unknown[]) => settings({ kind: 'tumbling', size: 'PT1H' }, { aggregates });
    const node = window(tumbling([of('many', 'distinct'), of('all', 'list'), of('texts', 'distinct', 't')]));
    node.event('e', 0, { k: 1, v: 'a', t: 'x' });
    node.event('e', 1, { k: 1, v: { b: 1 }, t: 'y' });
    const fate = node.deploy(
      tumbling([of('all', 'list'), of('many', 'distinct'), of('again', 'list'), of('more', 'distinct')]),
    );
    expect(fate).toMatchObject({ fate: 'changed', reasons: [] });
    node.event('e', 2, { k: 1, v: 'c', t: 'x' });
    const all = ['a', { b: 1 }, 'c'];
    expect(last(node)).toMatchObject({ all, again: all, many: 3, more: 3 });
    expect(node.end()).toEqual(NOTHING_LEFT);
  });
});

describe('rolling', () => {
  const rolling = (size: string, more?: Config) => settings({ kind: 'rolling', size }, more);

  it('looks back further or less far from now on', () => {
    const node = window(rolling('PT10M'));
    for (const minute of [0, 2, 4, 6]) node.event('e', minute, { k: 1, v: minute });
    const shorter = node.deploy(rolling('PT3M'));
    expect(shorter).toMatchObject({ fate: 'changed', waiting: { keys: 1, events: 4 }, reasons: [] });
    expect(shorter.changes[0].ko).toBe(
      '모으는 기간이 10분에서 3분으로 줄어듭니다. 새 기간보다 오래된 이벤트는 더 이상 세지 않습니다.',
    );
    node.event('e', 7, { k: 1 });
    expect(last(node)).toMatchObject({ n: 2 });
    const longer = node.deploy(rolling('PT20M'));
    expect(longer.changes[0].en).toContain('Events that are still kept count');
    node.event('e', 8, { k: 1 });
    expect(last(node)).toMatchObject({ n: 6 });
    expect(node.end()).toEqual(NOTHING_LEFT);
  });

  it('reads the values of a new aggregate back from the events', () => {
    const node = window(rolling('PT10M', { aggregates: [count, of('sum', 'sum')] }));
    node.event('e', 0, { k: 1, v: 5, t: 'x', o: { p: [1] } });
    node.event('e', 1, { k: 1, v: '5', t: 'y' });
    node.event('e', 2, { k: 1, v: null, t: 'x' });
    const aggregates = [
      of('first', 'first', 't'),
      of('different', 'distinct', 't'),
      of('values', 'list'),
      of('most', 'max'),
      of('made', 'first', 'o.p'),
      of('at', 'list', '$id'),
    ];
    const fate = node.deploy(rolling('PT10M', { aggregates }));
    expect(fate.fate).toBe('changed');
    expect(fate.changes.map(({ ko }) => ko.slice(0, 11))).toEqual([
      '집계 ‘first’의',
      '집계 ‘differe',
      '집계 ‘values’',
      '집계 ‘most’의 ',
      '집계 ‘made’의 ',
      '집계 ‘at’의 값은',
      '집계 ‘n’이 없어집',
      '집계 ‘sum’이 없',
    ]);
    node.event('e', 3, { k: 1, v: 7, t: 'z' });
    expect(last(node)).toMatchObject({
      first: 'x',
      different: 3,
      values: [5, '5', 7],
      most: 7,
      made: [1],
      at: ['1', '2', '3', '4'],
    });
    node.deploy(rolling('PT10M'));
    expect(node.end()).toEqual(NOTHING_LEFT);
  });

  it('leaves events that nodes grew out of a new aggregate, and says so', () => {
    const derive = {
      id: 'more',
      type: 'derive',
      position: { x: 0, y: 0 },
      data: { fields: [{ name: 'w', expression: '1' }] },
    };
    const node = window(rolling('PT10M'), { between: derive });
    node.event('e', 0, { k: 1, v: 5 });
    const fate = node.deploy(rolling('PT10M', { aggregates: [count, of('total', 'sum')] }));
    expect(fate.changes[0].en).toContain('can’t be read back, and are left out');
    node.event('e', 1, { k: 1, v: 2 });
    expect(last(node)).toMatchObject({ n: 2, total: 2 });
  });

  it('takes another condition and another time to tell from now on', () => {
    const node = window(rolling('PT1H', { emit: 'once', having: above('n', 2) }));
    node.event('e', 0, { k: 1 });
    node.event('e', 1, { k: 1 });
    const fate = node.deploy(rolling('PT1H', { emit: 'reset', having: above('n', 3) }));
    expect(fate.changes).toHaveLength(2);
    node.event('e', 2, { k: 1 });
    expect(node.waiting()).toEqual({ keys: 0, events: 0 });
    expect(node.told.map(({ data }) => data.n)).toEqual([2, 3]);
  });
});

describe('count', () => {
  const last3 = (size: number, more?: Config) => settings({ kind: 'count', size }, more);

  it('lets the oldest go where fewer are looked at, and gathers on where more are', () => {
    const node = window(last3(4, { aggregates: [of('values', 'list')] }));
    for (const v of [1, 2, 3]) node.event('e', v, { k: 1, v });
    const fewer = node.deploy(last3(2, { aggregates: [of('values', 'list')] }));
    expect(fewer.changes[0].ko).toBe(
      '모으는 이벤트가 4건에서 2건으로 줄어듭니다. 가장 최근 2건씩만 남깁니다.',
    );
    expect(node.waiting()).toEqual({ keys: 1, events: 2 });
    node.deploy(last3(4, { aggregates: [of('values', 'list')] }));
    node.event('e', 4, { k: 1, v: 4 });
    expect(node.told).toEqual([]);
    node.event('e', 5, { k: 1, v: 5 });
    expect(last(node)).toMatchObject({ values: [2, 3, 4, 5] });
    expect(node.end()).toEqual(NOTHING_LEFT);
  });
});

describe('session', () => {
  const session = (gap: string, more?: Config) =>
    settings({ kind: 'session', gap }, { emit: 'close', ...more });

  it('ends later by a longer gap', () => {
    const node = window(session('PT5M', { aggregates: [count, of('different', 'distinct')] }));
    node.event('e', 10, { k: 1, v: 1 });
    node.event('e', 10, { k: 2, v: 1 });
    node.event('e', 13, { k: 2, v: 2 });
    const fate = node.deploy(session('PT20M', { aggregates: [count, of('different', 'distinct')] }));
    expect(fate).toMatchObject({ fate: 'changed', waiting: { keys: 2, windows: 2, timers: 2 } });
    expect(fate.changes[0].ko).toBe(
      '묶는 간격이 5분에서 20분으로 늘어납니다. 열려 있는 2개 구간의 끝 시각도 함께 옮겨집니다.',
    );
    node.until(25);
    expect(node.told).toEqual([]);
    node.event('e', 28, { k: 1, v: 1 });
    node.until(60);
    expect(node.told.map(({ minute, data }) => [Math.ceil(minute), data.k, data.n, data.different])).toEqual([
      [33, 2, 2, 2],
      [48, 1, 2, 1],
    ]);
    expect(node.end()).toEqual(NOTHING_LEFT);
  });

  it('is closed at once by a shorter gap where that is over', () => {
    const node = window(session('PT20M'));
    node.event('e', 0, { k: 1 });
    node.until(10);
    const fate = node.deploy(session('PT5M'));
    expect(fate.changes[0].en).toContain('Those past their new end already are closed at once.');
    expect(node.told.map(({ minute }) => Math.ceil(minute))).toEqual([5]);
  });
});

describe('windows of fixed place', () => {
  const day = (more?: Config) => settings({ kind: 'tumbling', size: 'P1D' }, { emit: 'close', ...more });
  const gathered = [count, of('total', 'sum'), of('different', 'distinct')];

  it('keep what they have gathered for the aggregates that stay, under other names too', () => {
    const node = window(day({ aggregates: gathered }));
    node.event('e', 0, { k: 1, v: 2 });
    const fate = node.deploy(
      day({
        aggregates: [of('mean', 'avg'), of('total', 'sum'), of('kinds', 'distinct'), of('again', 'distinct')],
      }),
    );
    expect(fate).toMatchObject({ fate: 'changed', waiting: { windows: 1, keys: 1, timers: 1 }, reasons: [] });
    node.event('e', 1, { k: 1, v: 4 });
    node.until(1500);
    expect(last(node)).toMatchObject({ mean: 3, total: 6, kinds: 2, again: 2 });
    expect(node.end()).toEqual(NOTHING_LEFT);
  });

  it('are told of otherwise from now on, but for those that are empty', () => {
    const node = window(day({ emit: 'reset', having: above('n', 2) }));
    for (const [minute, k] of [
      [0, 1],
      [1, 1],
      [2, 2],
    ])
      node.event('e', minute, { k });
    node.deploy(day());
    node.until(1500);
    expect(node.told.map(({ data }) => [data.k, data.n])).toEqual([
      [1, 2],
      [2, 1],
    ]);
  });

  const cases: [string, Config, Config, Config, string][] = [
    ['a new aggregate', day(), day({ aggregates: [count, of('most', 'max')] }), {}, '집계 ‘most’'],
    [
      'another length',
      day(),
      settings({ kind: 'tumbling', size: 'P2D' }, { emit: 'close' }),
      {},
      '구간의 길이',
    ],
    [
      'another kind',
      day(),
      settings({ kind: 'calendar', unit: 'day' }, { emit: 'close' }),
      {},
      '구간의 종류',
    ],
    ['another key', day(), day({ key: ['j'] }), {}, '따로 모으는 기준'],
    ['another time zone', day(), day(), { timezone: 'Asia/Seoul' }, '시간대'],
  ];
  it.each(cases)('can’t go on with %s', (_, before, after, ofFlow, reason) => {
    const node = window(before);
    node.event('e', 0, { k: 1, j: 1, v: 1 });
    const fate = node.deploy(after, ofFlow);
    expect(fate).toMatchObject({ fate: 'dropped', waiting: { windows: 1 }, changes: [] });
    expect(fate.reasons[0].ko).toContain(reason);
    expect(node.waiting()).toMatchObject({ windows: 0, keys: 0 });
    expect(node.end()).toEqual(NOTHING_LEFT);
  });

  it('go on in another time zone where they do not go by it', () => {
    const hour = settings({ kind: 'hopping', size: 'PT1H', every: 'PT20M' }, { emit: 'close' });
    const node = window(hour);
    node.event('e', 0, { k: 1 });
    expect(node.deploy(hour, { timezone: 'Asia/Seoul' })).toMatchObject({
      fate: 'kept',
      waiting: { windows: 3 },
    });
  });
});
