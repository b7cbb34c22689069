import { TRANSACTION_CHANNELS } from '../../../flows/catalogue/vocabulary.ts';
import { DAY, HOUR } from '../../../nodes/kit/duration.ts';
import type { Scenario, Scene, StoryEvent } from '../scenario.ts';

interface Given {
  readonly direction?: string;
  readonly amount?: number;
  /** Which of the customer's accounts. */
  readonly account?: number;
}

function transaction(scene: Scene, after: number, given: Given = {}): StoryEvent {
  const { random, customer, number } = scene;
  const { direction = random.pick(['deposit', 'withdrawal']), account = 1 } = given;
  const accountNo = `110-${customer.customerId.slice(1)}-${String(account).padStart(2, '0')}`;
  const { amount = random.step(300_000, 2_990_000, 10_000) } = given;
  return {
    after,
    type: 'bank.transaction.posted',
    subject: accountNo,
    data: {
      transactionId: number('T'),
      accountNo,
      customerId: customer.customerId,
      direction,
      amount,
      channel: random.pick(TRANSACTION_CHANNELS),
    },
  };
}

/** So many small ones, turn by turn in and out, evenly over a time. */
function small(
  scene: Scene,
  count: number,
  over: number,
  given: (i: number) => Given = () => ({}),
): StoryEvent[] {
  return Array.from({ length: count }, (_, i) =>
    transaction(scene, (over * i) / (count - 1), {
      direction: i % 2 ? 'withdrawal' : 'deposit',
      ...given(i),
    }),
  );
}

const days = (scene: Scene, low: number, high: number) => scene.random.int(low * 24, high * 24) * HOUR;

/** Money split into small sums (자금 세탁 방지). A day passes in a second. */
export const bankAml: Scenario = {
  flowId: 'bank-aml',
  defaults: { rate: 40, speed: 86_400, seed: 1 },
  memory: 7 * DAY + HOUR,
  stories: [
    {
      name: 'match-structuring',
      weight: 4,
      reaches: ['aml-case'],
      tell: (scene) => small(scene, scene.random.int(10, 13), days(scene, 1, 6)),
    },
    {
      name: 'match-one-withdrawal',
      weight: 1,
      reaches: ['aml-case'],
      tell: (scene) =>
        small(scene, 11, days(scene, 2, 6), (i) => ({ direction: i === 10 ? 'withdrawal' : 'deposit' })),
    },
    { name: 'near-nine', weight: 1, reaches: [], tell: (scene) => small(scene, 9, days(scene, 1, 6)) },
    {
      name: 'near-one-not-small',
      weight: 1,
      reaches: [],
      tell: (scene) => small(scene, 10, days(scene, 1, 6), (i) => (i === 4 ? { amount: 3_000_000 } : {})),
    },
    { name: 'near-full-7-days', weight: 1, reaches: [], tell: (scene) => small(scene, 10, 7 * DAY) },
    {
      name: 'near-deposits-only',
      weight: 1,
      reaches: [],
      tell: (scene) => small(scene, 11, days(scene, 1, 6), () => ({ direction: 'deposit' })),
    },
    {
      name: 'near-two-accounts',
      weight: 1,
      reaches: [],
      tell: (scene) => small(scene, 12, days(scene, 1, 6), (i) => ({ account: 1 + (i % 4 < 2 ? 0 : 1) })),
    },
    {
      name: 'plain-household',
      weight: 4,
      reaches: [],
      tell: (scene) => small(scene, scene.random.int(2, 5), days(scene, 2, 7)),
    },
  ],
  background: (scene) =>
    transaction(scene, 0, { amount: scene.random.step(3_000_000, 45_000_000, 10_000), account: 9 }),
};
