import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commands } from '../commands/commands.ts';
import { ALL_TEXTS, keysOf } from '../testing/all-texts.ts';

const EDITOR = join(import.meta.dirname, '..');

/** All of the editor's code but its texts and its tests. */
const code = readdirSync(EDITOR, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !/\.test\.|^i18n[\\/]/.test(file))
  .map((file) => readFileSync(join(EDITOR, file), 'utf8'))
  .join('\n');

const found = (pattern: RegExp) =>
  [...code.matchAll(pattern)].map(([, text]) => text.replace(/^\w+:/, '')).filter(Boolean);

/** Keys stand in the code whole, begin a template (`card.${what}`), are names of commands, or are read as they are. */
const named = new Set([...found(/'([\w.:]+)'/g), ...Object.keys(commands)]);
const beginnings = [
  ...found(/`([\w.:]+)\$\{/g),
  ...found(/\bareas\.\w+\.(?:ko|en)\.([\w.]+)/g).map((path) => `${path}.`),
];

describe.each(ALL_TEXTS)('texts of %s', (_area, { ko }) => {
  it('are all shown somewhere', () => {
    const unused = keysOf(ko).filter(
      (key) => !named.has(key) && !beginnings.some((beginning) => key.startsWith(beginning)),
    );
    expect(unused).toEqual([]);
  });
});
