import type { SeededRandom } from '../../flows/tables/seeded-random.ts';
import type { Story } from './scenario.ts';
import { type Customer, stranger, type World } from './world.ts';

/**
 * Gives each story somebody to be about, who is in no other story that the flow may still remember: else a near miss
 * could be completed by another story, and nobody could say what should match.
 */
export class Cast {
  readonly #world: World;
  /** By the customer's place in the table: simulated time from which he is free. */
  readonly #freeFrom: Float64Array;
  /** By story: a time before which nobody whom it can be about is free. */
  readonly #noneBefore = new Map<Story, number>();
  readonly #fitting = new Map<Story, readonly number[]>();
  #strangers = 0;

  constructor(world: World) {
    this.#world = world;
    this.#freeFrom = new Float64Array(world.customers.length);
  }

  /** Somebody for the story at this time, until he is released; undefined where everybody is busy. */
  find(story: Story, now: number, random: SeededRandom): { customer: Customer; place: number } | undefined {
    if (story.who === 'stranger') return { customer: stranger(++this.#strangers), place: -1 };
    if (now < (this.#noneBefore.get(story) ?? 0)) return undefined;
    const fitting = this.#fittingFor(story);
    const from = random.int(0, Math.max(0, fitting.length - 1));
    let soonest = Number.POSITIVE_INFINITY;
    for (let i = 0; i < fitting.length; i++) {
      const place = fitting[(from + i) % fitting.length];
      if (this.#freeFrom[place] <= now) return { customer: this.#world.customers[place], place };
      soonest = Math.min(soonest, this.#freeFrom[place]);
    }
    this.#noneBefore.set(story, soonest);
    return undefined;
  }

  /** Keeps a customer from other stories until then. */
  keep(place: number, until: number): void {
    if (place >= 0) this.#freeFrom[place] = until;
  }

  #fittingFor(story: Story): readonly number[] {
    let places = this.#fitting.get(story);
    if (!places) {
      const { who } = story;
      places = this.#world.customers.flatMap((customer, place) =>
        typeof who !== 'function' || who(customer, this.#world) ? [place] : [],
      );
      this.#fitting.set(story, places);
    }
    return places;
  }
}
