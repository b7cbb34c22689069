/** Who may import whom: nodes/kit ← nodes/<kind>/definition ← flows/format ← (runtime, editor). */
import type { SourceFile } from './source-files.ts';

export interface Layer {
  readonly name: string;
  /** Names of the layers that its files may import besides their own. */
  readonly mayImport: readonly string[];
  /** Packages and Node modules that they may import; any, where left out. */
  readonly mayUse?: RegExp;
}

const BOTH_SIDES = ['nodes/kit', 'definitions', 'flows/format', 'flows'];

export const LAYERS: readonly Layer[] = [
  { name: 'nodes/kit', mayImport: [], mayUse: /^(zod|temporal-polyfill)$/ },
  {
    name: 'definitions',
    mayImport: ['nodes/kit'],
    mayUse: /^(zod|liquidjs|re2js|temporal-polyfill|@marcbachmann\/cel-js)/,
  },
  // Of the runtime an operator knows the engine that drives it, and nothing that has an effect.
  { name: 'operators', mayImport: ['nodes/kit', 'definitions', 'runtime/engine'], mayUse: /^(?!node:)/ },
  { name: 'forms', mayImport: [...BOTH_SIDES, 'editor', 'runtime/wire'] },
  { name: 'flows/format', mayImport: ['nodes/kit', 'definitions'], mayUse: /^(zod|temporal-polyfill)$/ },
  { name: 'flows', mayImport: BOTH_SIDES },
  { name: 'runtime/wire', mayImport: ['nodes/kit', 'flows/format'], mayUse: /^zod$/ },
  {
    name: 'runtime/engine',
    mayImport: [...BOTH_SIDES, 'operators', 'runtime/wire'],
    // No file, no socket, no clock, no server: a shell around the engine has them. A hash and a look at bytes are arithmetic.
    mayUse: /^(?!node:(?!(crypto|buffer)$)|express|socket\.io|lowdb|nodemailer|react)/,
  },
  { name: 'runtime', mayImport: [...BOTH_SIDES, 'runtime/engine', 'runtime/wire'] },
  { name: 'editor', mayImport: [...BOTH_SIDES, 'forms', 'runtime/wire'] },
];

const FOLDERS: readonly [RegExp, string][] = [
  [/^nodes\/kit\//, 'nodes/kit'],
  [/^nodes\/[^/]+\/form\.tsx$/, 'forms'],
  [/^flows\/format\//, 'flows/format'],
  [/^flows\//, 'flows'],
  [/^runtime\/wire\//, 'runtime/wire'],
  [/^runtime\/engine\//, 'runtime/engine'],
  [/^runtime\//, 'runtime'],
  [/^editor\//, 'editor'],
];

/**
 * The layer of each file. In the folder of a kind lie both halves: what the register of definitions and the checks that
 * load after it lead to is for both sides, and the rest is the engine's.
 */
export function layersOf(files: readonly SourceFile[]): Map<string, string> {
  const definitions = reachedFrom(['nodes/register.ts', 'nodes/deep-checks.ts'], files);
  const layers = new Map<string, string>();
  for (const { path } of files) {
    const folder = FOLDERS.find(([pattern]) => pattern.test(path));
    if (folder) layers.set(path, folder[1]);
    else if (path.startsWith('nodes/')) layers.set(path, definitions.has(path) ? 'definitions' : 'operators');
  }
  return layers;
}

const FOR_BOTH =
  /^nodes\/(action\/(channels|fill-mode|fill-template|sms-length|template-scope)|derive\/(expression|expression-help|in-order))\.ts$/;

function reachedFrom(starts: readonly string[], files: readonly SourceFile[]): Set<string> {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const reached = new Set<string>();
  const walk = (path: string) => {
    if (reached.has(path) || !byPath.has(path)) return;
    reached.add(path);
    for (const { target } of byPath.get(path)?.imports ?? []) if (target.startsWith('nodes/')) walk(target);
  };
  for (const start of starts) walk(start);
  // Read by both sides although no definition needs them: what a kind may be set to, and what it would do.
  for (const { path } of files) if (FOR_BOTH.test(path)) walk(path);
  return reached;
}
