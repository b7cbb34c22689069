/** A flow file and reference tables from disk, for the command line: every fault in a sentence. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import type { FlowFile } from '../../flows/format/flow-file.ts';
import { validateFlowText } from '../../flows/format/validate.ts';
import { CsvError, parseTable } from '../../flows/tables/parse-csv.ts';
import type { TableInfo } from '../../nodes/kit/define-node.ts';
import { type Fault, isClean } from '../../nodes/kit/fault.ts';
import type { Tables } from '../engine/engine-types.ts';

/** What was asked for can't be done: the command ends with code 2. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly lines: readonly string[];

  constructor(lines: readonly string[]) {
    super(lines.join('\n'));
    this.lines = lines;
  }
}

/** @throws CommandError with every fault */
export async function loadFlow(path: string, tables: Tables | undefined): Promise<FlowFile> {
  const surroundings = tables ? { tables: tableInfos(tables) } : {};
  const { flow, faults } = validateFlowText(readText(path), surroundings);
  if (flow && isClean(faults)) return flow;
  const errors = faults.filter((fault) => fault.severity === 'error');
  throw new CommandError([`${path}: the flow is refused.`, ...errors.map(faultLine)]);
}

export function faultLine(fault: Fault): string {
  const place = [fault.node && `node ${fault.node}`, fault.edge && `edge ${fault.edge}`, fault.field].filter(
    Boolean,
  );
  return `  ${place.length > 0 ? `${place.join(', ')}: ` : ''}${fault.message.en} / ${fault.message.ko}`;
}

/** Each `<name>.csv` or `<name>.json` of a folder (SPEC §5 `--tables`). */
export async function loadTables(folder: string): Promise<Tables> {
  const tables: Record<string, Tables[string]> = {};
  let names: string[];
  try {
    names = readdirSync(folder).sort();
  } catch (error) {
    throw new CommandError([
      `${folder}: the folder of tables can't be read (${(error as NodeJS.ErrnoException).code}).`,
    ]);
  }
  for (const name of names) {
    const path = join(folder, name);
    if (name.endsWith('.csv')) tables[basename(name, '.csv')] = tableFromCsv(path, readText(path));
    else if (extname(name) === '.json') tables[basename(name, '.json')] = tableFromJson(path, readText(path));
  }
  return tables;
}

/** The tables that lie beside a flow file, where there are any: `tables/` in its folder. */
export async function tablesBeside(flowPath: string): Promise<Tables | undefined> {
  const folder = join(dirname(flowPath), 'tables');
  try {
    readdirSync(folder);
  } catch {
    return undefined;
  }
  return loadTables(folder);
}

function tableFromCsv(path: string, text: string): Tables[string] {
  try {
    return parseTable(text);
  } catch (error) {
    if (error instanceof CsvError) throw new CommandError([`${path}: ${error.message}`]);
    throw error;
  }
}

function tableFromJson(path: string, text: string): Tables[string] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new CommandError([`${path}: the table is not JSON: ${(error as Error).message}`]);
  }
  const isRow = (row: unknown) => typeof row === 'object' && row !== null && !Array.isArray(row);
  if (!Array.isArray(value) || !value.every(isRow))
    throw new CommandError([`${path}: a table must be a list of objects.`]);
  return value;
}

/** At once: a start has nothing else to do meanwhile, and each turn through the thread pool takes longer than the file. */
function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new CommandError([`${path}: the file can't be read (${(error as NodeJS.ErrnoException).code}).`]);
  }
}

function tableInfos(tables: Tables): TableInfo[] {
  return Object.entries(tables).map(([name, rows]) => {
    const columns = new Set((rows ?? []).flatMap((row) => Object.keys(row)));
    return { name, columns: [...columns].map((path) => ({ path, type: 'unknown' })) };
  });
}
