/** The tests that a flow file carries (SPEC §4 "Tests in the flow file"), run offline. */
import { isDeepStrictEqual } from 'node:util';
import type { FlowFile, FlowTest } from '../../flows/format/flow-file.ts';
import { localize } from '../../nodes/kit/text.ts';
import type { Tables } from '../engine/engine-types.ts';
import { parseTime, timeText } from '../engine/scan/event-time.ts';
import { type MatchLine, runOffline } from './run-offline.ts';

export interface FlowTestResult {
  readonly name: string;
  /** What was expected and what came; empty where the test holds. */
  readonly failures: readonly string[];
}

const encoder = new TextEncoder();

export async function runFlowTests(flow: FlowFile, tables: Tables): Promise<FlowTestResult[]> {
  const results: FlowTestResult[] = [];
  for (const test of flow.tests ?? []) results.push(await runFlowTest(flow, test, tables));
  return results;
}

async function runFlowTest(flow: FlowFile, test: FlowTest, tables: Tables): Promise<FlowTestResult> {
  const failures: string[] = [];
  const matches: MatchLine[] = [];
  await runOffline({
    flow,
    tables,
    until: test.until === undefined ? undefined : parseTime(test.until),
    events: encoder.encode(test.events.map((event) => JSON.stringify(event)).join('\n')),
    onMatch: (line) => matches.push(line),
    onRefused: ({ index, message }) => failures.push(`event ${index} was refused: ${message.en}`),
  });
  for (let i = 0; i < Math.max(matches.length, test.expect.length); i++) {
    const failure = difference(i, test.expect[i], matches[i]);
    if (failure) failures.push(failure);
  }
  return { name: localize(test.name, 'en'), failures };
}

type Expected = FlowTest['expect'][number];

function difference(
  index: number,
  expected: Expected | undefined,
  match: MatchLine | undefined,
): string | undefined {
  const place = `match ${index + 1}`;
  if (!expected) return `${place}: none was expected, came ${JSON.stringify(match)}`;
  if (!match) return `${place}: expected ${JSON.stringify(expected)}, none came`;
  const fits =
    expected.node === match.node &&
    (expected.key === undefined || isDeepStrictEqual(expected.key, match.key)) &&
    (expected.time === undefined || timeText(parseTime(expected.time)) === match.time) &&
    (expected.data === undefined || contains(match.data, expected.data));
  return fits ? undefined : `${place}: expected ${JSON.stringify(expected)}, came ${JSON.stringify(match)}`;
}

/** Only what is named is compared, however deep; lists as a whole. */
function contains(actual: unknown, named: unknown): boolean {
  if (typeof named !== 'object' || named === null || Array.isArray(named))
    return isDeepStrictEqual(actual, named);
  if (typeof actual !== 'object' || actual === null || Array.isArray(actual)) return false;
  return Object.entries(named).every(
    ([name, value]) =>
      Object.hasOwn(actual, name) && contains((actual as Record<string, unknown>)[name], value),
  );
}
