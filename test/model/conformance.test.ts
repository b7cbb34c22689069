import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type ModelMatch, type ModelOptions, runModel } from './model.ts';

const shared = process.env.NARU_SHARED ?? fileURLToPath(new URL('../../../shared', import.meta.url));
const folder = `${shared}/conformance`;
const there = existsSync(folder);

const linesOf = (path: string): string[] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '');

function optionsOf(path: string): ModelOptions {
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as ModelOptions) : {};
}

describe.skipIf(!there)(
  `the model agrees with the conformance cases${there ? '' : ' (skipped: NARU_SHARED has none)'}`,
  () => {
    const cases = there
      ? readdirSync(folder)
          .filter((name) => existsSync(`${folder}/${name}/expected.ndjson`))
          .sort()
      : [];
    it.each(cases)('%s', (name) => {
      const flow: unknown = JSON.parse(readFileSync(`${folder}/${name}/flow.json`, 'utf8'));
      const options = optionsOf(`${folder}/${name}/options.json`);
      const expected = linesOf(`${folder}/${name}/expected.ndjson`).map(
        (line) => JSON.parse(line) as ModelMatch,
      );
      const { matches } = runModel(flow, linesOf(`${folder}/${name}/events.ndjson`), options);
      expect(matches).toEqual(expected);
    });
  },
);
