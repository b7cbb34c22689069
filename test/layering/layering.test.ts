import { describe, expect, it } from 'vitest';
import { LAYERS, type Layer } from './layers.ts';
import { isTest, lineAt, readSources, type SourceFile, sourceFile } from './source-files.ts';

const sources = readSources().filter((file) => !isTest(file.path));
const filesOf = (layer: Layer) =>
  sources.filter(({ path }) => LAYERS.find(({ files }) => files.test(path)) === layer);

function breaksOf(layer: Layer, files: readonly SourceFile[]): string[] {
  return files.flatMap(({ path, imports }) =>
    imports
      .filter(({ specifier, target }) =>
        specifier.startsWith('.')
          ? !layer.mayImport.some((allowed) => allowed.test(target))
          : layer.mayUse && !layer.mayUse.test(specifier),
      )
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
  it.each(LAYERS)('$name', (layer) => {
    expect(breaksOf(layer, filesOf(layer))).toEqual([]);
  });

  it('every source belongs to a layer', () => {
    const strays = sources.filter(({ path }) => !LAYERS.some(({ files }) => files.test(path)));
    expect(strays.map(({ path }) => path)).toEqual([]);
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
    const [, definitions] = LAYERS;
    const file = sourceFile(
      'nodes/window/definition.ts',
      "// import '../../runtime/main.ts'\nimport { z } from 'zod';\nimport {\n  build,\n} from './operator.ts';\n",
    );
    expect(breaksOf(definitions, [file])).toEqual(["nodes/window/definition.ts:5 imports './operator.ts'"]);
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
    expect(placesOf(core, /\bMath\.random\b|\bcrypto\.random\w+|\bconsole\.\w+/g)).toEqual([]);
  });

  it('no text becomes code, anywhere', () => {
    expect(placesOf(sources, /\beval\s*\(|\bnew\s+Function\b|[^.\w]Function\s*\(|from 'node:vm'/g)).toEqual(
      [],
    );
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

  it('the first lines of a file in each folder say why the folder exists', () => {
    const folders = new Map<string, SourceFile[]>();
    for (const file of readSources().filter(({ path }) => !/\.test\.tsx?$/.test(path))) {
      const folder = file.path.slice(0, file.path.lastIndexOf('/'));
      folders.set(folder, [...(folders.get(folder) ?? []), file]);
    }
    const silent = [...folders].filter(([, files]) => !files.some(({ text }) => /^(\/\*\*|\/\/)/.test(text)));
    expect(silent.map(([folder]) => folder)).toEqual([]);
  });
});
