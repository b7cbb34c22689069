import type { Scenario } from '../scenario.ts';
import type { Customer, World } from '../world.ts';
import { inquiry } from './insurance-events.ts';

const looksAfter = ({ consultantId }: Customer, { consultantIds }: World) => consultantIds.has(consultantId);
const isAlone = (customer: Customer, world: World) => !looksAfter(customer, world);

/** Inquiries that consultants must know of at once (영업 지원 시스템). Ten minutes pass in a second. */
export const insuranceSalesSupport: Scenario = {
  flowId: 'insurance-sales-support',
  defaults: { rate: 40, speed: 600, seed: 1 },
  memory: 0,
  stories: [
    {
      name: 'match-maturity-near',
      weight: 2,
      who: looksAfter,
      reaches: ['consultant-email', 'consultant-push', 'consultant-sms', 'inquiry-record'],
      tell: (scene) => [
        inquiry(scene, 0, {
          topic: 'maturity',
          daysToMaturity: scene.random.int(1, 30),
          note: scene.random.pick([
            '만기 환급금이 궁금합니다.',
            '연장하고 싶습니다.',
            '만기 후 전환 상품을 알려 주세요.',
          ]),
        }),
      ],
    },
    {
      name: 'match-product',
      weight: 3,
      who: looksAfter,
      reaches: ['consultant-email', 'inquiry-record'],
      tell: (scene) => [inquiry(scene, 0, { topic: 'product' })],
    },
    {
      name: 'match-change',
      weight: 2,
      who: looksAfter,
      reaches: ['consultant-email', 'inquiry-record'],
      tell: (scene) => [inquiry(scene, 0, { topic: 'change' })],
    },
    {
      name: 'match-no-consultant',
      weight: 0.5,
      who: isAlone,
      reaches: ['inquiry-record', 'unassigned-task'],
      tell: (scene) => [inquiry(scene, 0, { topic: scene.random.pick(['product', 'change']) })],
    },
    {
      name: 'match-stranger',
      weight: 0.5,
      who: 'stranger',
      reaches: ['inquiry-record', 'unassigned-task'],
      tell: (scene) => [inquiry(scene, 0, { topic: 'maturity', daysToMaturity: scene.random.int(1, 60) })],
    },
    {
      name: 'near-day-31',
      weight: 1,
      who: looksAfter,
      reaches: ['consultant-email', 'inquiry-record'],
      tell: (scene) => [inquiry(scene, 0, { topic: 'maturity', daysToMaturity: 31 })],
    },
    {
      name: 'near-other-topic',
      weight: 1,
      reaches: [],
      tell: (scene) => [inquiry(scene, 0, { topic: 'premium', daysToMaturity: 3 })],
    },
  ],
  background: (scene) =>
    inquiry(scene, 0, { topic: scene.random.pick(['join', 'premium', 'payout', 'cancel']) }),
};
