/** What the templates of an action can reach. */
import type { TemplateScope } from '../../nodes/action/fill-template.ts';
import { templateScope } from '../../nodes/action/template-scope.ts';
import type { HostedMatch } from '../host/engine-host.ts';

export function scopeOf({ match, action, lateBy }: HostedMatch): TemplateScope {
  return templateScope({ ...match, timezone: action.timezone, lateBy });
}
