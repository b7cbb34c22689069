/**
 * `npm test`: everything that has to hold, from a fresh clone. A step that fails does not keep the next from being
 * run, so that one run shows all there is to mend.
 *
 * Arguments go to Vitest: `npm test -- nodes/window`.
 */
import './check-node.mjs';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { build } from './build.mjs';
import { install } from './install.mjs';
import { inProject, runNode } from './project.mjs';
import { Obstacle, orExit } from './say.mjs';

const report = inProject('test-results/vitest.json');

const steps = {
  lint: () => runTool('@biomejs/biome/bin/biome', ['check', '--max-diagnostics=200']),
  types: () => runTool('typescript/bin/tsc', ['--noEmit']),
  build: async () => {
    await build(['editor', 'runtime']);
    return true;
  },
  tests: () => {
    mkdirSync(inProject('test-results'), { recursive: true });
    rmSync(report, { force: true });
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    return runTool('vitest/vitest.mjs', ['run', ...reporters, ...process.argv.slice(2)]);
  },
};

async function runTool(path, args) {
  const { code } = await runNode([inProject('node_modules', path), ...args]);
  return code === 0;
}

async function runStep(name) {
  process.stdout.write(`\n── ${name}\n`);
  const started = performance.now();
  let passed = false;
  try {
    passed = await steps[name]();
  } catch (error) {
    if (!(error instanceof Obstacle)) throw error;
    process.stdout.write(`${error.details}\n${error.message}\n`);
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  return { name, passed, seconds };
}

/** The sum of Vitest's own report, as one plain line. */
function countsLine() {
  try {
    const counts = JSON.parse(readFileSync(report, 'utf8'));
    const skipped = counts.numPendingTests + counts.numTodoTests;
    return `${counts.numPassedTests} passed, ${counts.numFailedTests} failed${skipped ? `, ${skipped} skipped` : ''}`;
  } catch {
    return 'no tests were run';
  }
}

await orExit(install);
const results = [];
for (const name of Object.keys(steps)) results.push(await runStep(name));

process.stdout.write('\n');
for (const { name, passed, seconds } of results)
  process.stdout.write(`${name.padEnd(6)} ${passed ? 'ok' : 'FAILED'} (${seconds} s)\n`);
process.stdout.write(`${countsLine()}\n`);
process.exitCode = results.every((result) => result.passed) ? 0 : 1;
