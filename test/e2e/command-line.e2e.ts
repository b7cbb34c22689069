/** The command line as the README shows it, through the same script that npm runs. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';

const project = fileURLToPath(new URL('../..', import.meta.url));
const AML = join(project, 'flows/bank-aml.json');
const TABLES = join(project, 'flows/tables');

interface Ended {
  readonly code: number;
  readonly output: string;
  readonly errors: string;
}

function naru(args: readonly string[], input = ''): Promise<Ended> {
  return new Promise((resolve) => {
    const script = join(project, 'runtime/bootstrap/naru.mjs');
    const child = execFile(process.execPath, [script, ...args], (_error, output, errors) =>
      resolve({ code: child.exitCode ?? -1, output, errors }),
    );
    child.stdin?.end(input);
  });
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'naru-command-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Ten small transactions of one account, turn by turn in and out, an hour apart. */
const TEN = Array.from({ length: 10 }, (_, i) =>
  JSON.stringify({
    id: `t-${i}`,
    source: '/core-banking',
    type: 'bank.transaction.posted',
    time: `2026-03-02T${String(i).padStart(2, '0')}:00:00+09:00`,
    data: {
      accountNo: '110-22',
      customerId: 'C0001',
      direction: i % 2 ? 'withdrawal' : 'deposit',
      amount: 2_000_000,
    },
  }),
);

it('runs the tests that the seven flows carry', async () => {
  const flows = [
    'insurance-bundle-offer',
    'insurance-sales-support',
    'insurance-fraud',
    'insurance-claim-cross-sell',
    'bank-aml',
    'card-marketing',
    'securities-vip',
  ];
  const { code, output } = await naru(['test', ...flows.map((id) => join(project, `flows/${id}.json`))]);
  expect(output).not.toContain('FAIL');
  expect(output).toMatch(/\n\d+ passed, 0 failed\n$/);
  for (const id of flows) expect(output).toContain(`ok   ${id}: `);
  expect(code).toBe(0);
});

it('says which test failed, with what was expected and what came', async () => {
  const flow = JSON.parse(readFileSync(AML, 'utf8')) as { tests: { expect: unknown[] }[] };
  flow.tests[0].expect = [];
  const path = join(temporaryFolder(), 'flow.json');
  writeFileSync(path, JSON.stringify(flow));
  const { code, output } = await naru(['test', path, '--tables', TABLES]);
  expect(code).toBe(1);
  expect(output).toMatch(/FAIL bank-aml: .*\n {5}match 1: none was expected, came \{/);
});

it('runs a flow over a file, and over what is piped in', async () => {
  const folder = temporaryFolder();
  const events = join(folder, 'events.ndjson');
  const matches = join(folder, 'matches.ndjson');
  writeFileSync(events, `${TEN.join('\n')}\nno event\n`);

  const toFile = await naru(['run', AML, '--events', events, '--tables', TABLES, '--out', matches]);
  expect(toFile).toMatchObject({ code: 0, output: '' });
  expect(toFile.errors).toMatch(/^line 11: /);
  expect(toFile.errors).toMatch(/events 10, refused 1, late 0, matches 1, seconds [\d.]+, events\/s \d+\n$/);
  const lines = readFileSync(matches, 'utf8');
  expect(JSON.parse(lines)).toMatchObject({
    flow: 'bank-aml',
    node: 'aml-case',
    time: '2026-03-02T00:00:00.000Z',
    key: '110-22',
    data: { n: 10, total: 20_000_000 },
    causes: TEN.map((_, i) => `t-${i}`),
  });

  const piped = await naru(['run', AML, '--tables', TABLES], TEN.join('\n'));
  expect(piped.output).toBe(lines);
});

it('refuses a flow that is wrong with every fault, and code 2', async () => {
  const path = join(temporaryFolder(), 'flow.json');
  writeFileSync(
    path,
    readFileSync(AML, 'utf8').replace('"P7D"', '"P1M"').replace('"target": "small"', '"target": "nowhere"'),
  );
  const { code, output, errors } = await naru(['run', path]);
  expect([code, output]).toEqual([2, '']);
  expect(errors).toContain('node often, window.size');
  expect(errors).toContain('nowhere');
  expect(errors).not.toContain('    at ');
});

it('says what is wrong with its arguments', async () => {
  expect(await naru(['run', AML, '--until', 'tomorrow'])).toMatchObject({ code: 2, output: '' });
  expect((await naru(['run', AML, '--events', '/nowhere.ndjson'])).code).toBe(2);
  expect((await naru(['fly'])).errors).toContain('usage:');
});
