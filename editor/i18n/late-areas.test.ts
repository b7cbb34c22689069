import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const EDITOR = join(import.meta.dirname, '..');
const read = (file: string) => readFileSync(join(EDITOR, file), 'utf8');
const code = readdirSync(EDITOR, { recursive: true, encoding: 'utf8' }).filter((file) =>
  /^(?!.*\.test\.|i18n).*\.tsx?$/.test(file),
);

/** Areas that do not load with the page, with their file. */
const late = readdirSync(import.meta.dirname).flatMap((file) => {
  const area = /^addArea\('(\w+)'/m.exec(readFileSync(join(import.meta.dirname, file), 'utf8'))?.[1];
  return area === undefined ? [] : [[area, file] as const];
});

describe.each(late)('texts of %s', (area, file) => {
  it('are loaded by whatever shows them', () => {
    const shows = new RegExp(
      `(?:useTranslation|useTexts)\\('${area}'|ns: '${area}'|getFixedT\\([^)]*'${area}'|'${area}:`,
    );
    const showing = code.filter((each) => shows.test(read(each)));
    expect(showing).not.toEqual([]);
    expect(showing.filter((each) => !read(each).includes(`i18n/${file}'`))).toEqual([]);
  });
});
