/** The events of an insurer, as the stories tell them. What is not given is made up. */
import {
  ACCIDENT_TYPES,
  CLAIM_CHANNELS,
  INQUIRY_CHANNELS,
  INSURANCE_PRODUCTS,
  PROFILE_CHANNELS,
  PROFILE_ITEMS,
} from '../../../flows/catalogue/vocabulary.ts';
import type { Scene, StoryEvent } from '../scenario.ts';

type Given = Readonly<Record<string, unknown>>;

function eventOf(scene: Scene, type: string, after: number, data: Given, given: Given): StoryEvent {
  const { customerId } = scene.customer;
  const all = { ...data, customerId, ...given };
  return { after, type, subject: String(all.customerId), data: all };
}

export function quote(scene: Scene, after: number, given: Given = {}): StoryEvent {
  const { random, number } = scene;
  const premium = random.step(480_000, 1_400_000, 1_000);
  const compared = random.chance(0.6) && { competitorPremium: premium + random.step(-90_000, 60_000, 1_000) };
  const data = { quoteId: number('Q'), product: 'auto', premium, ...compared };
  return eventOf(scene, 'insurance.quote.requested', after, data, given);
}

/** `topic` is always given: it decides what the inquiry leads to. */
export function inquiry(scene: Scene, after: number, given: Given & { readonly topic: string }): StoryEvent {
  const data = { inquiryId: scene.number('I'), channel: scene.random.pick(INQUIRY_CHANNELS) };
  return eventOf(scene, 'insurance.inquiry.received', after, data, given);
}

export function application(scene: Scene, after: number, given: Given = {}): StoryEvent {
  const { random, number } = scene;
  const premium = random.step(400_000, 1_300_000, 1_000);
  const data = { applicationId: number('A'), product: random.pick(INSURANCE_PRODUCTS), premium };
  return eventOf(scene, 'insurance.application.received', after, data, given);
}

export function profileChange(scene: Scene, after: number, given: Given = {}): StoryEvent {
  const { random } = scene;
  const data = { channel: random.pick(PROFILE_CHANNELS), item: random.pick(PROFILE_ITEMS) };
  return eventOf(scene, 'insurance.profile.changed', after, data, given);
}

export function claim(scene: Scene, after: number, given: Given = {}): StoryEvent {
  const { random, number } = scene;
  const data = {
    claimId: number('K'),
    channel: random.pick(CLAIM_CHANNELS),
    accidentType: random.pick(ACCIDENT_TYPES),
    amount: random.step(200_000, 9_000_000, 10_000),
  };
  return eventOf(scene, 'insurance.claim.received', after, data, given);
}
