/** A match as the engine hands it out. */
import type { Match } from './engine-types.ts';
import { matchId } from './match-id.ts';

export type MatchContent = { -readonly [Name in keyof Omit<Match, 'id'>]: Match[Name] };

/** Its id is made when somebody asks for it: an offline run never does. */
export class FoundMatch implements Match {
  readonly flow: string;
  readonly node: string;
  readonly time: number;
  readonly key: Match['key'];
  readonly data: Match['data'];
  readonly causes: Match['causes'];
  readonly envelope: Match['envelope'];
  declare readonly causeEvents?: Match['causeEvents'];
  #id: string | undefined;

  constructor(content: MatchContent) {
    this.flow = content.flow;
    this.node = content.node;
    this.time = content.time;
    this.key = content.key;
    this.data = content.data;
    this.causes = content.causes;
    this.envelope = content.envelope;
    if (content.causeEvents) this.causeEvents = content.causeEvents;
  }

  get id(): string {
    const { flow, node, time, key, data, causes, envelope } = this;
    this.#id ??= matchId({ flow, node, time, key, data, causes, envelope });
    return this.#id;
  }
}
