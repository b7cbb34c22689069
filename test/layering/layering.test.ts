import { describe, expect, it } from 'vitest';
import { LAYERS, layersOf } from './layers.ts';
import { type Import, isTest, lineAt, readSources, type SourceFile, sourceFile } from './source-files.ts';

const sources = readSources().filter((file) => !isTest(file.path));

/** Each import by which a file of the layer reaches for what it may not know. */
function breaksOf(layerName: string, files: readonly SourceFile[]): string[] {
  const layers = layersOf(files);
  const layer = LAYERS.find(({ name }) => name === layerName);
  const allowed = [layerName, ...(layer?.mayImport ?? [])];
  const isBreak = (path: string, { specifier, target }: Import): boolean => {
    if (!specifier.startsWith('.')) return layer?.mayUse?.test(specifier) === false;
    // A stylesheet or a picture belongs to the folder that it lies in.
    return isTest(target) || !allowed.includes(layers.get(target) ?? layers.get(path) ?? '');
  };
  return files
    .filter(({ path }) => layers.get(path) === layerName)
    .flatMap(({ path, imports }) =>
      imports
        .filter((each) => isBreak(path, each))
        .map(({ line, specifier }) => `${path}:${line} imports '${specifier}'`),
    );
}

/** Each place at which the code (not its comments) has what the pattern says. */
function placesOf(files: readonly SourceFile[], pattern: RegExp): string[] {
  return files.flatMap(({ path, code }) =>
    [...code.matchAll(pattern)].map((found) => `${path}:${lineAt(code, found.index)} ${found[0].trim()}`),
  );
}

describe('imports go one way', () => {
  it.each(LAYERS)('$name', ({ name }) => {
    expect(breaksOf(name, sources)).toEqual([]);
  });

  it('every source belongs to a layer', () => {
    const layers = layersOf(sources);
    expect(sources.map(({ path }) => path).filter((path) => !layers.has(path))).toEqual([]);
  });

  it('relative imports name the file with its ending', () => {
    const bare = sources.flatMap(({ path, imports }) =>
      imports
        .filter(({ specifier }) => specifier.startsWith('.') && !/\.[a-z0-9]+(\?[a-z]+)?$/.test(specifier))
        .map(({ line, specifier }) => `${path}:${line} imports '${specifier}'`),
    );
    expect(bare).toEqual([]);
  });

  it('sees a break', () => {
    const files = [
      sourceFile('nodes/register.ts', "import { windowDefinition } from './window/definition.ts';"),
      sourceFile(
        'nodes/window/definition.ts',
        "// import '../../runtime/main.ts'\nimport { z } from 'zod';\nimport {\n  build,\n} from './sums.ts';\n",
      ),
      sourceFile('nodes/window/sums.ts', "import { grow } from '../../runtime/engine/grow.ts';"),
      sourceFile('runtime/engine/grow.ts', "import 'node:fs';\nexport * from 'zod';"),
      sourceFile('editor/page.tsx', "const engine = await import('../runtime/engine/grow.ts');"),
    ];
    expect(LAYERS.flatMap(({ name }) => breaksOf(name, files))).toEqual([
      "nodes/window/sums.ts:1 imports '../../runtime/engine/grow.ts'",
      "runtime/engine/grow.ts:1 imports 'node:fs'",
      "editor/page.tsx:1 imports '../runtime/engine/grow.ts'",
    ]);
  });
});

describe('what the pure core may not do', () => {
  const core = sources.filter(({ path }) => /^(nodes|runtime\/engine|flows\/format)\//.test(path));

  it('reads no clock and sets no timer: time is passed in', () => {
    const clocks =
      /\b(Date\.now|performance\.now|setTimeout|setInterval|setImmediate|process\.hrtime)\b|\bnew Date\(\s*\)|\bTemporal\.Now\b/g;
    expect(placesOf(core, clocks)).toEqual([]);
  });

  it('rolls no dice and says nothing on the console', () => {
    // Where texts lie in a table is nobody's to foresee, and no result depends on it.
    const others = core.filter(({ path }) => path !== 'runtime/engine/kernel/hash.ts');
    expect(placesOf(others, /\bMath\.random\b|\bcrypto\.random\w+|\bconsole\.\w+/g)).toEqual([]);
  });

  it('no text becomes code, anywhere', () => {
    // The code cache runs what the build wrote, and nothing else.
    const others = sources.filter(({ path }) => !path.startsWith('runtime/code-cache/'));
    expect(placesOf(others, /\beval\s*\(|\bnew\s+Function\b|[^.\w]Function\s*\(|'node:vm'/g)).toEqual([]);
  });
});

describe('names and reasons', () => {
  it('no file or folder is named after nothing', () => {
    const vague = /(^|[/.-])(utils?|helpers?|managers?|commons?|misc)([/.-]|$)/;
    expect(
      readSources()
        .filter(({ path }) => vague.test(path))
        .map(({ path }) => path),
    ).toEqual([]);
  });

  it('names are kebab-case', () => {
    expect(
      readSources()
        .filter(({ path }) => /[A-Z_\s]/.test(path))
        .map(({ path }) => path),
    ).toEqual([]);
  });

  it('a file in each folder says in its first lines why the folder exists', () => {
    const folders = new Map<string, SourceFile[]>();
    for (const file of readSources().filter(({ path }) => !/\.test\.tsx?$/.test(path))) {
      const folder = file.path.slice(0, file.path.lastIndexOf('/'));
      folders.set(folder, [...(folders.get(folder) ?? []), file]);
    }
    const silent = [...folders].filter(([folder, files]) => {
      // Folders that are read on their own give their path and the reason; inside them, and for a kind, a sentence does.
      const isKind = /^nodes\/(?!kit$)/.test(folder);
      const deep = folder.split('/').length > 2;
      const reason = isKind || deep ? /^\/\*\*/ : new RegExp(`^/\\*\\*\\s+(\\* )?${folder}: `);
      return !files.some(({ text }) => reason.test(text));
    });
    expect(silent.map(([folder]) => folder)).toEqual([]);
  });
});
