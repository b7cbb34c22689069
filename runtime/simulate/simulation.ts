/**
 * A simulation of one flow's traffic, driven by a simulated clock that somebody else moves.
 *
 * How rate and speed go together: `speed` is how many simulated seconds pass in one of the wall clock, `rate` how many
 * events leave in one of the wall clock, so `rate / speed` leave in a simulated second. Stories are started so often
 * that their events make up `STORY_SHARE` of that, and each event that a story does not send is a background event. A story
 * whose events lie days apart still takes its days: at a higher speed they come sooner, at a higher rate more stories
 * run beside each other (as many as there are customers; then there is more background).
 */
import { seededRandom } from '../../flows/tables/seeded-random.ts';
import type { Tables } from '../engine/engine-types.ts';
import { Cast } from './cast.ts';
import { isoTime } from './iso-time.ts';
import { PendingEvents } from './pending-events.ts';
import type { CloudEvent, Pace, Scenario, Scene, Story, StoryEvent } from './scenario.ts';
import { stranger, worldOf } from './world.ts';

const STORY_SHARE = 0.6;
/** Events that wait at most; no story starts while there are so many, so that memory stays bounded at any pace. */
const MOST_PENDING = 20_000;

export interface SimulationOptions {
  readonly seed?: number;
  /** Simulated epoch ms at which it begins. */
  readonly startTime: number;
  readonly rate?: number;
  readonly speed?: number;
  /** The rows of the reference tables; what ships where left out. */
  readonly tables?: Tables;
}

export interface Simulation {
  readonly scenario: Scenario;
  readonly seed: number;
  readonly pace: Pace;
  /** Simulated now, epoch ms: what happened up to it has been given (but for a `limit`), nothing after it. */
  readonly now: number;
  /** Events given so far. */
  readonly sent: number;
  /**
   * Moves the clock and gives the events up to then, in order of time.
   *
   * @param until simulated epoch ms
   * @param limit at most so many; then `now` is the time of the last one given, and the next call goes on from there
   */
  next(until: number, limit?: number): CloudEvent[];
  /**
   * Moves the clock by what has passed on the wall clock, times the speed.
   *
   * @param elapsed ms of the wall clock since the last call
   */
  advance(elapsed: number, limit?: number): CloudEvent[];
  /** Another rate or speed from now on. @throws RangeError where one is not a number above zero */
  setPace(pace: Partial<Pace>): void;
}

interface PendingEvent extends Omit<StoryEvent, 'after'> {
  readonly id: string;
  readonly time: number;
}

/**
 * Starts a simulation. The same scenario, options and calls of `setPace` give the same events, however often it is
 * asked for them.
 *
 * @throws RangeError where the rate or the speed is not a number above zero
 */
export function createSimulation(scenario: Scenario, options: SimulationOptions): Simulation {
  const seed = options.seed ?? scenario.defaults.seed;
  const traffic = new Traffic(scenario, seed, options);
  let now = Math.floor(options.startTime);
  let rest = 0;
  let sent = 0;
  const next = (until: number, limit = Number.POSITIVE_INFINITY): CloudEvent[] => {
    const events: CloudEvent[] = [];
    const end = Math.max(now, Math.floor(until));
    while (events.length < limit) {
      const event = traffic.next(end);
      if (!event) break;
      now = event.time;
      events.push(cloudEvent(scenario, event));
    }
    if (events.length < limit) now = end;
    sent += events.length;
    return events;
  };
  return {
    scenario,
    seed,
    get pace() {
      return traffic.pace;
    },
    get now() {
      return now;
    },
    get sent() {
      return sent;
    },
    next,
    advance: (elapsed, limit) => {
      const until = now + rest + Math.max(0, elapsed) * traffic.pace.speed;
      const events = next(until, limit);
      // parts of a millisecond are kept, so that a slow clock does not stand still
      rest = now === Math.floor(until) ? until - now : 0;
      return events;
    },
    setPace: (pace) => traffic.setPace(pace, now),
  };
}

/** A number of events of a scenario, one after the other, for a benchmark or a file. */
export function* generateEvents(
  scenario: Scenario,
  options: Partial<SimulationOptions> & { readonly count: number },
): Generator<CloudEvent> {
  const startTime = options.startTime ?? Date.parse('2026-03-02T00:00:00Z');
  const traffic = new Traffic(scenario, options.seed ?? scenario.defaults.seed, { ...options, startTime });
  for (let i = 0; i < options.count; i++) {
    const event = traffic.next(Number.POSITIVE_INFINITY);
    if (event) yield cloudEvent(scenario, event);
  }
}

function cloudEvent({ flowId }: Scenario, { id, time, type, subject, data }: PendingEvent): CloudEvent {
  const source = `/simulation/${flowId}`;
  return subject === undefined
    ? { specversion: '1.0', id, source, type, time: isoTime(time), data }
    : { specversion: '1.0', id, source, type, time: isoTime(time), subject, data };
}

/** Where the events come from: stories that start, their events that fall due, and background in the gaps. */
class Traffic {
  pace: Pace;
  readonly #scenario: Scenario;
  readonly #random;
  readonly #world;
  readonly #cast;
  readonly #pending = new PendingEvents<PendingEvent>();
  readonly #weights: number;
  #storyAt: number;
  #backgroundAt: number;
  #stories = 0;
  #backgrounds = 0;
  /** Whose business numbers are being made: one scene is told at a time. */
  #serial = '';
  #numbers = 0;
  readonly #number = (prefix: string) => `${prefix}-${this.#serial}-${++this.#numbers}`;

  constructor(scenario: Scenario, seed: number, options: SimulationOptions) {
    this.#scenario = scenario;
    this.#random = seededRandom(seed);
    this.#world = worldOf(options.tables);
    this.#cast = new Cast(this.#world);
    this.#weights = scenario.stories.reduce((sum, { weight }) => sum + weight, 0);
    this.#storyAt = this.#backgroundAt = Math.floor(options.startTime);
    this.pace = checkedPace({ ...scenario.defaults, ...defined(options) });
  }

  setPace(change: Partial<Pace>, now: number): void {
    const before = this.#gap;
    this.pace = checkedPace({ ...this.pace, ...defined(change) });
    // what is planned comes sooner or later by as much as the gaps change
    const factor = this.#gap / before;
    this.#storyAt = now + Math.max(0, this.#storyAt - now) * factor;
    this.#backgroundAt = now + Math.max(0, this.#backgroundAt - now) * factor;
  }

  /** The next event, where it is not later than this time. */
  next(until: number): PendingEvent | undefined {
    for (;;) {
      const due = this.#pending.nextTime;
      const story = Math.floor(this.#storyAt);
      const background = Math.floor(this.#backgroundAt);
      if (Math.min(due, story, background) > until) return undefined;
      if (due <= story && due <= background) {
        this.#backgroundAt += this.#jittered(this.#gap);
        return this.#pending.take();
      }
      if (story > background) return this.#background(background);
      this.#startStory(story);
    }
  }

  /** Simulated ms from one event to the next. */
  get #gap(): number {
    return (1000 * this.pace.speed) / this.pace.rate;
  }

  #jittered(length: number): number {
    return length * (0.5 + this.#random.next());
  }

  #background(time: number): PendingEvent {
    this.#backgroundAt += this.#jittered(this.#gap);
    this.#backgrounds += 1;
    const { customers } = this.#world;
    const customer = customers.length > 0 ? this.#random.pick(customers) : stranger(0);
    const scene = this.#scene(time, customer, `b${this.#backgrounds}`);
    const { type, subject, data } = this.#scenario.background(scene);
    return { id: `background-${this.#backgrounds}`, time, type, subject, data };
  }

  #startStory(start: number): void {
    const story = this.#pickStory();
    const events = this.#pending.size < MOST_PENDING ? this.#tell(story, start) : [];
    for (const event of events) this.#pending.add(event);
    this.#storyAt += this.#jittered((Math.max(1, events.length) * this.#gap) / STORY_SHARE);
  }

  #tell(story: Story, start: number): PendingEvent[] {
    const found = this.#cast.find(story, start, this.#random);
    if (!found) return [];
    const serial = this.#stories + 1;
    const told = story.tell(this.#scene(start, found.customer, String(serial)));
    const last = told.at(-1);
    if (!last) return [];
    this.#stories = serial;
    this.#cast.keep(found.place, start + Math.round(last.after) + this.#scenario.memory);
    return told.map(({ after, type, subject, data }, n) => ({
      id: `${story.name}-${serial}-${n + 1}`,
      time: start + Math.round(after),
      type,
      subject,
      data,
    }));
  }

  #pickStory(): Story {
    const { stories } = this.#scenario;
    let left = this.#random.next() * this.#weights;
    for (const story of stories) {
      left -= story.weight;
      if (left < 0) return story;
    }
    return stories[stories.length - 1];
  }

  #scene(start: number, customer: Scene['customer'], serial: string): Scene {
    this.#serial = serial;
    this.#numbers = 0;
    return { random: this.#random, world: this.#world, start, customer, number: this.#number };
  }
}

function defined({ rate, speed }: Partial<Pace>): Partial<Pace> {
  return { ...(rate !== undefined && { rate }), ...(speed !== undefined && { speed }) };
}

function checkedPace({ rate, speed }: Pace): Pace {
  for (const value of [rate, speed])
    if (!Number.isFinite(value) || value <= 0)
      throw new RangeError('rate and speed must be numbers above zero');
  return { rate, speed };
}
