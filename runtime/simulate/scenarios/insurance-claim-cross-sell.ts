import type { Scenario } from '../scenario.ts';
import type { Customer } from '../world.ts';
import { claim, inquiry } from './insurance-events.ts';

const lacksHealthAt40 = ({ hasHealth, age }: Customer) => !hasHealth && age >= 40;
const lacksLifeInBusiness = (customer: Customer) =>
  !lacksHealthAt40(customer) && !customer.hasLife && customer.occupation === 'self-employed';
const lacksAuto = (customer: Customer) =>
  !lacksHealthAt40(customer) && !lacksLifeInBusiness(customer) && !customer.hasAuto;
const hasEverything = ({ hasAuto, hasHealth, hasLife }: Customer) => hasAuto && hasHealth && hasLife;

/** Claims of customers who lack cover (보험금 청구 고객 추천). Ten minutes pass in a second. */
export const insuranceClaimCrossSell: Scenario = {
  flowId: 'insurance-claim-cross-sell',
  defaults: { rate: 40, speed: 600, seed: 1 },
  memory: 0,
  stories: [
    {
      name: 'match-no-health-cover',
      weight: 2,
      who: lacksHealthAt40,
      reaches: ['offer-tm'],
      tell: (scene) => [
        claim(scene, 0, { accidentType: scene.random.pick(['hospital', 'surgery', 'injury']) }),
      ],
    },
    {
      name: 'match-self-employed',
      weight: 2,
      who: lacksLifeInBusiness,
      reaches: ['offer-branch'],
      tell: (scene) => [claim(scene, 0)],
    },
    {
      name: 'match-no-auto-cover',
      weight: 1,
      who: lacksAuto,
      reaches: ['offer-tm'],
      tell: (scene) => [claim(scene, 0)],
    },
    {
      name: 'near-not-yet-50',
      weight: 1,
      who: (customer) => hasEverything(customer) && customer.age < 50,
      reaches: [],
      tell: (scene) => [claim(scene, 0)],
    },
    { name: 'near-stranger', weight: 1, who: 'stranger', reaches: [], tell: (scene) => [claim(scene, 0)] },
  ],
  background: (scene) =>
    inquiry(scene, 0, { topic: scene.random.pick(['product', 'payout', 'premium', 'maturity']) }),
};
