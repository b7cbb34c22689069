/**
 * test/layering: which folder may know which (the drawing in the plan), and habits that a linter does not know.
 * A break is shown as file, line and what stands there.
 *
 * This file: the project's sources, read without a compiler: it takes some 50 ms, and TypeScript 7 has no API.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const projectFolder = fileURLToPath(new URL('../..', import.meta.url));

export interface Import {
  readonly line: number;
  /** As it is written. */
  readonly specifier: string;
  /** Path from the project's folder where it is relative, else the specifier. */
  readonly target: string;
}

export interface SourceFile {
  /** From the project's folder, with `/`. */
  readonly path: string;
  readonly text: string;
  /** The text with comments blanked, so that only code is searched; lines keep their numbers. */
  readonly code: string;
  readonly imports: readonly Import[];
}

export function isTest(path: string): boolean {
  return /\.(test|e2e)\.tsx?$/.test(path) || path.startsWith('test/');
}

/** All TypeScript of the project. */
export function readSources(): SourceFile[] {
  return ['nodes', 'flows', 'runtime', 'editor', 'test']
    .flatMap((folder) =>
      readdirSync(join(projectFolder, folder), { recursive: true, encoding: 'utf8' }).map(
        (path) => `${folder}/${path.replaceAll('\\', '/')}`,
      ),
    )
    .filter((path) => /\.(tsx?|mjs)$/.test(path))
    .sort()
    .map((path) => sourceFile(path, readFileSync(join(projectFolder, path), 'utf8')));
}

export function sourceFile(path: string, text: string): SourceFile {
  const code = withoutComments(text);
  return { path, text, code, imports: importsOf(path, code) };
}

const IMPORT =
  /(?:^|[\s;])(?:(?:import|export)\s+(?:[\w*{}\s,$]+\s+from\s+)?|import\s*\(\s*)(['"])([^'"\n]+)\1/g;

function importsOf(path: string, code: string): Import[] {
  return [...code.matchAll(IMPORT)].map((found) => ({
    line: lineAt(code, found.index + found[0].lastIndexOf(found[1], found[0].length - 2)),
    specifier: found[2],
    target: found[2].startsWith('.') ? join(dirname(path), found[2]).replaceAll('\\', '/') : found[2],
  }));
}

export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let i = text.indexOf('\n'); i >= 0 && i < offset; i = text.indexOf('\n', i + 1)) line++;
  return line;
}

// A string, or a comment: whichever begins first. A string ends with its line, so a quote in a regex harms little.
const STRING_OR_COMMENT =
  /'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\[\s\S])*`|\/\/[^\n]*|\/\*[\s\S]*?\*\//g;

function withoutComments(text: string): string {
  return text.replace(STRING_OR_COMMENT, (part) =>
    part.startsWith('/') ? part.replace(/[^\n]/g, ' ') : part,
  );
}
