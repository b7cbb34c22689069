/**
 * runtime/simulate: made-up traffic for each flow that ships, so that a person sees it work before anything is
 * connected. Stories about made-up customers match, nearly match and don't match, mixed with background traffic.
 * Seeded and on a simulated clock: nothing here reads the time or sets a timer.
 *
 * This file: what a scenario is.
 */
import type { SeededRandom } from '../../flows/tables/seeded-random.ts';
import type { Customer, World } from './world.ts';

export interface CloudEvent {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly time: string;
  readonly subject?: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** How fast a simulation runs. */
export interface Pace {
  /** Events a second of the wall clock. */
  readonly rate: number;
  /** Simulated seconds that pass in a second of the wall clock. */
  readonly speed: number;
}

/** What happens in a story: `after` is in ms from its start. */
export interface StoryEvent {
  readonly after: number;
  readonly type: string;
  readonly subject?: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** What a story is made from. */
export interface Scene {
  readonly random: SeededRandom;
  readonly world: World;
  /** Simulated epoch ms at which the story begins. */
  readonly start: number;
  /** Who it is about. Nobody else plays in a story until the flow has forgotten this one. */
  readonly customer: Customer;
  /** Business numbers, each once in a simulation. @example number('Q') // 'Q-17-1' */
  number(prefix: string): string;
}

export interface Story {
  /**
   * Begins with `match-`, `near-` (just misses an action: a second late, the wrong key, one short) or `plain-`. The
   * events' ids are made from it (`near-late-17-2`: the second event of the 17th story), so that one can tell by a
   * match's causes whether it should be there.
   */
  readonly name: `${'match' | 'near' | 'plain'}-${string}`;
  /** How often it is told, beside the others. */
  readonly weight: number;
  /** The actions that it must reach, sorted; an action that it reaches twice stands there twice. */
  readonly reaches: readonly string[];
  /** About whom: customers for whom it holds, or one that no table knows. Default: anybody. */
  readonly who?: ((customer: Customer, world: World) => boolean) | 'stranger';
  /** What happens, in order of time; nothing where it can't happen now. */
  tell(scene: Scene): readonly StoryEvent[];
}

export interface Scenario {
  readonly flowId: string;
  readonly defaults: Pace & { readonly seed: number };
  readonly stories: readonly Story[];
  /** One event that leads to nothing, whoever it is about. `after` is not looked at. */
  background(scene: Scene): Omit<StoryEvent, 'after'>;
  /** How long after its last event a story may still touch what the flow does, in ms. */
  readonly memory: number;
}
