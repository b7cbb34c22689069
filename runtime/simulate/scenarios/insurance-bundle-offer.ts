import { DAY, HOUR, MINUTE, SECOND } from '../../../nodes/kit/duration.ts';
import type { Scenario, Scene } from '../scenario.ts';
import { application, inquiry, quote } from './insurance-events.ts';

const inOneDay = ({ random }: Scene) => random.int(20 * MINUTE, 20 * HOUR);

/** Quotes without a response (복합 상품 판매). A day passes in two seconds. */
export const insuranceBundleOffer: Scenario = {
  flowId: 'insurance-bundle-offer',
  defaults: { rate: 40, speed: 43_200, seed: 1 },
  memory: 3 * DAY + HOUR,
  stories: [
    {
      name: 'match-silent',
      weight: 4,
      reaches: ['offer-email', 'tm-task'],
      tell: (scene) => [quote(scene, 0)],
    },
    {
      name: 'match-applied-later',
      weight: 2,
      reaches: ['offer-email'],
      tell: (scene) => [quote(scene, 0), application(scene, scene.random.int(26 * HOUR, 70 * HOUR))],
    },
    {
      name: 'match-asked-only',
      weight: 2,
      reaches: ['tm-task'],
      tell: (scene) => [quote(scene, 0), inquiry(scene, inOneDay(scene), { topic: 'join' })],
    },
    {
      name: 'match-quoted-again',
      weight: 1,
      reaches: ['offer-email', 'tm-task'],
      tell: (scene) => [quote(scene, 0), quote(scene, inOneDay(scene))],
    },
    {
      name: 'match-asked-a-second-late',
      weight: 1,
      reaches: ['offer-email', 'tm-task'],
      tell: (scene) => [quote(scene, 0), inquiry(scene, DAY + SECOND, { topic: 'join' })],
    },
    {
      name: 'match-somebody-else-applied',
      weight: 1,
      reaches: ['offer-email', 'tm-task'],
      tell: (scene) => [
        quote(scene, 0),
        application(scene, inOneDay(scene), { customerId: `Y-${scene.customer.customerId}` }),
      ],
    },
    {
      name: 'match-stranger',
      weight: 1,
      who: 'stranger',
      reaches: ['tm-task'],
      tell: (scene) => {
        const last = scene.random.int(1000, 9999);
        return [quote(scene, 0, { email: `visitor${last}@example.com`, phone: `010-0000-${last}` })];
      },
    },
    {
      name: 'near-asked-at-the-limit',
      weight: 1,
      reaches: [],
      tell: (scene) => [quote(scene, 0), inquiry(scene, DAY, { topic: 'join' }), application(scene, 2 * DAY)],
    },
    {
      name: 'near-applied-at-the-limit',
      weight: 1,
      reaches: [],
      tell: (scene) => [
        quote(scene, 0),
        inquiry(scene, inOneDay(scene), { topic: 'join' }),
        application(scene, 3 * DAY),
      ],
    },
    {
      name: 'near-other-product',
      weight: 1,
      reaches: [],
      tell: (scene) => [quote(scene, 0, { product: 'health' })],
    },
    {
      name: 'plain-bought',
      weight: 3,
      reaches: [],
      tell: (scene) => {
        const asked = inOneDay(scene) / 2;
        return [
          quote(scene, 0),
          inquiry(scene, asked, { topic: 'join' }),
          application(scene, asked + scene.random.int(10 * MINUTE, 6 * HOUR)),
        ];
      },
    },
  ],
  background: (scene) =>
    scene.random.chance(0.25)
      ? quote(scene, 0, { product: scene.random.pick(['health', 'life', 'home', 'travel']) })
      : inquiry(scene, 0, {
          topic: scene.random.pick(['product', 'maturity', 'change', 'premium', 'payout']),
        }),
};
