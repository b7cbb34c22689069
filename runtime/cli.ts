/**
 * The command line: `naru run` runs a flow over a file of events, `naru test` runs the tests in flow files (SPEC §4, §5).
 * `naru doctor`, `naru backup` and `naru restore` are in runtime/upkeep; code-cache/start-cli.ts leads there.
 * What it prints on standard output is data; what it says to a person goes to standard error.
 */
import { runCommand } from './offline/run-command.ts';
import { testCommand } from './offline/test-command.ts';

const USAGE = `usage:
  naru run <flow.json> [--events FILE.ndjson|-] [--tables DIR] [--until TIME] [--out FILE|-]
  naru test <flow.json>... [--tables DIR]
  naru doctor [--repair]
  naru backup <folder | file.tar>
  naru restore <folder | file.tar> [--replace]
`;

async function main([command, ...rest]: string[]): Promise<number> {
  switch (command) {
    case 'run':
      return runCommand(rest);
    case 'test':
      return testCommand(rest);
    default:
      process.stderr.write(USAGE);
      return command === undefined || command === 'help' || command === '--help' ? 0 : 2;
  }
}

main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
