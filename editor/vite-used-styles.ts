/**
 * Of Mantine's styles the build takes those of the components that the page uses, a little under half, in the order in
 * which Mantine has them. Which these are is read from the imports, so there is no list to keep.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Plugin } from 'vite';

const CLASS = /\bm_[0-9a-f]{6,8}\b/g;
const FROM_MANTINE = /import\s*\{([^}]*)\}\s*from\s*['"]@mantine\/core['"]/g;
const RELATIVE = /from\s*"(\.[^"]+)"/g;

export function usedStyles(editor: string, modules: string): Plugin {
  return {
    name: 'naru-used-styles',
    apply: 'build',
    enforce: 'pre',
    load(id) {
      if (!id.endsWith('@mantine/core/styles.css')) return null;
      return stylesFor(classesOf(namesIn([editor, join(modules, 'modals'), join(modules, 'notifications')])));
    },
  };

  /** What is imported from Mantine by these folders. */
  function namesIn(folders: readonly string[]): Set<string> {
    const names = new Set<string>();
    for (const path of folders.flatMap((folder) => filesUnder(folder, /(?<!\.test)\.(tsx?|mjs)$/)))
      for (const [, list] of readFileSync(path, 'utf8').matchAll(FROM_MANTINE))
        for (const name of list.split(','))
          names.add(
            name
              .replace(/^\s*type\s+/, '')
              .trim()
              .split(/\s/)[0],
          );
    return names;
  }

  /** The classes of these components and of all that they are made of. */
  function classesOf(names: ReadonlySet<string>): Set<string> {
    const components = filesUnder(join(modules, 'core/esm/components'), /\.mjs$/);
    const open = components.filter((path) => names.has(basename(path, '.mjs')));
    const seen = new Set<string>();
    const classes = new Set<string>();
    for (let path = open.pop(); path !== undefined; path = open.pop()) {
      if (seen.has(path)) continue;
      seen.add(path);
      const code = readFileSync(path, 'utf8');
      if (path.endsWith('.module.mjs')) for (const [name] of code.matchAll(CLASS)) classes.add(name);
      for (const [, to] of code.matchAll(RELATIVE)) open.push(join(dirname(path), to));
    }
    return classes;
  }

  function stylesFor(classes: ReadonlySet<string>): string {
    const whole = readFileSync(join(modules, 'core/styles.css'), 'utf8');
    const folder = join(modules, 'core/styles');
    const pieces = readdirSync(folder)
      .filter((name) => name.endsWith('.css') && !name.endsWith('.layer.css'))
      .map((name) => readFileSync(join(folder, name), 'utf8').trim())
      .filter((css) => {
        const own = css.match(CLASS) ?? [];
        return own.length === 0 || own.some((name) => classes.has(name));
      });
    const places = new Map(pieces.map((css) => [css, whole.indexOf(css)]));
    if ([...places.values()].includes(-1))
      throw new Error('Mantine’s styles.css is not made of styles/*.css');
    return pieces.sort((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0)).join('\n');
  }
}

function filesUnder(folder: string, named: RegExp): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => named.test(path))
    .map((path) => join(folder, path));
}
