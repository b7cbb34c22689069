/** Reading and writing one place inside a node's settings, by the dotted paths that forms and faults use. */

export type Config = Readonly<Record<string, unknown>>;

function own(container: unknown, step: string): unknown {
  if (typeof container !== 'object' || container === null || !Object.hasOwn(container, step))
    return undefined;
  return (container as Record<string, unknown>)[step];
}

/** What stands at a path; undefined where the way there is missing. @example getAt({ a: [{ b: 1 }] }, 'a.0.b') // 1 */
export function getAt(config: unknown, path: string): unknown {
  if (path === '') return config;
  return path.split('.').reduce<unknown>(own, config);
}

/**
 * A copy in which a path has another value; what did not change is shared. `undefined` takes the key away, so
 * that an optional setting that was cleared is not in the file. A missing container on the way is made an object.
 */
export function setAt(config: unknown, path: string, value: unknown): unknown {
  if (path === '') return value;
  const [step, ...rest] = path.split('.');
  const next = setAt(own(config, step), rest.join('.'), value);
  if (Array.isArray(config)) return config.with(Number(step), next);
  const entries = Object.entries(typeof config === 'object' && config !== null ? config : {});
  const at = entries.findIndex(([name]) => name === step);
  if (next === undefined) return Object.fromEntries(entries.filter(([name]) => name !== step));
  if (at < 0) entries.push([step, next]);
  else entries[at] = [step, next];
  return Object.fromEntries(entries);
}

/** `path` with a step behind it; an empty part adds nothing. */
export function joinPath(path: string, step: string | number): string {
  const tail = String(step);
  if (path === '' || tail === '') return path + tail;
  return `${path}.${tail}`;
}
