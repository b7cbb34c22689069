import { ACCIDENT_TYPES } from '../../../flows/catalogue/vocabulary.ts';
import { DAY, HOUR, SECOND } from '../../../nodes/kit/duration.ts';
import type { Scenario, Scene, StoryEvent } from '../scenario.ts';
import { claim, inquiry, profileChange } from './insurance-events.ts';

/** Inquiries one after the other, up to `most` apart, each with one of these topics. */
function inquiries(scene: Scene, count: number, most: number, topics: readonly string[]): StoryEvent[] {
  let after = 0;
  return Array.from({ length: count }, (_, i) => {
    if (i > 0) after += scene.random.int(2 * HOUR, most);
    return inquiry(scene, after, { topic: scene.random.pick(topics) });
  });
}

const lastOf = (events: readonly StoryEvent[]): number => events.at(-1)?.after ?? 0;
const soon = ({ random }: Scene) => random.int(6 * HOUR, 8 * DAY);

function otherThan(accidentType: string, scene: Scene): string {
  return scene.random.pick(ACCIDENT_TYPES.filter((each) => each !== accidentType));
}

/** What comes before a claim that should be looked into (보험 사기 방지). Two days pass in a second. */
export const insuranceFraud: Scenario = {
  flowId: 'insurance-fraud',
  defaults: { rate: 40, speed: 172_800, seed: 1 },
  memory: 31 * DAY,
  stories: [
    {
      name: 'match-change-claim',
      weight: 3,
      reaches: ['case-profile-claim'],
      tell: (scene) => [profileChange(scene, 0), claim(scene, soon(scene))],
    },
    {
      name: 'match-changed-twice',
      weight: 1,
      reaches: ['case-profile-claim'],
      tell: (scene) => [profileChange(scene, 0), profileChange(scene, 20 * DAY), claim(scene, 45 * DAY)],
    },
    {
      name: 'match-inquiries-claim',
      weight: 3,
      reaches: ['case-inquiries-claim'],
      tell: (scene) => {
        const asked = inquiries(scene, scene.random.int(3, 4), 4 * DAY, ['payout', 'cancel']);
        return [...asked, claim(scene, lastOf(asked) + soon(scene))];
      },
    },
    {
      name: 'match-same-accident',
      weight: 3,
      reaches: ['case-similar-accident'],
      tell: (scene) => {
        const accidentType = scene.random.pick(ACCIDENT_TYPES);
        return [
          inquiry(scene, 0, { topic: 'payout', accidentType }),
          claim(scene, soon(scene), { accidentType }),
        ];
      },
    },
    {
      name: 'match-everything',
      weight: 1,
      reaches: ['case-inquiries-claim', 'case-profile-claim', 'case-similar-accident'],
      tell: (scene) => [
        inquiry(scene, 0, { topic: 'payout', accidentType: 'hospital' }),
        profileChange(scene, HOUR, { item: 'account' }),
        inquiry(scene, DAY, { topic: 'cancel' }),
        inquiry(scene, 2 * DAY, { topic: 'payout' }),
        claim(scene, 2 * DAY + soon(scene), { accidentType: 'hospital' }),
      ],
    },
    {
      name: 'match-asks-too-often',
      weight: 3,
      reaches: ['watch-customer'],
      tell: (scene) => inquiries(scene, 5, 36 * HOUR, ['premium', 'premium', 'payout']),
    },
    {
      name: 'near-change-a-second-late',
      weight: 1,
      reaches: [],
      tell: (scene) => [profileChange(scene, 0), claim(scene, 30 * DAY + SECOND)],
    },
    {
      name: 'near-somebody-else-claims',
      weight: 1,
      reaches: [],
      tell: (scene) => [
        profileChange(scene, 0),
        claim(scene, soon(scene), { customerId: `Y-${scene.customer.customerId}` }),
      ],
    },
    {
      name: 'near-two-inquiries',
      weight: 1,
      reaches: [],
      tell: (scene) => {
        const asked = inquiries(scene, 2, 5 * DAY, ['payout', 'cancel']);
        return [...asked, claim(scene, lastOf(asked) + soon(scene))];
      },
    },
    {
      name: 'near-inquiries-over-30-days',
      weight: 1,
      reaches: [],
      tell: (scene) => [
        inquiry(scene, 0, { topic: 'cancel' }),
        inquiry(scene, 12 * DAY, { topic: 'payout' }),
        inquiry(scene, 30 * DAY, { topic: 'cancel' }),
        claim(scene, 30 * DAY + soon(scene)),
      ],
    },
    {
      name: 'near-inquiries-a-second-late',
      weight: 1,
      reaches: [],
      tell: (scene) => {
        const asked = inquiries(scene, 3, 4 * DAY, ['cancel']);
        return [...asked, claim(scene, lastOf(asked) + 30 * DAY + SECOND)];
      },
    },
    {
      name: 'near-other-accident',
      weight: 1,
      reaches: [],
      tell: (scene) => {
        const accidentType = scene.random.pick(ACCIDENT_TYPES);
        return [
          inquiry(scene, 0, { topic: 'payout', accidentType }),
          claim(scene, soon(scene), { accidentType: otherThan(accidentType, scene) }),
        ];
      },
    },
    {
      name: 'near-accident-a-second-late',
      weight: 1,
      reaches: [],
      tell: (scene) => [
        inquiry(scene, 0, { topic: 'payout', accidentType: 'fire' }),
        claim(scene, 30 * DAY + SECOND, { accidentType: 'fire' }),
      ],
    },
    {
      name: 'near-asks-four-times',
      weight: 1,
      reaches: [],
      tell: (scene) => inquiries(scene, 4, 36 * HOUR, ['premium']),
    },
    {
      name: 'near-asks-over-7-days',
      weight: 1,
      reaches: [],
      tell: (scene) =>
        [0, 2 * DAY, 4 * DAY, 5 * DAY, 7 * DAY].map((after) => inquiry(scene, after, { topic: 'premium' })),
    },
    { name: 'plain-claim', weight: 3, reaches: [], tell: (scene) => [claim(scene, 0)] },
    { name: 'plain-change', weight: 2, reaches: [], tell: (scene) => [profileChange(scene, 0)] },
  ],
  background: (scene) =>
    inquiry(scene, 0, { topic: scene.random.pick(['join', 'product', 'maturity', 'change']) }),
};
