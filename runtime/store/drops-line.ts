/** What a deploy drops, on one line of the log: for a file of the flows folder, where nobody can be asked. */
import type { DeployPreview } from '../wire/deploy.ts';

/** @example 'wait (12 runs, 12 timers), often (3 windows)'; '' where nothing that waits is dropped */
export function dropsLine({ nodes }: DeployPreview): string {
  return nodes
    .filter(({ fate }) => fate === 'dropped')
    .map(({ node, waiting }) => ({
      node,
      what: Object.entries(waiting)
        .filter(([, count]) => count > 0)
        .map(([name, count]) => `${count} ${name}`),
    }))
    .filter(({ what }) => what.length > 0)
    .map(({ node, what }) => `${node} (${what.join(', ')})`)
    .join(', ');
}
