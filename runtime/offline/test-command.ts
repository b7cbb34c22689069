/** `naru test`: runs the tests of flow files, prints each failure with what was expected and what came. */
import { parseArgs } from 'node:util';
import { runFlowTests } from './flow-tests.ts';
import { CommandError, loadFlow, loadTables, tablesBeside } from './load-flow.ts';
import { standardOutput } from './standard-output.ts';

/** Returns the exit code: 1 where a test failed, 2 where a flow or an argument is wrong. */
export async function testCommand(args: readonly string[]): Promise<number> {
  let passed = 0;
  let failed = 0;
  let refused = false;
  try {
    const { values, positionals } = parse(args);
    if (positionals.length === 0) throw new CommandError(['naru test takes flow files.']);
    const given = values.tables === undefined ? undefined : await loadTables(values.tables);
    for (const path of positionals) {
      const tables = given ?? (await tablesBeside(path));
      const flow = await orRefused(() => loadFlow(path, tables));
      if (!flow) {
        refused = true;
        continue;
      }
      for (const { name, failures } of await runFlowTests(flow, tables ?? {})) {
        standardOutput().write(`${failures.length === 0 ? 'ok  ' : 'FAIL'} ${flow.id}: ${name}\n`);
        for (const failure of failures) standardOutput().write(`     ${failure}\n`);
        if (failures.length === 0) passed++;
        else failed++;
      }
    }
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    process.stderr.write(`${error.lines.join('\n')}\n`);
    return 2;
  }
  standardOutput().write(`${passed} passed, ${failed} failed\n`);
  return refused ? 2 : failed > 0 ? 1 : 0;
}

/** A flow that is refused does not keep the others from being tested. */
async function orRefused<T>(load: () => Promise<T>): Promise<T | undefined> {
  try {
    return await load();
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    process.stderr.write(`${error.lines.join('\n')}\n`);
    return undefined;
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options: { tables: { type: 'string' } } });
  } catch (error) {
    throw new CommandError([(error as Error).message]);
  }
}
