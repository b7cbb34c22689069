/** What the templates of an action can reach. */
import type { HostedMatch } from '../host/engine-host.ts';
import type { TemplateScope } from './template.ts';

/** `$time` is written as RFC 3339 here, since a text is for people; `$id` is the delivery's. */
export function scopeOf({ match, action, lateBy }: HostedMatch): TemplateScope {
  const envelope: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(match.envelope)) envelope[name.replace(/^\$/, '')] = value;
  return {
    data: match.data,
    timezone: action.timezone,
    envelope: {
      ...envelope,
      id: match.id,
      time: new Date(match.time).toISOString(),
      flow: match.flow,
      node: match.node,
      key: typeof match.key === 'object' && match.key !== null ? match.key.join('|') : match.key,
      causes: match.causes,
      ...(lateBy !== undefined && { lateBy }),
    },
  };
}
