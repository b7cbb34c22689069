/** What the templates of an action can reach, and how much of a match is kept with its delivery. */
import type { HostedMatch } from '../host/engine-host.ts';
import type { TemplateScope } from './template.ts';

/** `$time` is written as RFC 3339 here, since a text is for people; `$id` is the delivery's. */
export function scopeOf({ match, action }: HostedMatch): TemplateScope {
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
    },
  };
}

/** JSON characters of a match's data that its delivery keeps: an event may have a megabyte, and thousands are kept. */
const DATA_KEPT = 32 * 1024;

/** The fields, in order, as far as they go into the limit together; the names of the others under `$leftOut`. */
export function withinLimit(data: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  const leftOut: string[] = [];
  let left = DATA_KEPT;
  for (const [name, value] of Object.entries(data)) {
    const size = name.length + (JSON.stringify(value)?.length ?? 0);
    if (size > left) leftOut.push(name.slice(0, 200));
    else {
      left -= size;
      kept[name] = value;
    }
  }
  return leftOut.length > 0 ? { ...kept, $leftOut: leftOut.slice(0, 100) } : kept;
}
