/** `npm run bench [-- --only flows --events 1000000 --runs 5 --seed 42]` */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { machine, table } from './print-table.ts';
import { sections } from './sections.ts';

const say = (sentence: string) => process.stderr.write(`${sentence}\n`);

function refuse(sentence: string): never {
  say(sentence);
  process.exit(2);
}

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: Object.keys(sections) },
    events: { type: 'string', default: '1000000' },
    runs: { type: 'string', default: '5' },
    seed: { type: 'string', default: '42' },
  },
});

function whole(text: string): number {
  const value = Number(text);
  return Number.isInteger(value) && value > 0 ? value : refuse(`"${text}" is no whole number above zero.`);
}

const unknown = values.only.find((name) => !Object.hasOwn(sections, name));
if (unknown !== undefined)
  refuse(`There is no section "${unknown}". There are: ${Object.keys(sections).join(', ')}.`);

const folder = mkdtempSync(join(tmpdir(), 'naru-bench-'));
const options = {
  runs: whole(values.runs),
  events: whole(values.events),
  seed: whole(values.seed),
  folder,
  onProgress: say,
};
try {
  for (const name of values.only) {
    say(`\n${name}`);
    process.stdout.write(`\n${table(await sections[name](options))}\n`);
  }
  process.stdout.write(`\nMedians of ${options.runs}. ${machine()}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
