/**
 * runtime/code-cache: a start that does not compile. V8 can keep what it made of a program's text and take it up again
 * in the next process; for the command line that is a third of the time until its first event. Only whole scripts can
 * be kept so (modules can't before Node 22), which is why the command line is built as one.
 *
 * This file: runs a built script with its cache.
 */
// Not imported: a module that imports `node:fs` makes Node load all its streams, for the sake of live bindings.
const { readFileSync, writeFileSync } = process.getBuiltinModule('node:fs');
const { createRequire } = process.getBuiltinModule('node:module');
const { basename, dirname } = process.getBuiltinModule('node:path');
const { constants, Script } = process.getBuiltinModule('node:vm');

/** Set to `write` by the build, which fills the cache with what real runs compiled. */
export const CODE_CACHE_VARIABLE = 'NARU_CODE_CACHE';

/** Where the cache of a script lies. */
export function cacheOf(path: string): string {
  return `${path}.cache`;
}

/**
 * Runs a CommonJS script. A cache that is missing, or was made by another version of Node or with other flags, is
 * passed over by V8: the start takes longer, nothing else changes.
 *
 * @param path a built file in ASCII that was not changed since its cache was made (V8 compares no more than the lengths)
 */
export function runCached(path: string): void {
  const script = new Script(
    `(function (require, __filename, __dirname) {${readFileSync(path, 'latin1')}\n})`,
    {
      // The cache brings the name along that it was made with, and the folder may have been moved since.
      filename: basename(path),
      cachedData: readIfThere(cacheOf(path)),
      importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    },
  );
  if (process.env[CODE_CACHE_VARIABLE] === 'write')
    process.once('exit', () => writeFileSync(cacheOf(path), script.createCachedData()));
  script.runInThisContext()(createRequire(path), path, dirname(path));
}

function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}
