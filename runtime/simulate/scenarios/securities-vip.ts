import { DAY, HOUR, MINUTE, SECOND } from '../../../nodes/kit/duration.ts';
import type { Scenario, Scene, StoryEvent } from '../scenario.ts';

const SEOUL = 9 * HOUR;
/** Of the longer of the two markets; in the night only orders abroad are left, which are background. */
const OPENS = 8 * HOUR;
const CLOSES = 20 * HOUR;
const SYMBOLS = ['NARU', 'DULE', 'MULG', 'SOLB', 'HANB', 'BOMN'] as const;

interface Given {
  readonly symbol: string;
  /** Which of the customer's accounts. */
  readonly account?: number;
  readonly price?: number;
}

function order(scene: Scene, after: number, side: string, { symbol, account = 1, price }: Given): StoryEvent {
  const { random, customer, number } = scene;
  const accountNo = `210-${customer.customerId.slice(1)}-${String(account).padStart(2, '0')}`;
  return {
    after,
    type: 'securities.order.executed',
    subject: accountNo,
    data: {
      orderId: number('O'),
      accountNo,
      customerId: customer.customerId,
      side,
      symbol,
      quantity: 10 * random.int(1, 30),
      price: price ?? random.step(12_000, 240_000, 100),
    },
  };
}

/** Whether the market is open for so long from now on. */
function isOpen({ start }: Scene, length: number): boolean {
  const time = (start + SEOUL) % DAY;
  return time >= OPENS && time + length <= CLOSES;
}

/** How long after the story's start its next midnight in Seoul is, at least so far ahead. */
function nextMidnight({ start }: Scene, ahead: number): number {
  const left = DAY - ((start + SEOUL) % DAY);
  return left >= ahead ? left : left + DAY;
}

/** Buys and sells again, one pair after the other. */
function trips(scene: Scene, count: number, from = 0): StoryEvent[] {
  let after = from;
  return Array.from({ length: count }, () => {
    const symbol = scene.random.pick(SYMBOLS);
    const price = scene.random.step(12_000, 240_000, 100);
    const sold = after + scene.random.int(2 * MINUTE, 25 * MINUTE);
    const pair = [
      order(scene, after, 'buy', { symbol, price }),
      order(scene, sold, 'sell', { symbol, price: price + scene.random.step(-900, 1_400, 100) }),
    ];
    after = sold + scene.random.int(MINUTE, 15 * MINUTE);
    return pair;
  }).flat();
}

/** The longest that so many trips take. */
const lengthOf = (count: number) => count * 40 * MINUTE;

/** Two trips, and after them something that is nearly the third. */
function twoAnd(scene: Scene, third: (from: number) => StoryEvent[]): StoryEvent[] {
  if (!isOpen(scene, lengthOf(2) + 2 * HOUR)) return [];
  const two = trips(scene, 2);
  return [...two, ...third((two.at(-1)?.after ?? 0) + 10 * MINUTE)];
}

/** Day traders (우량 고객 우대). Four hours pass in a second, a trading day in three. */
export const securitiesVip: Scenario = {
  flowId: 'securities-vip',
  defaults: { rate: 40, speed: 14_400, seed: 1 },
  memory: DAY + HOUR,
  stories: [
    {
      name: 'match-day-trader',
      weight: 5,
      reaches: ['day-digest', 'promo'],
      tell: (scene) => {
        const count = scene.random.int(3, 5);
        return isOpen(scene, lengthOf(count)) ? trips(scene, count) : [];
      },
    },
    {
      name: 'match-three-at-once',
      weight: 1,
      reaches: ['day-digest', 'promo'],
      tell: (scene) => {
        if (!isOpen(scene, HOUR)) return [];
        const sides = ['buy', 'buy', 'buy', 'sell', 'sell', 'sell'];
        return sides.map((side, i) => order(scene, i * 5 * MINUTE, side, { symbol: 'NARU' }));
      },
    },
    {
      name: 'match-sold-at-the-limit',
      weight: 1,
      reaches: ['day-digest', 'promo'],
      tell: (scene) =>
        twoAnd(scene, (from) => [
          order(scene, from, 'buy', { symbol: 'GANG' }),
          order(scene, from + HOUR, 'sell', { symbol: 'GANG' }),
        ]),
    },
    {
      name: 'near-two-trips',
      weight: 2,
      reaches: [],
      tell: (scene) => (isOpen(scene, lengthOf(2)) ? trips(scene, 2) : []),
    },
    {
      name: 'near-sold-a-second-late',
      weight: 1,
      reaches: [],
      tell: (scene) =>
        twoAnd(scene, (from) => [
          order(scene, from, 'buy', { symbol: 'GANG' }),
          order(scene, from + HOUR + SECOND, 'sell', { symbol: 'GANG' }),
        ]),
    },
    {
      name: 'near-other-account',
      weight: 1,
      reaches: [],
      tell: (scene) =>
        twoAnd(scene, (from) => [
          order(scene, from, 'buy', { symbol: 'GANG' }),
          order(scene, from + 5 * MINUTE, 'sell', { symbol: 'GANG', account: 2 }),
        ]),
    },
    {
      name: 'near-other-symbol',
      weight: 1,
      reaches: [],
      tell: (scene) =>
        twoAnd(scene, (from) => [
          order(scene, from, 'buy', { symbol: 'GANG' }),
          order(scene, from + 5 * MINUTE, 'sell', { symbol: 'YEOU' }),
        ]),
    },
    {
      name: 'near-sold-first',
      weight: 1,
      reaches: [],
      tell: (scene) =>
        twoAnd(scene, (from) => [
          order(scene, from, 'sell', { symbol: 'GANG' }),
          order(scene, from + 5 * MINUTE, 'buy', { symbol: 'GANG' }),
        ]),
    },
    {
      name: 'near-third-at-midnight',
      weight: 1,
      reaches: [],
      tell: (scene) => {
        if (!isOpen(scene, HOUR)) return [];
        const midnight = nextMidnight(scene, 4 * HOUR);
        return [
          ...trips(scene, 2, midnight - 4 * HOUR),
          order(scene, midnight - 30 * MINUTE, 'buy', { symbol: 'GANG' }),
          order(scene, midnight, 'sell', { symbol: 'GANG' }),
        ];
      },
    },
    {
      name: 'plain-keeps-overnight',
      weight: 2,
      reaches: [],
      tell: (scene) => {
        if (!isOpen(scene, HOUR)) return [];
        return [order(scene, 0, 'buy', { symbol: 'NARU' }), order(scene, DAY, 'sell', { symbol: 'NARU' })];
      },
    },
  ],
  // nobody buys what others sell here, so that no pair comes about
  background: (scene) =>
    scene.random.chance(0.5)
      ? order(scene, 0, 'buy', { symbol: scene.random.pick(['ETFA', 'ETFB']), account: 9 })
      : order(scene, 0, 'sell', { symbol: scene.random.pick(['BNDA', 'BNDB']), account: 9 }),
};
