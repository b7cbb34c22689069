import { DAY, HOUR, MINUTE } from '../../../nodes/kit/duration.ts';
import type { Scenario, Scene, StoryEvent } from '../scenario.ts';
import type { Merchant, World } from '../world.ts';

const METRES_A_DEGREE = 111_195;

function payment(
  scene: Scene,
  after: number,
  merchant: Merchant,
  amount: number,
  given: object = {},
): StoryEvent {
  const { customer, number } = scene;
  return {
    after,
    type: 'card.payment.approved',
    subject: customer.customerId,
    data: {
      approvalId: number('P'),
      cardNo: cardOf(customer.customerId),
      customerId: customer.customerId,
      merchantId: merchant.merchantId,
      category: merchant.category,
      amount,
      lat: merchant.lat,
      lon: merchant.lon,
      ...given,
    },
  };
}

function overrun(scene: Scene): StoryEvent {
  const { customer, random } = scene;
  const limit = random.step(1_000_000, 8_000_000, 500_000);
  return {
    after: 0,
    type: 'card.limit.exceeded',
    subject: customer.customerId,
    data: {
      cardNo: cardOf(customer.customerId),
      customerId: customer.customerId,
      merchantId: random.pick(scene.world.merchants).merchantId,
      amount: random.step(150_000, 2_000_000, 10_000),
      limit,
    },
  };
}

const cardOf = (customerId: string) => `9410-****-****-${customerId.slice(1)}`;

/** Metres, flat: good enough below a few kilometres to choose a merchant well inside the limit. */
function metres(a: Merchant, b: Merchant): number {
  const east = (a.lon - b.lon) * Math.cos((a.lat * Math.PI) / 180);
  return Math.hypot(a.lat - b.lat, east) * METRES_A_DEGREE;
}

/** Merchants by what the stories ask of them. */
interface Places {
  /** Partners with another merchant's coupon well within 1,000 m. */
  readonly partners: readonly Merchant[];
  readonly others: readonly Merchant[];
  readonly coffee: readonly Merchant[];
  readonly notCoffee: readonly Merchant[];
}

const placesByWorld = new WeakMap<World, Places>();

function placesOf(world: World): Places {
  const known = placesByWorld.get(world);
  if (known) return known;
  const { merchants } = world;
  const coupons = merchants.filter(({ coupon }) => coupon !== '');
  const hasNeighbour = (merchant: Merchant) =>
    coupons.some((other) => other !== merchant && metres(merchant, other) < 900);
  const places = {
    partners: merchants.filter((merchant) => merchant.partner && hasNeighbour(merchant)),
    others: merchants.filter(({ partner }) => !partner),
    coffee: merchants.filter(({ category }) => category === 'coffee'),
    notCoffee: merchants.filter(({ category }) => category !== 'coffee'),
  };
  placesByWorld.set(world, places);
  return places;
}

/** A merchant for the story; any where the tables have none such. */
function merchantFor({ world, random }: Scene, kind: keyof Places): Merchant {
  const fitting = placesOf(world)[kind];
  return random.pick(fitting.length > 0 ? fitting : world.merchants);
}

const partner = (scene: Scene) => merchantFor(scene, 'partners');

const large = ({ random }: Scene) => random.step(100_000, 480_000, 1_000);

/** Coffees, evenly over a time. */
function coffees(scene: Scene, count: number, over: number): StoryEvent[] {
  const shop = merchantFor(scene, 'coffee');
  return Array.from({ length: count }, (_, i) =>
    payment(scene, (over * i) / (count - 1), shop, scene.random.step(3_500, 9_000, 500), {
      category: 'coffee',
    }),
  );
}

/** Purchases, coffees and overruns (신용카드 복합 마케팅). Three days pass in a second. */
export const cardMarketing: Scenario = {
  flowId: 'card-marketing',
  defaults: { rate: 40, speed: 259_200, seed: 1 },
  memory: 30 * DAY + HOUR,
  stories: [
    {
      name: 'match-nearby',
      weight: 4,
      reaches: ['nearby-coupon'],
      tell: (scene) => [payment(scene, 0, partner(scene), large(scene))],
    },
    {
      name: 'match-twice-in-a-day',
      weight: 1,
      reaches: ['nearby-coupon'],
      tell: (scene) => [
        payment(scene, 0, partner(scene), large(scene)),
        payment(scene, scene.random.int(20 * MINUTE, 20 * HOUR), partner(scene), large(scene)),
      ],
    },
    {
      name: 'match-again-next-day',
      weight: 1,
      reaches: ['nearby-coupon', 'nearby-coupon'],
      tell: (scene) => [
        payment(scene, 0, partner(scene), large(scene)),
        payment(scene, DAY, partner(scene), large(scene)),
      ],
    },
    {
      name: 'match-coffee',
      weight: 2,
      reaches: ['coffee-reward'],
      tell: (scene) => coffees(scene, 10, scene.random.int(8, 26) * DAY),
    },
    {
      name: 'match-limit-vip',
      weight: 2,
      who: ({ grade, delinquent }) => grade === 'VIP' && !delinquent,
      reaches: ['limit-sms', 'raise-limit'],
      tell: (scene) => [overrun(scene)],
    },
    {
      name: 'match-limit-gold',
      weight: 2,
      who: ({ grade, delinquent }) => grade === 'GOLD' && !delinquent,
      reaches: ['limit-sms', 'raise-limit'],
      tell: (scene) => [overrun(scene)],
    },
    {
      name: 'match-limit-basic',
      weight: 1,
      who: ({ grade }) => grade === 'BASIC',
      reaches: ['limit-review'],
      tell: (scene) => [overrun(scene)],
    },
    {
      name: 'match-limit-stranger',
      weight: 0.5,
      who: 'stranger',
      reaches: ['limit-review'],
      tell: (scene) => [overrun(scene)],
    },
    {
      name: 'near-limit-delinquent',
      weight: 1,
      who: ({ grade, delinquent }) => grade !== 'BASIC' && delinquent,
      reaches: ['limit-review'],
      tell: (scene) => [overrun(scene)],
    },
    {
      name: 'near-one-won-short',
      weight: 1,
      reaches: [],
      tell: (scene) => [payment(scene, 0, partner(scene), 99_999)],
    },
    {
      name: 'near-no-partner',
      weight: 1,
      reaches: [],
      tell: (scene) => [payment(scene, 0, merchantFor(scene, 'others'), large(scene))],
    },
    {
      name: 'near-far-from-coupons',
      weight: 1,
      reaches: [],
      tell: (scene) => {
        const merchant = partner(scene);
        return [payment(scene, 0, merchant, large(scene), { lat: merchant.lat + 0.4 })];
      },
    },
    {
      name: 'near-nine-coffees',
      weight: 1,
      reaches: [],
      tell: (scene) => coffees(scene, 9, scene.random.int(8, 26) * DAY),
    },
    {
      name: 'near-coffees-over-30-days',
      weight: 1,
      reaches: [],
      tell: (scene) => coffees(scene, 10, 30 * DAY),
    },
  ],
  background: (scene) =>
    payment(scene, 0, merchantFor(scene, 'notCoffee'), scene.random.step(4_000, 99_000, 500)),
};
