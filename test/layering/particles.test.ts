import { expect, it } from 'vitest';
import { isTest, readSources } from './source-files.ts';

/** How a sentence writes a particle before it is known what stands before it (nodes/kit/korean.ts). */
const OPEN = /은\(는\)|이\(가\)|을\(를\)|과\(와\)|와\(과\)|\(으\)로|\(이\)라/;
/** A sentence with its names in it goes through `korean`; one that is filled later, through `fill` or i18next. */
const PUT_RIGHT = [/korean`/, /: (['"])(?:(?!\1).)*\{\w+\}.*\1,$/];
const IS_FILLED = /^editor\/i18n\//;
/** They put them right. */
const OWN = ['nodes/kit/korean.ts', 'editor/inspector/condition/operator-words.ts'];

it('no sentence is shown with a particle that was left open', () => {
  const open = readSources()
    .filter(({ path }) => !isTest(path) && !IS_FILLED.test(path) && !OWN.includes(path))
    .flatMap(({ path, code }) =>
      code
        .split('\n')
        .map((line, i) => ({ line, at: `${path}:${i + 1}` }))
        .filter(({ line }) => OPEN.test(line) && !PUT_RIGHT.some((right) => right.test(line)))
        .map(({ line, at }) => `${at} ${line.trim()}`),
    );
  expect(open).toEqual([]);
});
