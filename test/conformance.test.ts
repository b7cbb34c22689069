/**
 * The cases that every engine for these flows has to agree with, to the letter and in order. They lie beside the
 * project (`NARU_SHARED` says where), not in it.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import type { FlowFile } from '../flows/format/flow-file.ts';
import { validateFlowText } from '../flows/format/validate.ts';
import { parseTime } from '../runtime/engine/scan/event-time.ts';
import { type MatchLine, runOffline } from '../runtime/offline/run-offline.ts';
import { type EnginePath, runOnPath } from './engine-paths.ts';

const shared = process.env.NARU_SHARED ?? fileURLToPath(new URL('../../shared', import.meta.url));
const folder = join(shared, 'conformance');
const cases = existsSync(folder)
  ? readdirSync(folder)
      .filter((name) => existsSync(join(folder, name, 'expected.ndjson')))
      .sort()
  : [];

const textOf = (name: string, file: string) => readFileSync(join(folder, name, file), 'utf8');

function expectedOf(name: string): MatchLine[] {
  return textOf(name, 'expected.ndjson')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as MatchLine);
}

function untilOf(name: string): number | undefined {
  if (!existsSync(join(folder, name, 'options.json'))) return undefined;
  const { until } = JSON.parse(textOf(name, 'options.json')) as { until?: string };
  return until === undefined ? undefined : parseTime(until);
}

if (cases.length === 0)
  it.skip(`conformance: no cases in ${folder}; NARU_SHARED names the folder above them`);

/** Each scanner, each way of cutting, each way of writing: every case goes each of these ways. */
const all = () => Number.POSITIVE_INFINITY;
const one = () => 1;
const PATHS: readonly EnginePath[] = [
  { scanner: 'wasm', linesPerBlock: all, asLines: true, fromFile: false },
  { scanner: 'wasm', linesPerBlock: one, asLines: false, fromFile: false },
  { scanner: 'wasm', linesPerBlock: one, asLines: true, fromFile: false },
  { scanner: 'wasm', linesPerBlock: all, asLines: true, fromFile: true },
  {
    scanner: 'wasm',
    linesPerBlock: all,
    asLines: true,
    fromFile: true,
    fed: { bytes: () => 40_000, behind: () => 2 },
  },
  { scanner: 'plain', linesPerBlock: all, asLines: false, fromFile: false },
  { scanner: 'plain', linesPerBlock: one, asLines: true, fromFile: false },
  { scanner: 'none', linesPerBlock: all, asLines: true, fromFile: false },
  { scanner: 'none', linesPerBlock: one, asLines: false, fromFile: false },
];

function flowOf(name: string): FlowFile {
  const { flow, faults } = validateFlowText(textOf(name, 'flow.json'), {});
  expect(faults.filter(({ severity }) => severity === 'error')).toEqual([]);
  return flow!;
}

it.each(cases)('conformance %s', async (name) => {
  const flow = flowOf(name);
  const until = untilOf(name);
  const expected = expectedOf(name);
  const matches: MatchLine[] = [];
  await runOffline({
    flow,
    events: readFileSync(join(folder, name, 'events.ndjson')),
    until,
    onMatch: (line) => matches.push(line),
  });
  expect(matches).toEqual(expected);
  const lines = textOf(name, 'events.ndjson').split('\n');
  for (const path of PATHS)
    expect(runOnPath({ flow, lines, until }, path).matches, JSON.stringify(path)).toEqual(expected);
});
