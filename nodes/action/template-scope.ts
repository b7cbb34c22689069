/** What the templates of an action can reach of a match. */
import type { TemplateScope } from './fill-template.ts';

export interface MatchFacts {
  readonly flow: string;
  readonly node: string;
  /** The delivery's. */
  readonly id: string;
  /** Epoch ms. */
  readonly time: number;
  readonly key: string | readonly string[] | null;
  readonly causes: readonly string[];
  readonly data: Readonly<Record<string, unknown>>;
  /** `$type`, `$source`, … */
  readonly envelope: Readonly<Record<string, unknown>>;
  /** IANA name. */
  readonly timezone: string;
  readonly lateBy?: number;
}

/** `$time` is written as RFC 3339 here, since a text is for people; `$id` is the delivery's. */
export function templateScope(facts: MatchFacts): TemplateScope {
  const envelope: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(facts.envelope)) envelope[name.replace(/^\$/, '')] = value;
  const { id, time, flow, node, key, causes, lateBy } = facts;
  return {
    data: facts.data,
    timezone: facts.timezone,
    envelope: {
      ...envelope,
      id,
      time: new Date(time).toISOString(),
      flow,
      node,
      key: typeof key === 'object' && key !== null ? key.join('|') : key,
      causes,
      ...(lateBy !== undefined && { lateBy }),
    },
  };
}
